import FoundationEssentials
import Logging
import Postgres
import ServiceKit
import ServiceLifecycle
import Synchronization

/// Tells the log, and a file if there is one, how far each chain has come, so that a tail that is cut off later is
/// missed: what was written elsewhere is out of reach for whoever has the database.
///
/// Each replica does so for itself: what is remembered of the last head is not in the database either.
final class AuditHeadLog: Service {
    private let pool: PostgresPool
    private let keys: AuditKeys
    private let clock: WallClock
    private let file: AuditHeadFile?
    private let logger: Logger
    private let last = Mutex<[UUID: AuditPlace]>([:])

    init(pool: PostgresPool, keys: AuditKeys, clock: WallClock, file: AuditHeadFile?, logger: Logger) {
        self.pool = pool
        self.keys = keys
        self.clock = clock
        self.file = file
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                do {
                    try await publish()
                } catch {
                    if !Task.isCancelled {
                        logger.warning("audit heads could not be told", metadata: ["error": .string("\(error)")])
                    }
                }
                try? await Task.sleep(for: AuthLimits.auditHeadInterval)
            }
        }
    }

    /// The heads that changed since the last time.
    func publish() async throws {
        try await AuditTenants(pool: pool).run { try await publish($0) }
    }

    private func publish(_ tenant: UUID) async throws {
        let known = last.withLock { $0[tenant] } ?? .start
        do {
            guard let place = try await end(of: tenant, since: known), place != known else { return }
            try await tell(tenant, place)
            last.withLock { $0[tenant] = place }
        } catch let problem as AuditLinkChecker.Problem {
            logger.error(
                "an audit chain is not as it was recorded",
                metadata: [
                    "tenant": .string(tenant.text), "number": "\(problem.number)",
                    "problem": .string(problem.reason),
                ])
        }
    }

    /// The chain's end, if its last event bears it out and it is not behind what was told before.
    private func end(of tenant: UUID, since known: AuditPlace) async throws -> AuditPlace? {
        let options = TransactionOptions(isolation: .repeatableRead, isReadOnly: true)
        let (head, entries) = try await pool.withTransaction(tenant: tenant.text, options: options) { connection in
            let head = try await AuditStore.head(of: tenant, on: connection)
            let entries = try await AuditStore.entries(after: (head?.number ?? 0) - 2, limit: 2, on: connection)
            return (head, entries)
        }
        guard let head else {
            guard known == .start else { throw AuditLinkChecker.Problem(number: 1, reason: "the chain has no head") }
            return nil
        }
        guard head.number >= known.number else {
            throw AuditLinkChecker.Problem(
                number: head.number + 1, reason: "it and what followed up to \(known.number) are missing")
        }
        if head.number == known.number, head.link != known.link {
            throw AuditLinkChecker.Problem(number: head.number, reason: "it is another one than before")
        }
        try checkEnd(head, entries)
        return head.number == 0 ? nil : head
    }

    /// The last one or two are enough to see that the head is not made up. There are none when retention removed all.
    private func checkEnd(_ head: AuditPlace, _ entries: [AuditEntry]) throws {
        guard let end = entries.last, entries.count == 2 || end.place.number == 1 else { return }
        var checker = try AuditLinkChecker(keys: keys, from: entries.count == 2 ? entries[0].place : .start)
        try checker.check(end)
        try checker.checkEnd(head)
    }

    private func tell(_ tenant: UUID, _ place: AuditPlace) async throws {
        let mark = AuditMark(purpose: .head, tenant: tenant, place: place, time: clock.seconds())
        let text = try mark.text(keys.current)
        try await file?.append(text)
        logger.notice(
            "audit head",
            metadata: [
                "tenant": .string(tenant.text), "number": "\(place.number)", "head": .string(text),
            ])
    }
}
