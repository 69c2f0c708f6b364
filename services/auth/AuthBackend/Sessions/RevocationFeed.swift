import FoundationEssentials
import Logging
import Messages
import Postgres
import ServiceKit
import ServiceLifecycle
import Synchronization

/// This replica's copy of the revocations that still matter, which follows the log in the database: woken by
/// notifications, and looking by itself in between. The signing keys are looked at on the same occasions.
///
/// Sequences become visible in their order (`RevocationLog`), so whoever has read up to one misses none before it.
final class RevocationFeed: Service {
    private struct Entry {
        var sequence: Int64
        var revocation: Revocation
    }

    private struct State {
        var entries: [Entry] = []
        /// Everything up to here was read; nil before the first time.
        var cursor: Int64?
        /// When all there was to read had been read last; nil before the first time.
        var readAt: ContinuousClock.Instant?
        var forgetAt: Int64 = 0
    }

    /// What a watcher is told next.
    struct Page {
        var revocations: [Revocation]
        var cursor: Int64
        var hasMore: Bool
    }

    /// Rings after each successful look into the log: silence means that nobody knows what happens there.
    let reads = Bell()
    private let wakeUps = Bell()
    private let state = Mutex(State())
    private let pool: PostgresPool
    private let keyring: SigningKeyring
    private let identity: ServiceIdentity
    private let clock: WallClock
    private let logger: Logger
    private let listener: PostgresListener

    init(
        pool: PostgresPool, keyring: SigningKeyring, identity: ServiceIdentity, clock: WallClock, logger: Logger
    ) throws {
        self.pool = pool
        self.keyring = keyring
        self.identity = identity
        self.clock = clock
        self.logger = logger
        listener = try PostgresListener(pool.settings.connection, channels: [RevocationLog.channel])
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.listener.run { _ in self.wakeUps.ring() } }
                group.addTask { await self.follow() }
            }
        }
    }

    private func follow() async {
        var isWell = true
        while !Task.isCancelled {
            let rings = wakeUps.rings
            do {
                try await read()
                if !isWell { logger.info("the revocation log can be read again") }
                isWell = true
            } catch {
                if isWell, !Task.isCancelled {
                    logger.warning("the revocation log can't be read", metadata: ["reason": "\(error)"])
                }
                isWell = false
            }
            await wakeUps.wait(after: rings, atMost: AuthLimits.revocationPollInterval)
        }
    }

    /// Reads what is new.
    func read() async throws {
        let instant = ContinuousClock.now
        try await pool.withConnection { connection in
            // Keys first: a revoked one is gone from the ring before others hear that it is.
            try await keyring.refresh(on: connection)
            while try await readPage(at: instant, on: connection) {}
        }
        state.withLock { $0.readAt = .now }
        reads.ring()
    }

    /// - Returns: Whether there may be more.
    private func readPage(at instant: ContinuousClock.Instant, on connection: PostgresConnection) async throws -> Bool {
        let cursor = state.withLock { $0.cursor ?? 0 }
        // One statement, one snapshot: the head that it sees counts exactly the rows that it sees.
        let rows = try await connection.query(
            """
            SELECT head.sequence, log.sequence, log.session_id, log.key_id, log.expire_time
            FROM auth.revocation_head AS head LEFT JOIN LATERAL (
                SELECT * FROM auth.revocations
                WHERE sequence > \(cursor) AND expire_time > \(clock.date)
                ORDER BY sequence LIMIT \(AuthLimits.revocationsPageMax)
            ) AS log ON true
            ORDER BY log.sequence
            """)
        guard let head = try rows.first?.decode(Int64.self, 0) else { return false }
        guard head >= cursor else {
            logger.warning("the revocation log is shorter than it was; reading all of it")
            state.withLock { $0 = State(cursor: 0) }
            return true
        }
        let entries = try rows.compactMap(Self.entry)
        let isComplete = entries.count < AuthLimits.revocationsPageMax
        keep(entries, upTo: isComplete ? head : entries.last?.sequence ?? head)
        identity.apply(entries.map(\.revocation), isComplete: isComplete, at: instant)
        return !isComplete
    }

    private func keep(_ entries: [Entry], upTo cursor: Int64) {
        let time = clock.seconds()
        state.withLock { state in
            if time >= state.forgetAt {
                state.entries.removeAll { $0.revocation.expiresAt <= time }
                state.forgetAt = time + ServiceLimits.revocationsForgetSeconds
            }
            state.entries += entries
            state.cursor = cursor
        }
    }

    /// Nil for the head of a log in which there is nothing new.
    private static func entry(_ row: PostgresRow) throws -> Entry? {
        guard let sequence = try row.decode(Int64?.self, 1) else { return nil }
        let session = try row.decode(UUID?.self, 2)
        let key = try row.decode(String?.self, 3)
        let end = Int64(try row.decode(Date.self, 4).timeIntervalSince1970.rounded(.up))
        guard let subject = session.map({ .session($0.text) }) ?? key.map(Revocation.Subject.key) else { return nil }
        return Entry(sequence: sequence, revocation: Revocation(subject, expiresAt: end))
    }

    /// What follows a cursor; nil while the log was not read just now: whoever is told takes it for all that has ended, and
    /// must not go on believing so, by asking again and again, while this replica knows nothing new. A cursor that is ahead
    /// of the log is from another life of the database, or from a replica that has read further: it starts over.
    func page(after cursor: Int64, at instant: ContinuousClock.Instant = .now) -> Page? {
        state.withLock { state in
            guard let end = state.cursor, let readAt = state.readAt,
                instant - readAt <= AuthLimits.revocationsReadAgeMax
            else { return nil }
            let after = cursor > end ? 0 : cursor
            let first = state.entries.partitioningIndex { $0.sequence > after }
            let page = state.entries[first...].prefix(AuthLimits.revocationsPageMax)
            let hasMore = page.endIndex < state.entries.endIndex
            return Page(
                revocations: page.map(\.revocation), cursor: hasMore ? page.last?.sequence ?? end : end,
                hasMore: hasMore)
        }
    }
}

extension Array {
    /// The first index for which the predicate holds, in an array where it holds for none and then for all.
    fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
