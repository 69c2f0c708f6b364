import Synchronization

/// Which run of a service's program goes on now. An answer on its port counts only while one does: it may come from
/// somebody else, who had the port before.
final class ServiceRun: Sendable {
    private struct State {
        var number = 0
        var isRunning = false
    }

    private let state = Mutex(State())

    /// Nil between two runs.
    var current: Int? { state.withLock { $0.isRunning ? $0.number : nil } }

    func begin() {
        state.withLock { $0 = State(number: $0.number + 1, isRunning: true) }
    }

    func end() {
        state.withLock { $0.isRunning = false }
    }
}
