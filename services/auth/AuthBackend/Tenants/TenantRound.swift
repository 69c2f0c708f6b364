import FoundationEssentials
import Postgres
import ServiceKit

/// Work that is done for one tenant after the other: what fails for one keeps no other from its turn, and is told once,
/// at the end.
struct TenantRound {
    struct Failure: Error, CustomStringConvertible {
        var count: Int
        var tenant: UUID
        var error: any Error

        var description: String { "failed for \(count) tenants, first for tenants/\(tenant.text): \(error)" }
    }

    private var failure: Failure?

    mutating func run(_ tenant: UUID, _ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch {
            // Without a database, or while the service stops, the others would fare no better.
            if Task.isCancelled || (error as? PostgresError)?.isUnavailable == true { throw error }
            failure = Failure(
                count: (failure?.count ?? 0) + 1, tenant: failure?.tenant ?? tenant, error: failure?.error ?? error)
        }
    }

    func end() throws(Failure) {
        if let failure { throw failure }
    }
}
