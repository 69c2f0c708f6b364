import FoundationEssentials
import Logging
import Postgres
import RPC

/// Writes down each call that a super_admin makes in another tenant than their own, where that tenant's administrators
/// find it.
struct ForeignTenantLog: Sendable {
    var outbox: AuditOutbox
    var pool: PostgresPool
    var tenants: any TenantSource
    var logger: Logger

    /// Before the call's handler runs: what can't be written down is not done. A tenant that somebody made up gets no
    /// audit chain.
    func enter(_ context: ServerContext) async throws(RPCError) {
        guard let principal = context.principal, let tenant = UUID(uuidString: principal.tenantID) else {
            throw RPCError(.internalError, "The call works in no tenant.")
        }
        let event = AuditEvent(
            tenant: tenant, time: Date(), actor: context.auditActor, action: "tenants.enter",
            resource: context.method.path, detail: "from tenants/\(principal.homeTenantID)")
        do {
            guard try await tenants.contains(tenant) else { throw ResourceName.notFound("tenants/\(tenant.text)") }
            try await pool.withTransaction(tenant: tenant.text) { connection in
                try await outbox.record(event, on: connection)
            }
        } catch let error as RPCError where error.code == .notFound {
            throw error
        } catch {
            logger.warning("an entry into a tenant could not be audited", metadata: ["error": "\(error)"])
            throw RPCError(
                .unavailable, "Working in another tenant is audited, and the event can't be written; try again later.")
        }
    }
}
