import Synchronization

/// What has happened to calls that bear a name, for those who ask: on another call, or in the test.
final class CallEvents: Sendable {
    private struct State {
        var noted: Set<String> = []
        var waiting: [String: [AsyncStream<Void>.Continuation]] = [:]
    }

    private let state = Mutex(State())

    func note(_ event: String) {
        let waiting = state.withLock { state in
            state.noted.insert(event)
            return state.waiting.removeValue(forKey: event) ?? []
        }
        for waiter in waiting { waiter.finish() }
    }

    /// Returns when the event has been noted, or when the task is cancelled.
    func wait(for event: String) async {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        let isNoted = state.withLock { state in
            guard !state.noted.contains(event) else { return true }
            state.waiting[event, default: []].append(continuation)
            return false
        }
        if isNoted { return }
        for await _ in stream {}
    }

    /// Notes the beginning of a call and, when `body` ends however it may, its end.
    func during<R>(_ name: String, _ body: () async throws -> R) async throws -> R {
        note("has begun \(name)")
        defer { note("was ended \(name)") }
        return try await body()
    }
}
