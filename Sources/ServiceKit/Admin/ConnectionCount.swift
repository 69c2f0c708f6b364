import Synchronization

/// Counts connections up to a limit.
final class ConnectionCount: Sendable {
    private let count = Atomic<Int>(0)
    private let max: Int

    init(max: Int) {
        self.max = max
    }

    /// False when the limit is reached; nothing is counted then.
    func enter() -> Bool {
        guard count.add(1, ordering: .relaxed).newValue <= max else {
            leave()
            return false
        }
        return true
    }

    func leave() {
        count.subtract(1, ordering: .relaxed)
    }
}
