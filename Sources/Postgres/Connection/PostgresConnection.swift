internal import CPostgres
import Synchronization

/// One session with the server. Statements of several tasks run one after the other, each in a round trip of its own.
///
/// Unchecked: all mutable state is touched only by the task that holds the turnstile, or, while that waits for a result,
/// by the event thread.
package final class PostgresConnection: @unchecked Sendable {
    let handle: ServerHandle
    let events: EventThread
    let settings: ConnectionSettings
    let turnstile = Turnstile()

    // Held by whoever is in the turnstile.
    var statements: StatementCache
    /// BEGIN and what follows it, sent with the first statement of the transaction.
    var opening: [SQL] = []
    /// Set when the session can no longer be trusted to be in step with us.
    var isPoisoned = false

    private init(handle: ServerHandle, events: EventThread, settings: ConnectionSettings) {
        self.handle = handle
        self.events = events
        self.settings = settings
        statements = StatementCache(limit: settings.preparedStatementsMax)
    }

    /// Connects and authenticates.
    package static func open(_ settings: ConnectionSettings) async throws(PostgresError) -> PostgresConnection {
        let events = try EventThread.shared.get()
        let deadline = ContinuousClock.now + settings.connectTimeout
        let parameters = settings.effectiveParameters
        guard let handle = await BlockingThreads.shared.run({ ServerHandle(starting: parameters) }) else {
            throw PostgresError(.connection, "out of memory while connecting to \(settings)")
        }
        try await handshake(handle, events, deadline, settings)
        PQsetnonblocking(handle.connection, 1)
        PQenterPipelineMode(handle.connection)
        let connection = PostgresConnection(handle: handle, events: events, settings: settings)
        if !settings.allowsRoleAboveRowSecurity { try await connection.refuseRoleAboveRowSecurity() }
        return connection
    }

    private static func handshake(
        _ handle: ServerHandle, _ events: EventThread, _ deadline: ContinuousClock.Instant,
        _ settings: ConnectionSettings
    ) async throws(PostgresError) {
        guard !handle.isBroken else { throw PostgresError(.connection, handle.errorMessage) }
        var interest: EventThread.Interest = .write
        while true {
            switch await events.wait(socket: handle.socket, for: interest, until: deadline, cancellable: true) {
            case .ready: break
            case .cancelled: throw .cancelled
            case .timedOut:
                throw PostgresError(.connection, "\(settings) did not answer within \(settings.connectTimeout)")
            }
            switch PQconnectPoll(handle.connection) {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_READING: interest = .read
            case PGRES_POLLING_WRITING: interest = .write
            default: throw PostgresError(.connection, handle.errorMessage)
            }
        }
    }

    /// Whether another statement can be sent.
    package var isUsable: Bool { !isPoisoned && !handle.isBroken }

    /// Whether the session is as a fresh one: no transaction open, nothing under way.
    var isIdle: Bool { isUsable && opening.isEmpty && PQtransactionStatus(handle.connection) == PQTRANS_IDLE }

    /// Process id of the server's side, for logs and tests.
    package var serverProcessID: Int32 { PQbackendPID(handle.connection) }

    /// Whether the idle session has ended behind our back: an idle server says nothing but goodbye.
    var hasEnded: Bool {
        guard isUsable else { return true }
        // A goodbye and the end of the stream are two pieces of news.
        for _ in 0..<3 {
            guard socketHasNews(handle.socket) else { return false }
            if PQconsumeInput(handle.connection) == 0 || handle.isBroken { return true }
            _ = PQisBusy(handle.connection)
        }
        return true
    }

    func brokenError() -> PostgresError {
        isPoisoned = true
        return PostgresError(.connection, "connection to \(settings) is broken: \(handle.errorMessage)")
    }
}
