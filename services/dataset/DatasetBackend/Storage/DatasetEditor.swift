internal import FoundationEssentials
internal import Postgres
import RPC
internal import ServiceKit

/// Changes of datasets that leave their rows as they are. Each locks the dataset's row first.
struct DatasetEditor: Sendable {
    private let pool: PostgresPool
    private let retention: Double
    private let quota: TenantQuota

    init(pool: PostgresPool, limits: DatasetLimits) {
        self.pool = pool
        retention = limits.deletedRetention.inSeconds
        quota = TenantQuota(limits: limits)
    }

    /// Nil if there is no such dataset.
    func update(
        _ id: UUID, etag: String, tenant: String, actor: AuditActor, _ change: (inout DatasetRecord) throws -> Void
    ) async throws -> DatasetRecord? {
        try await pool.withTransaction(tenant: tenant) { connection in
            guard var record = try await Self.lock(id, on: connection) else { return nil }
            try Etag.check(etag, version: record.revision)
            let before = record
            try change(&record)
            let labels = String(decoding: try JSONEncoder().encode(record.labels), as: UTF8.self)
            let row = try await connection.query(
                """
                UPDATE datasets SET display_name = \(record.displayName), description = \(record.description),
                    labels = \(labels), revision = revision + 1, updated_at = now()
                WHERE id = \(id) RETURNING revision, updated_at
                """)[0]
            record.revision = try row.decode(Int64.self, 0)
            record.updatedAt = try row.decode(Date.self, 1)
            if record.version.columns != before.version.columns {
                let columns = String(decoding: try JSONEncoder().encode(record.version.columns), as: UTF8.self)
                _ = try await connection.execute(
                    "UPDATE dataset_versions SET columns = \(columns) WHERE id = \(record.version.id)")
            }
            try await DatasetMigrations.outbox.record(
                "datasets.update", of: DatasetName.dataset(id), in: tenant, by: actor, on: connection)
            return record
        }
    }

    /// Hides the dataset and leaves its versions to the sweep after the retention; false if there is none.
    func delete(_ id: UUID, etag: String, tenant: String, actor: AuditActor) async throws -> Bool {
        try await pool.withTransaction(tenant: tenant) { connection in
            guard let record = try await Self.lock(id, on: connection) else { return false }
            try Etag.check(etag, version: record.revision)
            _ = try await connection.execute(
                """
                UPDATE datasets SET deleted_at = now(), purge_at = now() + make_interval(secs => \(retention)),
                    revision = revision + 1, updated_at = now()
                WHERE id = \(id)
                """)
            _ = try await connection.execute(
                """
                INSERT INTO version_leases (version_id, tenant_id, expires_at)
                SELECT id, tenant_id, now() + make_interval(secs => \(retention))
                FROM dataset_versions WHERE dataset_id = \(id)
                """)
            _ = try await connection.batch(ProfileStore.endAll(of: id))
            try await DatasetMigrations.outbox.record(
                "datasets.delete", of: DatasetName.dataset(id), in: tenant, by: actor, on: connection)
            return true
        }
    }

    /// Shows a deleted dataset again, unless its purge has begun; nil then, and if there is none.
    func undelete(_ id: UUID, tenant: String, actor: AuditActor) async throws -> DatasetRecord? {
        try await pool.withTransaction(tenant: tenant) { connection in
            let deleted = try await connection.query(
                """
                SELECT (SELECT count(*) FROM dataset_versions WHERE dataset_id = d.id) FROM datasets d
                WHERE d.id = \(id) AND d.deleted_at IS NOT NULL AND d.purge_at > now() FOR UPDATE
                """)
            guard let versions = try deleted.first?.decode(Int.self, 0) else { return nil }
            let released = try await connection.execute(
                """
                DELETE FROM version_leases WHERE NOT is_collecting
                    AND version_id IN (SELECT id FROM dataset_versions WHERE dataset_id = \(id))
                """)
            // The time may differ between a lease and its dataset's row only if someone tampered with it; a version
            // that is being collected can't be shown.
            guard released == versions else { throw PurgeBegan() }
            _ = try await connection.execute(
                """
                UPDATE datasets SET deleted_at = NULL, purge_at = NULL, revision = revision + 1, updated_at = now()
                WHERE id = \(id)
                """)
            try await quota.verify(.dataset, tenant: tenant, on: connection)
            try await DatasetMigrations.outbox.record(
                "datasets.undelete", of: DatasetName.dataset(id), in: tenant, by: actor, on: connection)
            return try await Self.lock(id, on: connection)
        }
    }

    /// Undoes the transaction.
    struct PurgeBegan: Error {}

    /// The dataset with its current version, locked to the transaction's end.
    static func lock(_ id: UUID, on connection: PostgresConnection) async throws -> DatasetRecord? {
        // The version is looked up once the row is locked: what the lock waited for may have moved it.
        let locked = try await connection.query(
            "SELECT 1 FROM datasets WHERE id = \(id) AND deleted_at IS NULL FOR UPDATE")
        guard !locked.isEmpty else { return nil }
        return try await connection.query(
            """
            SELECT \(DatasetCatalog.columns) FROM \(DatasetCatalog.tables)
            WHERE d.id = \(id) AND v.id = d.current_version
            """
        ).first.map(DatasetRecord.init)
    }
}
