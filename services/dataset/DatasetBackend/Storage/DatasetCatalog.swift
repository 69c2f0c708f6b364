internal import FoundationEssentials
internal import Postgres
import RPC
internal import ServiceKit

/// Datasets and versions that exist.
struct DatasetCatalog: Sendable {
    private let pool: PostgresPool

    init(pool: PostgresPool) { self.pool = pool }

    static let columns: SQL = """
        d.id, d.display_name, d.description, d.labels, d.created_at, d.revision, d.updated_at, d.deleted_at, d.purge_at,
        \(versionColumns)
        """
    static let versionColumns: SQL = """
        v.id, v.row_count, v.rejected_rows, v.byte_size, v.content_sha256, v.columns, v.parent_id, v.stored_bytes,
        v.created_at
        """
    static let tables: SQL = "datasets d JOIN dataset_versions v ON v.dataset_id = d.id"

    /// - Parameters:
    ///   - version: nil for the current one.
    ///   - includingDeleted: also one that was deleted and is not purged yet.
    func dataset(
        _ id: UUID, version: UUID? = nil, includingDeleted: Bool = false, tenant: String
    ) async throws -> DatasetRecord? {
        try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT \(Self.columns) FROM \(Self.tables)
                WHERE d.id = \(id) AND v.id = coalesce(\(version as UUID?), d.current_version)
                    AND (d.deleted_at IS NULL OR \(includingDeleted) AND d.purge_at > now())
                """
            ).first.map(DatasetRecord.init)
        }
    }

    /// The newest first, and the token of the next page.
    func datasets(
        _ page: Page, where filter: SQL = "true", includingDeleted: Bool = false, tenant: String
    ) async throws -> (records: [DatasetRecord], nextToken: String) {
        let visible: SQL = includingDeleted ? "(d.deleted_at IS NULL OR d.purge_at > now())" : "d.deleted_at IS NULL"
        let rows = try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT \(Self.columns), \(page.keyColumns) FROM \(Self.tables)
                WHERE \(visible) AND d.tenant_id = \(tenant)::uuid AND v.id = d.current_version
                    AND \(filter) AND \(page.condition) \(page.order)
                """)
        }
        let (kept, token) = try page.cut(rows)
        return (try kept.map(DatasetRecord.init), token)
    }

    /// The newest first, and the token of the next page.
    func versions(
        of dataset: UUID, _ page: Page, tenant: String
    ) async throws -> (records: [VersionRecord], nextToken: String) {
        let rows = try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT \(Self.versionColumns), \(page.keyColumns) FROM dataset_versions v
                WHERE v.dataset_id = \(dataset) AND \(page.condition) \(page.order)
                """)
        }
        let (kept, token) = try page.cut(rows)
        return (try kept.map { try VersionRecord($0, from: 0) }, token)
    }

    /// The chunks that intersect a range of rows and may hold a row that is in all value ranges, in the order of rows.
    ///
    /// A column without a value in the chunk refutes its range. Statistics are rounded to doubles, and so is the range:
    /// rounding keeps the order, so what is left out never holds a row that fulfils all ranges. NaN refutes nothing.
    func chunks(
        of version: UUID, rows: Range<Int64>, ranges: [ValueRange] = [], tenant: String
    ) async throws -> [Int] {
        let conditions = ranges.map { range -> SQL in
            """
            AND EXISTS (SELECT FROM chunks s WHERE s.version_id = c.version_id AND s.chunk_index = c.chunk_index
                AND s.column_index = \(range.column) AND s.maximum >= \(range.low)
                AND (s.minimum <= \(range.high) OR s.minimum = 'NaN'))
            """
        }
        return try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT chunk_index FROM chunks c
                WHERE version_id = \(version) AND column_index = 0
                    AND first_row < \(rows.upperBound) AND first_row + row_count > \(rows.lowerBound)
                    \(SQL.joined(conditions, by: " "))
                ORDER BY chunk_index
                """
            ).map { try $0.decode(Int.self, 0) }
        }
    }

    /// The first chunks that hold rows from `row` on, at most `limit` of them.
    func spans(of version: UUID, from row: Int64, limit: Int, tenant: String) async throws -> [ChunkSpan] {
        try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT chunk_index, first_row, row_count FROM chunks
                WHERE version_id = \(version) AND column_index = 0 AND first_row + row_count > \(row)
                ORDER BY chunk_index LIMIT \(limit)
                """
            ).map { row in
                let first = try row.decode(Int64.self, 1)
                return ChunkSpan(
                    chunk: try row.decode(Int.self, 0), rows: first..<first + (try row.decode(Int64.self, 2)))
            }
        }
    }

    func statistics(
        of version: UUID, chunks: [Int], columns: [Int], tenant: String
    ) async throws -> [BlockPlace: ChunkStatistics] {
        let rows = try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT chunk_index, column_index, row_count, missing_count, minimum, maximum FROM chunks
                WHERE version_id = \(version) AND chunk_index = ANY(\(chunks)) AND column_index = ANY(\(columns))
                """)
        }
        return try rows.reduce(into: [:]) { found, row in
            found[BlockPlace(chunk: try row.decode(Int.self, 0), column: try row.decode(Int.self, 1))] =
                ChunkStatistics(
                    rowCount: try row.decode(Int.self, 2), missingCount: try row.decode(Int.self, 3),
                    minimum: try row.decode(Double?.self, 4), maximum: try row.decode(Double?.self, 5))
        }
    }

    /// The blocks of some chunks, of the columns asked for.
    func blocks(
        of version: UUID, chunks: [Int], columns: [Int], tenant: String
    ) async throws -> [BlockPlace: BlockRecord] {
        let records = try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT \(unsafe: BlockRecord.columns) FROM chunks
                WHERE version_id = \(version) AND chunk_index = ANY(\(chunks)) AND column_index = ANY(\(columns))
                """
            ).map(BlockRecord.init)
        }
        return records.reduce(into: [:]) { $0[BlockPlace(chunk: $1.chunkIndex, column: $1.columnIndex)] = $1 }
    }
}

extension DatasetRecord {
    init(_ row: PostgresRow) throws {
        id = try row.decode(UUID.self, 0)
        displayName = try row.decode(String.self, 1)
        description = try row.decode(String.self, 2)
        labels = try JSONDecoder().decode([String: String].self, from: Data(row.decode(String.self, 3).utf8))
        createdAt = try row.decode(Date.self, 4)
        revision = try row.decode(Int64.self, 5)
        updatedAt = try row.decode(Date.self, 6)
        deletedAt = try row.decode(Date?.self, 7)
        purgeAt = try row.decode(Date?.self, 8)
        version = try VersionRecord(row, from: 9)
    }
}

extension VersionRecord {
    /// - Parameter first: where `DatasetCatalog.versionColumns` begin.
    init(_ row: PostgresRow, from first: Int) throws {
        id = try row.decode(UUID.self, first)
        rowCount = try row.decode(Int64.self, first + 1)
        rejectedRows = try row.decode(Int64.self, first + 2)
        byteSize = try row.decode(Int64.self, first + 3)
        contentHash = try row.decode([UInt8].self, first + 4)
        let columns = Data(try row.decode(String.self, first + 5).utf8)
        self.columns = try JSONDecoder().decode([ColumnRecord].self, from: columns)
        parent = try row.decode(UUID?.self, first + 6)
        storedBytes = try row.decode(Int64.self, first + 7)
        createdAt = try row.decode(Date.self, first + 8)
    }
}
