import FoundationEssentials
import Postgres
import ServiceKit

/// Ends the sessions of a suspended tenant, some at a time: while a turn adds to the revocation log, all others wait who
/// revoke something. What a turn leaves, or a replica that died, is taken up by whoever comes next.
///
/// A row of `auth.evictions` stands from the suspension until nothing is left, and each turn holds it. The tenant opens no
/// session meanwhile, for it is not resumed before the row is gone: those that it opens later are safe from late turns.
struct TenantEviction: Sendable {
    let pool: PostgresPool
    let sessions: SessionStore

    /// In the transaction that suspends.
    static func begin(_ tenant: UUID, on connection: PostgresConnection) async throws {
        try await connection.execute(
            "INSERT INTO auth.evictions (tenant_id) VALUES (\(tenant)) ON CONFLICT DO NOTHING")
    }

    static func isRunning(_ tenant: UUID, on connection: PostgresConnection) async throws -> Bool {
        try await !connection.query("SELECT 1 FROM auth.evictions WHERE tenant_id = \(tenant)").isEmpty
    }

    /// - Returns: How many sessions it has ended; 0 when there was nothing left to do.
    func turn(_ tenant: UUID) async throws -> Int {
        try await pool.withTransaction(tenant: tenant.text) { connection in
            let rows = try await connection.query(
                "SELECT 1 FROM auth.evictions WHERE tenant_id = \(tenant) FOR UPDATE")
            guard !rows.isEmpty else { return 0 }
            let ended = try await sessions.revoke(
                "tenant_id = \(tenant)", atMost: AuthLimits.evictedSessionsMax, on: connection)
            if ended == 0 { try await connection.execute("DELETE FROM auth.evictions WHERE tenant_id = \(tenant)") }
            return ended
        }
    }

    /// - Returns: How many sessions were ended.
    func finish(_ tenant: UUID) async throws -> Int {
        var ended = 0
        while true {
            let count = try await turn(tenant)
            if count == 0 { return ended }
            ended += count
        }
    }

    /// Finishes what was begun, whichever the tenant.
    func run() async throws -> Int {
        let tenants = try await pool.withConnection { connection in
            try await connection.query(
                "SELECT tenant_id FROM auth.evictions ORDER BY tenant_id LIMIT \(AuthLimits.tenantsReadMax)"
            ).map { try $0.decode(UUID.self, 0) }
        }
        var ended = 0
        var round = TenantRound()
        for tenant in tenants { try await round.run(tenant) { ended += try await finish(tenant) } }
        try round.end()
        return ended
    }
}
