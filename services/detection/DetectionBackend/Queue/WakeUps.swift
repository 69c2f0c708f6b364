import Postgres
import ServiceKit

/// Lets idle workers sleep until a notification says that there is work, or their poll interval ends.
final class WakeUps: Sendable {
    private let bell = Bell()
    private let listener: PostgresListener

    init(_ settings: ConnectionSettings) throws(PostgresError) {
        listener = try PostgresListener(settings, channels: [TaskQueue.channel])
    }

    /// Returns after a wake-up or the given time, whichever comes first.
    func wait(atMost limit: Duration) async {
        await bell.wait(atMost: limit)
    }

    /// Wakes everybody at each notification, until the task is cancelled.
    func listen() async {
        await listener.run { _ in bell.ring() }
    }
}
