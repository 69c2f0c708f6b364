internal import FoundationEssentials
internal import Messages
internal import Postgres
import RPC
internal import ServiceKit

/// Profiles, and the operations that make them, in PostgreSQL.
struct ProfileStore: Sendable {
    let pool: PostgresPool
    let limits: DatasetLimits

    /// The profile of a version: the one there is, the one that is being made, or a new one.
    func start(_ version: UUID, tenant: String) async throws -> ProfileRecord {
        try await pool.withTransaction(tenant: tenant) { connection in
            if let known = try await Self.current(version, on: connection) { return known }
            try await checkQuota(tenant, on: connection)
            let id = UUID()
            _ = try await connection.execute(
                """
                DELETE FROM profiles WHERE id IN (
                    SELECT id FROM profiles WHERE state IN ('failed', 'cancelled')
                        AND ended_at < now() - make_interval(secs => \(limits.endedProfileRetention.inSeconds))
                    LIMIT \(limits.endedProfilesSweptMax) FOR UPDATE SKIP LOCKED)
                """)
            // Another call may have begun since; then this waits for its transaction and inserts nothing.
            let inserted = try await connection.execute(
                """
                INSERT INTO profiles (id, tenant_id, version_id) VALUES (\(id), \(tenant), \(version))
                ON CONFLICT (version_id) WHERE state IN ('running', 'succeeded') DO NOTHING
                """)
            if inserted == 1 {
                _ = try await connection.execute(
                    """
                    INSERT INTO profile_leases (profile_id, tenant_id, expires_at) VALUES (\(id), \(tenant), now())
                    """)
            }
            guard let record = try await Self.current(version, on: connection) else {
                throw RPCError(.aborted, "The dataset was deleted.")
            }
            return record
        }
    }

    /// One that runs or has succeeded; an operation that was forgotten is known again.
    private static func current(_ version: UUID, on connection: PostgresConnection) async throws -> ProfileRecord? {
        _ = try await connection.execute(
            """
            UPDATE profiles SET is_forgotten = false WHERE version_id = \(version) AND is_forgotten
                AND state IN ('running', 'succeeded')
            """)
        return try await connection.query(
            """
            SELECT \(ProfileRecord.columns) FROM \(ProfileRecord.tables)
            WHERE p.version_id = \(version) AND p.state IN ('running', 'succeeded')
            """
        ).first.map(ProfileRecord.init)
    }

    private func checkQuota(_ tenant: String, on connection: PostgresConnection) async throws {
        let running = try await connection.query(
            "SELECT count(*) FROM profiles WHERE tenant_id = \(tenant)::uuid AND state = 'running'"
        )[0].decode(Int.self, 0)
        guard running < limits.profilesPerTenantMax else {
            throw RPCError(
                .resourceExhausted,
                "\(running) profiles of your tenant wait or run, and no more are taken; try again when one is done.")
        }
    }

    /// The finished profile of a version, serialized; nil until there is one.
    func profile(of version: UUID, tenant: String) async throws -> [UInt8]? {
        try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                "SELECT profile FROM profiles WHERE version_id = \(version) AND state = 'succeeded'"
            ).first?.decode([UInt8].self, 0)
        }
    }

    func statistics(of version: UUID, tenant: String) async throws -> [ColumnStatistics] {
        try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT column_index, coalesce(sum(missing_count), 0)::bigint, min(minimum), max(maximum)
                FROM chunks WHERE version_id = \(version) GROUP BY column_index ORDER BY column_index
                """
            ).map { row in
                ColumnStatistics(
                    column: try row.decode(Int.self, 0), missing: try row.decode(Int64.self, 1),
                    minimum: try row.decode(Double?.self, 2), maximum: try row.decode(Double?.self, 3))
            }
        }
    }
}

/// What the blocks of a column say without being read.
struct ColumnStatistics: Sendable, Equatable {
    var column: Int
    var missing: Int64
    /// Infinities count; nil for STRING, and where nothing is present.
    var minimum: Double?
    var maximum: Double?
}

// Operations.
extension ProfileStore {
    func operation(_ id: UUID, tenant: String) async throws -> ProfileRecord? {
        try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT \(ProfileRecord.columns) FROM \(ProfileRecord.tables)
                WHERE p.id = \(id) AND NOT p.is_forgotten
                """
            ).first.map(ProfileRecord.init)
        }
    }

    static let filterFields = [
        FilterField("done", .boolean, "(p.state <> 'running')"), FilterField("create_time", .timestamp, "p.created_at"),
    ]

    /// The newest first, and the token of the next page.
    func operations(
        _ page: Page, _ filter: Filter, tenant: String
    ) async throws -> (records: [ProfileRecord], nextToken: String) {
        let rows = try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query(
                """
                SELECT \(ProfileRecord.columns), \(page.keyColumns) FROM \(ProfileRecord.tables)
                WHERE p.tenant_id = \(tenant)::uuid AND NOT p.is_forgotten AND (\(filter.condition))
                    AND \(page.condition) \(page.order)
                """)
        }
        let (kept, token) = try page.cut(rows)
        return (try kept.map(ProfileRecord.init), token)
    }

    /// Whoever is at it notices when it renews its lease. An operation that has ended stays as it is.
    func cancel(_ id: UUID, tenant: String) async throws {
        try await pool.withTransaction(tenant: tenant) { connection in
            _ = try await connection.batch(Self.end("p.id = \(id)", .cancelled, "It was cancelled."))
        }
    }

    /// Hides an operation that succeeded or runs, and removes one that led to nothing.
    func forget(_ id: UUID, tenant: String) async throws {
        try await pool.withTransaction(tenant: tenant) { connection in
            _ = try await connection.batch([
                "DELETE FROM profiles WHERE id = \(id) AND state IN ('failed', 'cancelled')",
                "UPDATE profiles SET is_forgotten = true WHERE id = \(id)",
            ])
        }
    }

    /// Ends the profiles of a dataset that is being deleted.
    static func endAll(of dataset: UUID) -> [SQL] {
        end(
            "p.version_id IN (SELECT id FROM dataset_versions WHERE dataset_id = \(dataset))", .cancelled,
            "The dataset was deleted.")
    }

    /// The lease goes first, as in every other transaction that ends a profile, so that two of them can't wait for each
    /// other.
    private static func end(_ condition: SQL, _ code: StatusCode, _ message: String) -> [SQL] {
        [
            """
            DELETE FROM profile_leases WHERE profile_id IN (
                SELECT p.id FROM profiles p WHERE p.state = 'running' AND \(condition))
            """,
            """
            UPDATE profiles p SET state = 'cancelled', error_code = \(Int32(code.rawValue)), error_message = \(message),
                ended_at = now() WHERE p.state = 'running' AND \(condition)
            """,
        ]
    }
}
