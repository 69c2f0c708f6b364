import DequeModule

/// Calls that wait for the same thing, in the order in which they came. Belongs to the channel's loop.
final class WaitingCalls {
    /// With some that ended while they waited.
    private var calls: Deque<ClientCall> = []
    /// Those that still wait.
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    var first: ClientCall? {
        while let call = calls.first {
            if call.waiting === self { return call }
            calls.removeFirst()
        }
        return nil
    }

    func append(_ call: ClientCall) {
        call.waiting = self
        calls.append(call)
        count += 1
    }

    func removeFirst() {
        guard let call = first else { return }
        calls.removeFirst()
        leave(call)
    }

    /// Takes out those that do not wait for readiness, or all.
    func removeAll(evenPatient: Bool) -> [ClientCall] {
        let leaving = calls.filter { $0.waiting === self && (evenPatient || !$0.waitForReady) }
        for call in leaving { leave(call) }
        calls.removeAll { $0.waiting !== self }
        return Array(leaving)
    }

    /// The call has ended, or is placed. What it leaves behind is swept up now and then, so that calls which end in any
    /// order cost no search each.
    func leave(_ call: ClientCall) {
        call.waiting = nil
        count -= 1
        if calls.count > 2 * count + Self.sweepMin { calls.removeAll { $0.waiting !== self } }
    }

    private static let sweepMin = 64
}
