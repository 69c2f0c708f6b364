import Postgres
import Synchronization

/// Lets idle workers sleep until a notification says that there is work, or their poll interval ends.
final class WakeUps: Sendable {
    private let waiting = Mutex<[UInt64: CheckedContinuation<Void, Never>]>([:])
    private let lastWaiter = Atomic<UInt64>(0)
    private let listener: PostgresListener

    init(_ settings: ConnectionSettings) throws(PostgresError) {
        listener = try PostgresListener(settings, channels: [TaskQueue.channel])
    }

    /// Returns after a wake-up or the given time, whichever comes first.
    func wait(atMost limit: Duration) async {
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

    /// Wakes everybody at each notification, until the task is cancelled.
    func listen() async {
        await listener.run { _ in wakeAll() }
    }

    func wakeAll() {
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
