import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// Recomputes a tenant's chain, some rows at a time, as it was at one moment.
struct AuditVerifier: Sendable {
    let pool: PostgresPool
    let keys: AuditKeys
    let clock: WallClock
    let cpuPool: CPUPool

    struct Report: Sendable {
        var problem: AuditLinkChecker.Problem?
        /// What a valid chain's reader should know nevertheless.
        var note = ""
        var checkedCount: Int64 = 0
        /// Of the oldest event that is left; the next one's if none is.
        var firstNumber: Int64 = 1
        var head: AuditPlace = .start
    }

    func verify(_ tenant: UUID, through known: AuditPlace?) async throws -> Report {
        let options = TransactionOptions(isolation: .repeatableRead, isReadOnly: true)
        return try await pool.withTransaction(tenant: tenant.text, options: options) { connection in
            var report = Report()
            do {
                try await walk(tenant, known, &report, on: connection)
            } catch let problem as AuditLinkChecker.Problem {
                report.problem = problem
            }
            return report
        }
    }

    private func walk(
        _ tenant: UUID, _ known: AuditPlace?, _ report: inout Report, on connection: PostgresConnection
    ) async throws {
        let head = try await AuditStore.head(of: tenant, on: connection)
        let start = try await start(tenant, on: connection)
        report.firstNumber = start.number + 1
        if let known, known.number < start.number {
            report.note = "Retention has removed what the head given covers."
        }
        var checker = try AuditLinkChecker(keys: keys, from: start, through: known)
        let end = ContinuousClock.now + AuthLimits.auditScanTimeMax
        // From the very first row, whatever the checkpoint says, so that none hides before it.
        var after = Int64.min
        while true {
            let entries = try await AuditStore.entries(
                after: after, limit: AuthLimits.auditScanRows, on: connection)
            checker = try await check(entries, checker, &report)
            guard entries.count == AuthLimits.auditScanRows, let last = entries.last else { break }
            after = last.place.number
            guard ContinuousClock.now < end else { throw AuditScans.tooLong }
        }
        try checker.checkEnd(head)
        report.head = checker.place
    }

    private func check(
        _ entries: [AuditEntry], _ checker: AuditLinkChecker, _ report: inout Report
    ) async throws -> AuditLinkChecker {
        let (checker, problem) = try await withTaskExecutorPreference(cpuPool) {
            var checker = checker
            do {
                for entry in entries { try checker.check(entry) }
            } catch let problem as AuditLinkChecker.Problem {
                return (checker, problem as AuditLinkChecker.Problem?)
            }
            return (checker, nil)
        }
        report.checkedCount = checker.checkedCount
        if let problem { throw problem }
        return checker
    }

    /// Where verification begins: after what retention removed.
    private func start(_ tenant: UUID, on connection: PostgresConnection) async throws -> AuditPlace {
        guard let text = try await AuditStore.checkpoint(of: tenant, on: connection) else { return .start }
        return try AuditStore.place(of: tenant, checkpoint: text, keys: keys)
    }
}
