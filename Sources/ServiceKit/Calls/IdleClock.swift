import Synchronization

/// Waits for the moment at which nothing has happened for too long.
final class IdleClock: Sendable {
    private let idleMax: Duration
    private let last = Mutex(ContinuousClock.now)

    init(idleMax: Duration) {
        self.idleMax = idleMax
    }

    /// Something happened.
    func restart() {
        last.withLock { $0 = .now }
    }

    /// Sleeps once for each time that something happened meanwhile, at most.
    func expire() async throws(CancellationError) {
        while true {
            let end = last.withLock { $0 } + idleMax
            if end <= .now { return }
            do {
                try await Task.sleep(until: end, clock: .continuous)
            } catch {
                throw CancellationError()
            }
        }
    }
}
