import Synchronization

/// Holds handlers back until it is opened; cancelled ones leave.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var held: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())

    func pass() async {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        let isOpen = state.withLock { state in
            state.held.append(continuation)
            return state.isOpen
        }
        if isOpen { return }
        for await _ in stream {}
    }

    func open() {
        let held = state.withLock { state in
            state.isOpen = true
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.finish() }
    }
}
