import FoundationEssentials
import Logging
import Postgres
import ServiceKit

/// Removes what is beyond its retention, tenant by tenant. Replicas share the work: what one holds, the other leaves.
struct TenantSweep: Sendable {
    let pool: PostgresPool
    let clock: WallClock

    func run() async throws -> Int {
        var removed = 0
        try await TenantWalk(pool: pool).run { removed += try await sweep($0) }
        return removed
    }

    private func sweep(_ tenant: UUID) async throws -> Int {
        var removed = 0
        while true {
            let count = try await pool.withTransaction(tenant: tenant.text) { connection in
                let requests = try await connection.execute(RepeatableRequest.sweep(at: clock.date))
                return try await requests + purgeUsers(of: tenant, on: connection)
            }
            removed += count
            if count < AuthLimits.rowsSweptMax { return removed }
        }
    }

    /// Users who were deleted long enough ago, and all that is theirs; the name is free then.
    private func purgeUsers(of tenant: UUID, on connection: PostgresConnection) async throws -> Int {
        let rows = try await connection.query(
            """
            SELECT user_id, username FROM auth.users WHERE purge_time <= \(clock.date)
            ORDER BY purge_time LIMIT \(AuthLimits.rowsSweptMax) FOR UPDATE SKIP LOCKED
            """)
        for row in rows {
            let (id, username) = try row.values(UUID.self, String.self)
            try await connection.batch([
                "DELETE FROM auth.login_directory WHERE user_id = \(id)",
                "DELETE FROM auth.users WHERE user_id = \(id)",
            ])
            try await AuthSchema.outbox.record(
                AuditEvent(
                    tenant: tenant, time: clock.date, actor: .service(.auth), action: "users.purge",
                    resource: "users/\(id.text)", detail: username), on: connection)
        }
        return rows.count
    }
}
