import FoundationEssentials
import RPC
import Synchronization

/// Bounds how many walks along whole chains a replica makes at once, for each holds a connection to the database; and of
/// them, how many are one tenant's, for others want to read as well.
final class AuditScans: Sendable {
    private let running = Mutex<[UUID: Int]>([:])

    static let tooLong = RPCError(
        .deadlineExceeded, "The chain is too long to be read within \(AuthLimits.auditScanTimeMax).")

    nonisolated(nonsending) func run<R>(of tenant: UUID, _ body: () async throws -> R) async throws -> R {
        try begin(tenant)
        defer { end(tenant) }
        return try await body()
    }

    private func begin(_ tenant: UUID) throws(RPCError) {
        try running.withLock { running throws(RPCError) in
            guard running[tenant, default: 0] < AuthLimits.auditScansOfTenantMax else {
                throw RPCError(
                    .resourceExhausted,
                    "\(AuthLimits.auditScansOfTenantMax) calls read your audit chain already; try again later.")
            }
            guard running.values.reduce(0, +) < AuthLimits.auditScansMax else {
                throw RPCError(.resourceExhausted, "Audit chains are being read by others; try again later.")
            }
            running[tenant, default: 0] += 1
        }
    }

    private func end(_ tenant: UUID) {
        running.withLock { running in
            let left = running[tenant, default: 1] - 1
            running[tenant] = left == 0 ? nil : left
        }
    }
}
