internal import Synchronization

/// Lets those who wait for work sleep until somebody rings, or their time is over.
package final class Bell: Sendable {
    private let waiting = Mutex<[UInt64: CheckedContinuation<Void, Never>]>([:])
    private let lastWaiter = Atomic<UInt64>(0)

    package init() {}

    /// Returns after a ring, the given time, or the cancellation of the task, whichever comes first.
    package func wait(atMost limit: Duration) async {
        let id = lastWaiter.wrappingAdd(1, ordering: .relaxed).newValue
        let timer = Task {
            try? await Task.sleep(for: limit)
            resume(id)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting.withLock { $0[id] = continuation }
                if Task.isCancelled { resume(id) }
            }
        } onCancel: {
            resume(id)
        }
        timer.cancel()
    }

    /// Wakes everybody who waits.
    package func ring() {
        let all = waiting.withLock { waiting in
            defer { waiting = [:] }
            return waiting
        }
        for continuation in all.values { continuation.resume() }
    }

    private func resume(_ id: UInt64) {
        waiting.withLock { $0.removeValue(forKey: id) }?.resume()
    }
}
