internal import CPostgres
import Logging

/// Hears what other sessions NOTIFY, on a connection of its own that is made anew whenever it breaks.
///
/// A notification is a hint: those sent while the connection was away are lost. So each `connected` means "look for
/// yourself".
package struct PostgresListener: Sendable {
    package enum Event: Sendable, Equatable {
        /// Listening (again).
        case connected
        case notification(channel: String, payload: String)
    }

    private let settings: ConnectionSettings
    private let channels: [String]
    package var pauseFirst = PostgresLimits.reconnectPauseFirst
    package var pauseMax = PostgresLimits.reconnectPauseMax
    /// A connection silent for longer is asked for a sign of life.
    package var silenceBeforeCheck = PostgresLimits.idleBeforeCheck

    package init(_ settings: ConnectionSettings, channels: [String]) throws(PostgresError) {
        guard channels.count <= PostgresLimits.listenerChannelsMax else {
            throw PostgresError(
                .usage, "\(channels.count) channels; a listener has at most \(PostgresLimits.listenerChannelsMax)")
        }
        self.settings = settings
        self.channels = channels
    }

    /// Calls `body` for each event until the task is cancelled. While it runs, events wait in order.
    package nonisolated(nonsending) func run(_ body: (Event) async -> Void) async {
        var pause = pauseFirst
        while !Task.isCancelled {
            do {
                let connection = try await listen()
                pause = pauseFirst
                await body(.connected)
                try await hear(connection, body)
            } catch {
                guard !Task.isCancelled else { return }
                settings.logger.warning(
                    "listening ended", metadata: ["reason": "\(error)", "again_in": "\(pause)"])
            }
            // Spread out, lest all replicas knock at once when the database is back.
            guard (try? await Task.sleep(for: pause * Double.random(in: 0.5...1))) != nil else { return }
            pause = min(pause * 2, pauseMax)
        }
    }

    private func listen() async throws(PostgresError) -> PostgresConnection {
        let connection = try await PostgresConnection.open(settings)
        try await connection.script(
            channels.map { "LISTEN \(SQL.quoted(identifier: $0))" }.joined(separator: ";"))
        return connection
    }

    private nonisolated(nonsending) func hear(
        _ connection: PostgresConnection, _ body: (Event) async -> Void
    ) async throws(PostgresError) {
        while true {
            while let event = connection.takeNotification() { await body(event) }
            let wake = await connection.events.wait(
                socket: connection.handle.socket, for: .read, until: .now + silenceBeforeCheck, cancellable: true)
            switch wake {
            case .cancelled: throw .cancelled
            case .timedOut: try await connection.ping(within: PostgresLimits.checkTimeout)
            case .ready:
                if PQconsumeInput(connection.handle.connection) == 0 { throw connection.brokenError() }
            }
        }
    }
}

extension PostgresConnection {
    /// The next notification that has arrived.
    fileprivate func takeNotification() -> PostgresListener.Event? {
        guard let notification = PQnotifies(handle.connection) else { return nil }
        defer { PQfreemem(notification) }
        return .notification(
            channel: String(cString: notification.pointee.relname), payload: String(cString: notification.pointee.extra)
        )
    }

    /// Tells those who listen on the channel, when the transaction commits.
    package func notify(channel: String, payload: String = "") async throws(PostgresError) {
        try await execute("SELECT pg_notify(\(channel), \(payload))")
    }
}
