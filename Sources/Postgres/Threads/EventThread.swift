import CLinux
import Synchronization

/// The one thread that watches every libpq socket of the process, and the deadlines of those who wait. It takes in what
/// arrives for a waiting task and resumes the task when that can go on, and does nothing else, so it is never busy for
/// long.
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
        var reading: Reading?
    }

    private struct Reading {
        let socket: Int32
        /// Takes in what has arrived; whether the task has something to do now.
        let isComplete: @Sendable () -> Bool
    }

    private struct State {
        var lastToken: UInt64 = 0
        var waiters: [UInt64: Waiter] = [:]
        /// The waiter that this thread has taken out to read for it, and how it ended meanwhile.
        var served: UInt64?
        var servedWake: Wake?
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
    ///
    /// - Parameter isComplete: For a wait to read: called on this thread each time the socket is ready, to take in what has
    ///   arrived; the task sleeps on until it returns true. A long answer comes in thousands of pieces, and a task that
    ///   woke for each would spend more on waking than on reading. Never runs after the wait is over.
    func wait(
        socket: Int32, for interest: Interest, until deadline: ContinuousClock.Instant?, cancellable: Bool,
        isComplete: (@Sendable () -> Bool)? = nil
    ) async -> Wake {
        let token = makeToken()
        func suspend() async -> Wake {
            await withUnsafeContinuation { continuation in
                let waiter = Waiter(
                    resume: { continuation.resume(returning: $0) }, deadline: deadline,
                    reading: isComplete.map { Reading(socket: socket, isComplete: $0) })
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
        let waiter = state.withLock { state in
            if state.served == token { state.servedWake = wake }
            return state.waiters.removeValue(forKey: token)
        }
        waiter?.resume(wake)
    }

    /// The socket is ready.
    private func serve(_ token: UInt64) {
        let waiter = state.withLock { state in
            let waiter = state.waiters.removeValue(forKey: token)
            if waiter?.reading != nil { state.served = token }
            return waiter
        }
        guard let waiter else { return }
        guard let reading = waiter.reading else { return waiter.resume(.ready) }
        // While it is taken out, whoever fires it leaves a note: the connection has one user at a time.
        let isComplete = reading.isComplete()
        let wake = state.withLock { state -> Wake? in
            let note = state.servedWake
            state.served = nil
            state.servedWake = nil
            if isComplete { return .ready }
            if let note { return note }
            // Before anybody can fire it, as the next wait of its task arms the same socket.
            guard clinux_epoll_arm(epoll, reading.socket, 1, 0, token) >= 0 else { return .ready }
            state.waiters[token] = waiter
            return nil
        }
        if let wake { waiter.resume(wake) }
    }

    private func run() {
        var tokens = [UInt64](repeating: 0, count: Self.eventsAtOnce)
        while true {
            let count = clinux_epoll_wait(epoll, &tokens, Int32(Self.eventsAtOnce), millisecondsToDeadline())
            // An event of a wait that ended otherwise finds no waiter and is dropped.
            for token in tokens.prefix(Int(max(count, 0))) {
                if token == Self.alarmToken { clinux_eventfd_clear(alarm) } else { serve(token) }
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
