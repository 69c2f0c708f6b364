import CLinux
import Synchronization

/// The one thread that watches every libpq socket of the process, and the deadlines of those who wait. It resumes
/// waiting tasks and does nothing else, so it is never busy for long.
final class EventThread: Sendable {
    static let shared: Result<EventThread, PostgresError> = Result { () throws(PostgresError) in try EventThread() }

    enum Wake: Sendable { case ready, timedOut, cancelled }

    struct Interest: OptionSet {
        let rawValue: Int
        static let read = Interest(rawValue: 1)
        static let write = Interest(rawValue: 2)
    }

    private struct Waiter {
        let resume: @Sendable (Wake) -> Void
        let deadline: ContinuousClock.Instant?
    }

    private struct State {
        var lastToken: UInt64 = 0
        var waiters: [UInt64: Waiter] = [:]
        /// When the thread wakes of itself; may be earlier than any deadline, never later.
        var nextDeadline: ContinuousClock.Instant?
    }

    /// The token of the eventfd; waiters count from 1.
    private static let alarmToken: UInt64 = 0
    private static let eventsAtOnce = 64

    private let epoll: Int32
    private let alarm: Int32
    private let state = Mutex(State())

    private init() throws(PostgresError) {
        epoll = clinux_epoll_create()
        alarm = clinux_eventfd_create()
        // The thread keeps the object alive for good: descriptors are never closed.
        guard epoll >= 0, alarm >= 0, clinux_epoll_watch(epoll, alarm, Self.alarmToken) == 0,
            Thread.start("pg-events", { self.run() })
        else { throw PostgresError(.connection, "the system has no descriptor or thread left to watch sockets with") }
    }

    /// Suspends until the socket is ready, the deadline passes or (where allowed) the task is cancelled.
    func wait(
        socket: Int32, for interest: Interest, until deadline: ContinuousClock.Instant?, cancellable: Bool
    ) async -> Wake {
        let token = makeToken()
        func suspend() async -> Wake {
            await withUnsafeContinuation { continuation in
                let waiter = Waiter(resume: { continuation.resume(returning: $0) }, deadline: deadline)
                add(waiter, token)
                // Seen by the handler below only if it ran after `add`; a task cancelled before that is caught here.
                if cancellable, Task.isCancelled { return fire(token, .cancelled) }
                let armed = clinux_epoll_arm(
                    epoll, socket, interest.contains(.read) ? 1 : 0, interest.contains(.write) ? 1 : 0, token)
                // A socket that can't be watched is a broken one: libpq will say so.
                if armed < 0 { fire(token, .ready) }
            }
        }
        guard cancellable else { return await suspend() }
        return await withTaskCancellationHandler(operation: suspend) { fire(token, .cancelled) }
    }

    /// Runs a short action on this thread at the deadline, unless cancelled before.
    func schedule(at deadline: ContinuousClock.Instant, _ action: @escaping @Sendable () -> Void) -> UInt64 {
        let token = makeToken()
        add(Waiter(resume: { if $0 == .timedOut { action() } }, deadline: deadline), token)
        return token
    }

    func cancel(_ token: UInt64) {
        _ = state.withLock { $0.waiters.removeValue(forKey: token) }
    }

    private func makeToken() -> UInt64 {
        state.withLock { state in
            state.lastToken += 1
            return state.lastToken
        }
    }

    private func add(_ waiter: Waiter, _ token: UInt64) {
        let isEarliest = state.withLock { state in
            state.waiters[token] = waiter
            guard let deadline = waiter.deadline else { return false }
            if let next = state.nextDeadline, next <= deadline { return false }
            state.nextDeadline = deadline
            return true
        }
        if isEarliest { clinux_eventfd_signal(alarm) }
    }

    /// Whoever takes the waiter out resumes it, so it is resumed once.
    private func fire(_ token: UInt64, _ wake: Wake) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: token) }
        waiter?.resume(wake)
    }

    private func run() {
        var tokens = [UInt64](repeating: 0, count: Self.eventsAtOnce)
        while true {
            let count = clinux_epoll_wait(epoll, &tokens, Int32(Self.eventsAtOnce), millisecondsToDeadline())
            // An event of a wait that ended otherwise finds no waiter and is dropped.
            for token in tokens.prefix(Int(max(count, 0))) {
                if token == Self.alarmToken { clinux_eventfd_clear(alarm) } else { fire(token, .ready) }
            }
            for waiter in takeExpired() { waiter.resume(.timedOut) }
        }
    }

    private func millisecondsToDeadline() -> Int32 {
        guard let next = state.withLock({ $0.nextDeadline }) else { return -1 }
        let left = ContinuousClock.now.duration(to: next).milliseconds
        return Int32(clamping: max(left + 1, 0))
    }

    private func takeExpired() -> [Waiter] {
        let now = ContinuousClock.now
        return state.withLock { state in
            guard let next = state.nextDeadline, next <= now else { return [] }
            let expired = state.waiters.filter { $0.value.deadline.map { $0 <= now } ?? false }
            for token in expired.keys { state.waiters[token] = nil }
            state.nextDeadline = state.waiters.values.compactMap(\.deadline).min()
            return Array(expired.values)
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded down; the ends of Int64 if there are too many.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return overflow ? (seconds < 0 ? .min : .max / 2) : scaled + attoseconds / 1_000_000_000_000_000
    }
}
