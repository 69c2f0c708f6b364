import RPC
import Synchronization

/// Bounds how many walks along whole chains a replica makes at once, for each holds a connection to the database.
final class AuditScans: Sendable {
    private let running = Atomic(0)

    static let tooLong = RPCError(
        .deadlineExceeded, "The chain is too long to be read within \(AuthLimits.auditScanTimeMax).")

    nonisolated(nonsending) func run<R>(_ body: () async throws -> R) async throws -> R {
        let before = running.add(1, ordering: .relaxed).oldValue
        defer { running.subtract(1, ordering: .relaxed) }
        guard before < AuthLimits.auditScansMax else {
            throw RPCError(.resourceExhausted, "Audit chains are being read by others; try again later.")
        }
        return try await body()
    }
}
