import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// How much of its quotas a tenant uses: one statement, so that the counts are of one moment.
struct TenantUsage: Sendable {
    let pool: PostgresPool
    let clock: WallClock

    /// - Parameter name: `tenants/{tenant}/usage`.
    func get(_ name: String) async throws -> AuthV1.TenantUsage {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2] == "usage" else { throw ResourceName.notFound(name) }
        let id = try ResourceName.id("\(parts[0])/\(parts[1])", in: "tenants")
        return try await pool.withTransaction(tenant: id.text) { connection in
            guard let quotas = try await TenantQuotas.get(id, on: connection) else {
                throw ResourceName.notFound(name)
            }
            let row = try await connection.query(
                """
                SELECT (SELECT count(*) FROM auth.users WHERE tenant_id = \(id) AND delete_time IS NULL) AS users,
                    (SELECT count(*) FROM auth.api_keys WHERE tenant_id = \(id) AND revoke_time IS NULL
                        AND expire_time > \(clock.date)) AS api_keys,
                    (SELECT count(*) FROM auth.sessions WHERE tenant_id = \(id) AND api_key_id IS NULL AND revoke_time IS NULL
                        AND expire_time > \(clock.date)) AS sessions
                """)[0]
            return AuthV1.TenantUsage(
                name: name, users: try row.decode(Int32.self, "users"),
                apiKeys: try row.decode(Int32.self, "api_keys"), sessions: try row.decode(Int32.self, "sessions"),
                quotas: quotas.message)
        }
    }
}
