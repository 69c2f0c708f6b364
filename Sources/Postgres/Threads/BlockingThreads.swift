import DequeModule
import Synchronization

/// A few threads for the calls of libpq that block: name resolution and cancel requests. They come with the work and go
/// with it, as there is rarely any.
final class BlockingThreads: Sendable {
    static let shared = BlockingThreads(limit: PostgresLimits.blockingThreads)

    private struct State {
        var queue = Deque<@Sendable () -> Void>()
        var threads = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    func run<R: Sendable>(_ work: @escaping @Sendable () -> R) async -> R {
        await withUnsafeContinuation { continuation in
            submit { continuation.resume(returning: work()) }
        }
    }

    private func submit(_ job: @escaping @Sendable () -> Void) {
        let startsThread = state.withLock { state in
            state.queue.append(job)
            guard state.threads < limit else { return false }
            state.threads += 1
            return true
        }
        // Without a thread to be had, the job is late rather than lost: this one does it.
        if startsThread, !Thread.start("pg-blocking", { self.work() }) { work() }
    }

    private func work() {
        while let job = nextJob() { job() }
    }

    private func nextJob() -> (@Sendable () -> Void)? {
        state.withLock { state in
            if let job = state.queue.popFirst() { return job }
            state.threads -= 1
            return nil
        }
    }
}
