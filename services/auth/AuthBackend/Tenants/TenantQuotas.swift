import FoundationEssentials
import Messages
import Postgres

/// What a tenant may have, defaults filled in.
struct TenantQuotas: Sendable {
    var usersMax: Int
    var apiKeysMax: Int

    /// - Parameters: as they are stored, 0 for the default.
    init(usersMax: Int, apiKeysMax: Int) {
        self.usersMax = usersMax > 0 ? usersMax : AuthLimits.usersMaxDefault
        self.apiKeysMax = apiKeysMax > 0 ? apiKeysMax : AuthLimits.apiKeysMax
    }

    /// Nil if there is no such tenant, or it is not the transaction's.
    static func get(_ tenant: UUID, on connection: PostgresConnection) async throws -> TenantQuotas? {
        let rows = try await connection.query(
            "SELECT users_max, api_keys_max FROM auth.tenants WHERE tenant_id = \(tenant)")
        return try rows.first.map { row in
            try TenantQuotas(
                usersMax: row.decode(Int.self, "users_max"), apiKeysMax: row.decode(Int.self, "api_keys_max"))
        }
    }

    var message: AuthV1.TenantQuotas {
        AuthV1.TenantQuotas(usersMax: Int32(clamping: usersMax), apiKeysMax: Int32(clamping: apiKeysMax))
    }
}
