import FoundationEssentials
import Postgres
import ServiceKit

/// Ends sessions of a tenant, some at a time: while a turn adds to the revocation log, all others wait who revoke
/// something. What a turn leaves, or a replica that died, is taken up by whoever comes next.
///
/// A row of `auth.evictions` stands until nothing is left, and each turn holds it. None of the sessions that are opened
/// meanwhile is meant: see `Reason`.
struct TenantEviction: Sendable {
    let pool: PostgresPool
    let sessions: SessionStore

    /// Which sessions end.
    enum Reason: String, Sendable {
        /// All of them. A suspended tenant opens none, for it is not resumed before the row is gone.
        case suspension
        /// Those that the tenant's policy of second factors, as it stands then, would not have opened: they have neither
        /// a factor nor a device that stands for one.
        case factorPolicy

        fileprivate func condition(_ tenant: UUID) -> SQL {
            switch self {
            case .suspension: "tenant_id = \(tenant)"
            case .factorPolicy:
                // One statement, one snapshot: a policy that was made laxer spares those who came in by it.
                """
                tenant_id = \(tenant) AND api_key_id IS NULL AND NOT methods && ARRAY['mfa', 'dev'] AND user_id IN (
                    SELECT u.user_id FROM auth.users u JOIN auth.mfa_policies p USING (tenant_id)
                    WHERE u.tenant_id = \(tenant) AND p.required_roles && u.roles)
                """
            }
        }
    }

    /// In the transaction that takes away what the sessions rest on. Waits for a turn that is under way: it may have seen
    /// that nothing is left, and remove the row.
    static func begin(_ reason: Reason, _ tenant: UUID, on connection: PostgresConnection) async throws {
        try await connection.execute(
            """
            INSERT INTO auth.evictions (tenant_id, reason) VALUES (\(tenant), \(reason.rawValue))
            ON CONFLICT (tenant_id, reason) DO UPDATE SET reason = excluded.reason
            """)
    }

    static func isRunning(_ reason: Reason, _ tenant: UUID, on connection: PostgresConnection) async throws -> Bool {
        try await !connection.query("SELECT 1 FROM auth.evictions WHERE \(row(reason, tenant))").isEmpty
    }

    private static func row(_ reason: Reason, _ tenant: UUID) -> SQL {
        "tenant_id = \(tenant) AND reason = \(reason.rawValue)"
    }

    /// - Returns: How many sessions it has ended; 0 when there was nothing left to do.
    func turn(_ reason: Reason, _ tenant: UUID) async throws -> Int {
        let row = Self.row(reason, tenant)
        return try await pool.withTransaction(tenant: tenant.text) { connection in
            let rows = try await connection.query("SELECT 1 FROM auth.evictions WHERE \(row) FOR UPDATE")
            guard !rows.isEmpty else { return 0 }
            let ended = try await sessions.revoke(
                reason.condition(tenant), atMost: AuthLimits.evictedSessionsMax, on: connection)
            if ended == 0 { try await connection.execute("DELETE FROM auth.evictions WHERE \(row)") }
            return ended
        }
    }

    /// - Returns: How many sessions were ended.
    func finish(_ reason: Reason, _ tenant: UUID) async throws -> Int {
        var ended = 0
        while true {
            let count = try await turn(reason, tenant)
            if count == 0 { return ended }
            ended += count
        }
    }

    /// Finishes what was begun, whichever the tenant.
    func run() async throws -> Int {
        let begun = try await pool.withConnection { connection in
            try await connection.query(
                """
                SELECT tenant_id, reason FROM auth.evictions ORDER BY tenant_id, reason
                LIMIT \(AuthLimits.tenantsReadMax)
                """
            ).map { try $0.values(UUID.self, String.self) }
        }
        var ended = 0
        var round = TenantRound()
        for (tenant, name) in begun {
            guard let reason = Reason(rawValue: name) else { continue }
            try await round.run(tenant) { ended += try await finish(reason, tenant) }
        }
        try round.end()
        return ended
    }
}
