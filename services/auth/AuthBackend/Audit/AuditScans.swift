import FoundationEssentials
import RPC
import Synchronization

/// Bounds how many walks along whole chains a replica makes at once, and of them, how many are one tenant's, for others
/// want to read as well. A verification holds a connection to the database from its beginning to its end, for a chain is
/// verified as it was at one moment; an export holds one only while it reads some rows.
final class AuditScans: Sendable {
    private let running = Mutex<[UUID: Int]>([:])
    private let most: Int
    private let ofTenantMax: Int

    private init(most: Int) {
        self.most = most
        ofTenantMax = min(AuthLimits.auditScansOfTenantMax, max(1, most / 2))
    }

    static func exports() -> AuditScans { AuditScans(most: AuthLimits.auditScansMax) }

    /// - Parameter connections: those of the pool, most of which are left to logins.
    static func verifications(connections: Int) -> AuditScans {
        AuditScans(most: min(AuthLimits.auditScansMax, max(1, connections / AuthLimits.auditScanConnections)))
    }

    static let tooLong = RPCError(
        .deadlineExceeded, "The chain is too long to be read within \(AuthLimits.auditScanTimeMax).")

    nonisolated(nonsending) func run<R>(of tenant: UUID, _ body: () async throws -> R) async throws -> R {
        try begin(tenant)
        defer { end(tenant) }
        return try await body()
    }

    private func begin(_ tenant: UUID) throws(RPCError) {
        try running.withLock { running throws(RPCError) in
            guard running[tenant, default: 0] < ofTenantMax else {
                throw RPCError(
                    .resourceExhausted,
                    "Your audit chain is being read already; try again later.")
            }
            guard running.values.reduce(0, +) < most else {
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
