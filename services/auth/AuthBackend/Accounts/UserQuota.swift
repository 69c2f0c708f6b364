import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// How many users a tenant may have; those who are deleted don't count.
enum UserQuota {
    /// Makes sure that there is a place for one more. Whoever else wants one waits until this transaction ends.
    static func take(in tenant: UUID, on connection: PostgresConnection) async throws {
        try await connection.execute(AdvisoryLock.named("auth/users/\(tenant.text)"))
        guard let quotas = try await TenantQuotas.get(tenant, on: connection) else {
            throw ResourceName.notFound("tenants/\(tenant.text)")
        }
        guard try await count(in: tenant, on: connection) < quotas.usersMax else {
            let description = "The tenant has \(quotas.usersMax) users already, which is its quota."
            throw RPCError(
                .resourceExhausted, description,
                details: [
                    GoogleRpc.QuotaFailure(violations: [
                        .init(subject: "tenants/\(tenant.text)/users_max", description: description)
                    ])
                ])
        }
    }

    private static func count(in tenant: UUID, on connection: PostgresConnection) async throws -> Int {
        try await connection.query(
            "SELECT count(*) FROM auth.users WHERE tenant_id = \(tenant) AND delete_time IS NULL")[0].decode(
                Int.self, 0)
    }
}
