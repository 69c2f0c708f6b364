import FoundationEssentials
import Postgres

/// How many live keys each user of a tenant may have.
enum ApiKeyQuota {
    static func most(of tenant: UUID, on connection: PostgresConnection) async throws -> Int {
        try await TenantQuotas.get(tenant, on: connection)?.apiKeysMax ?? 0
    }
}
