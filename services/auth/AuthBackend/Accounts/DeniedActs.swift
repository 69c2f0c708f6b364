import FoundationEssentials
import Postgres
import RPC
import ServiceKit

/// Writes down what administrators tried to do beyond their authority.
struct DeniedActs: Sendable {
    let pool: PostgresPool
    let clock: WallClock

    /// Runs an act. Where the caller's authority does not reach so far, the act's transaction is gone; that it was
    /// tried is written in one of its own.
    func noting<R>(
        _ action: String, _ resource: String, in tenant: UUID, by actor: AuditActor, _ act: () async throws -> R
    ) async throws -> R {
        do {
            return try await act()
        } catch let error as RPCError where Authority.isRefusal(error) {
            try await pool.withTransaction(tenant: tenant.text) { connection in
                try await AuthSchema.outbox.record(
                    AuditEvent(
                        tenant: tenant, time: clock.date, actor: actor, action: action, resource: resource,
                        result: .denied, detail: error.message), on: connection)
            }
            throw error
        }
    }
}
