import Synchronization

/// Wakes those who wait for its next ring. Whoever says which ring they heard last misses none.
package final class Bell: Sendable {
    private struct State {
        var rings: UInt64 = 0
        var lastWaiter: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    package var rings: UInt64 { state.withLock { $0.rings } }

    package func ring() {
        let all = state.withLock { state in
            state.rings += 1
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in all.values { continuation.resume() }
    }

    /// Returns when there is a ring after `heard`, when the time is over, or when the task is cancelled.
    package func wait(after heard: UInt64, atMost limit: Duration) async {
        let deadline = ContinuousClock.now + limit
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        let timer = Task {
            try? await Task.sleep(until: deadline)
            resume(id)
        }
        defer { timer.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard state.rings == heard else { return true }
                    state.waiting[id] = continuation
                    return false
                }
                if isOver { return continuation.resume() }
                // The timer or the cancellation may have come before there was anything to resume.
                if Task.isCancelled || ContinuousClock.now >= deadline { resume(id) }
            }
        } onCancel: {
            resume(id)
        }
    }

    /// The same for a ring from now on.
    package func wait(atMost limit: Duration) async {
        await wait(after: rings, atMost: limit)
    }

    private func resume(_ id: UInt64) {
        state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
    }
}
