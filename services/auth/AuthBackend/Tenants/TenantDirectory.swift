import FoundationEssentials
import Postgres
import ServiceKit

/// Which tenants there are, whichever the transaction's is.
struct TenantDirectory: TenantSource {
    let pool: PostgresPool

    func contains(_ tenant: UUID) async throws -> Bool {
        try await pool.withConnection { connection in
            try await !connection.query("SELECT 1 FROM auth.tenant_directory WHERE tenant_id = \(tenant)").isEmpty
        }
    }
}
