internal import FoundationEssentials
internal import Postgres
import RPC
internal import ServiceKit

/// Datasets and versions that exist.
struct DatasetCatalog: Sendable {
    private let pool: PostgresPool
    private let retention: Double

    init(pool: PostgresPool, limits: DatasetLimits) {
        self.pool = pool
        retention = limits.deletedRetention.inSeconds
    }

    private static let columns: SQL = """
        d.id, d.display_name, d.description, d.labels, d.created_at, v.id, v.row_count, v.rejected_rows, v.byte_size,
        v.content_sha256, v.columns
        """

    private static let tables: SQL = "datasets d JOIN dataset_versions v ON v.dataset_id = d.id"

    /// - Parameter version: nil for the current one.
    func dataset(_ id: UUID, version: UUID? = nil, tenant: String) async throws -> DatasetRecord? {
        try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT \(Self.columns) FROM \(Self.tables)
                WHERE d.deleted_at IS NULL AND d.id = \(id) AND v.id = coalesce(\(version as UUID?), d.current_version)
                """
            ).first.map(DatasetRecord.init)
        }
    }

    /// The newest first, and the token of the next page.
    func datasets(_ page: Page, tenant: String) async throws -> (records: [DatasetRecord], nextToken: String) {
        let rows = try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT \(Self.columns), \(page.keyColumns) FROM \(Self.tables)
                WHERE d.deleted_at IS NULL AND d.tenant_id = \(tenant)::uuid AND v.id = d.current_version
                    AND \(page.condition) \(page.order)
                """)
        }
        let (kept, token) = try page.cut(rows)
        return (try kept.map(DatasetRecord.init), token)
    }

    /// Hides the dataset and leaves its versions to the sweep after the retention; false if there is none.
    func delete(_ id: UUID, tenant: String, actor: AuditActor) async throws -> Bool {
        try await pool.withTransaction(tenant: tenant) { connection in
            let deleted = try await connection.execute(
                "UPDATE datasets SET deleted_at = now() WHERE id = \(id) AND deleted_at IS NULL")
            guard deleted == 1 else { return false }
            _ = try await connection.execute(
                """
                INSERT INTO version_leases (version_id, tenant_id, expires_at)
                SELECT id, tenant_id, now() + make_interval(secs => \(retention))
                FROM dataset_versions WHERE dataset_id = \(id)
                """)
            _ = try await connection.batch(ProfileStore.endAll(of: id))
            try await DatasetMigrations.outbox.record(
                "datasets.delete", of: "datasets/\(id.text)", in: tenant, by: actor, on: connection)
            return true
        }
    }

    /// The chunks that intersect a range of rows, by index; empty if none does.
    func chunks(of version: UUID, rows: Range<Int64>, tenant: String) async throws -> Range<Int> {
        try await pool.withTransaction(tenant: tenant) { connection in
            let row = try await connection.query(
                """
                SELECT coalesce(min(chunk_index), 0), coalesce(max(chunk_index) + 1, 0) FROM chunks
                WHERE version_id = \(version) AND column_index = 0
                    AND first_row < \(rows.upperBound) AND first_row + row_count > \(rows.lowerBound)
                """)[0]
            return try row.decode(Int.self, 0)..<row.decode(Int.self, 1)
        }
    }

    /// The blocks of one chunk, of the columns asked for, by column index.
    func blocks(of version: UUID, chunk: Int, columns: [Int], tenant: String) async throws -> [Int: BlockRecord] {
        let records = try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT \(unsafe: BlockRecord.columns) FROM chunks
                WHERE version_id = \(version) AND chunk_index = \(chunk) AND column_index = ANY(\(columns))
                """
            ).map(BlockRecord.init)
        }
        return records.reduce(into: [:]) { $0[$1.columnIndex] = $1 }
    }
}

extension DatasetRecord {
    init(_ row: PostgresRow) throws {
        id = try row.decode(UUID.self, 0)
        displayName = try row.decode(String.self, 1)
        description = try row.decode(String.self, 2)
        labels = try JSONDecoder().decode([String: String].self, from: Data(row.decode(String.self, 3).utf8))
        createdAt = try row.decode(Date.self, 4)
        version = VersionRecord(
            id: try row.decode(UUID.self, 5), rowCount: try row.decode(Int64.self, 6),
            rejectedRows: try row.decode(Int64.self, 7), byteSize: try row.decode(Int64.self, 8),
            contentHash: try row.decode([UInt8].self, 9),
            columns: try JSONDecoder().decode([ColumnRecord].self, from: Data(row.decode(String.self, 10).utf8)))
    }
}
