internal import CPostgres

/// Reads results off one connection for the task that holds its turnstile: flushes what is to be sent, waits, and turns
/// a cancelled task into a cancel request.
struct Exchange {
    let connection: PostgresConnection
    private let cancellable: Bool
    private(set) var cancelRequested = false
    private var deadline: ContinuousClock.Instant?

    /// `limit` bounds the whole exchange; without it, only how long the server may stay silent is bounded.
    init(_ connection: PostgresConnection, cancellable: Bool, limit: Duration? = nil) {
        self.connection = connection
        deadline = limit.map { .now + $0 }
        self.cancellable = cancellable
    }

    private var pq: OpaquePointer { connection.handle.connection }

    /// The next result, or nil at the end of a statement's results.
    mutating func next() async throws(PostgresError) -> ResultHandle? {
        while true {
            let unsent = PQflush(pq)
            if unsent < 0 { throw connection.brokenError() }
            if PQisBusy(pq) == 0 { break }
            if unsent > 0 { try await wait(for: [.read, .write]) } else { try await waitForResult() }
            if PQisBusy(pq) != 0, PQconsumeInput(pq) == 0, PQisBusy(pq) != 0 { throw connection.brokenError() }
        }
        return PQgetResult(pq).map { ResultHandle(takingOwnershipOf: $0) }
    }

    /// Sends what libpq has gathered; returns when the socket has taken it all.
    mutating func flush() async throws(PostgresError) {
        while true {
            let unsent = PQflush(pq)
            if unsent < 0 { throw connection.brokenError() }
            if unsent == 0 { return }
            try await wait(for: [.read, .write])
            // The server may be waiting for us to read before it reads on.
            if PQconsumeInput(pq) == 0 { throw connection.brokenError() }
        }
    }

    /// Suspends until a result has come, which the event thread takes in; now and then also without one, so that the
    /// deadline of silence stays behind what has come.
    private mutating func waitForResult() async throws(PostgresError) {
        let end = ContinuousClock.now + PostgresLimits.unattendedRead
        try await wait(for: .read) { [connection] in
            let pq = connection.handle.connection
            return PQconsumeInput(pq) == 0 || PQisBusy(pq) == 0 || ContinuousClock.now >= end
        }
    }

    /// Suspends until the socket is ready. A cancelled task sends a cancel request and goes on waiting, for a while.
    mutating func wait(
        for interest: EventThread.Interest, isComplete: (@Sendable () -> Bool)? = nil
    ) async throws(PostgresError) {
        let wake = await connection.events.wait(
            socket: connection.handle.socket, for: interest, until: nextDeadline,
            cancellable: cancellable && !cancelRequested, isComplete: isComplete)
        switch wake {
        case .ready: return
        case .cancelled: await requestCancel()
        case .timedOut:
            if cancelRequested, let deadline, ContinuousClock.now < deadline {
                return await connection.handle.requestCancel()
            }
            connection.isPoisoned = true
            if cancelRequested { throw .cancelled }
            throw PostgresError(.connection, "\(connection.settings) has fallen silent")
        }
    }

    /// Ends the running statement; what it still answers must be read to the end.
    mutating func requestCancel() async {
        cancelRequested = true
        deadline = ContinuousClock.now + PostgresLimits.cancelDrain
        await connection.handle.requestCancel()
    }

    private var nextDeadline: ContinuousClock.Instant? {
        guard cancelRequested, let deadline else { return deadline ?? silenceDeadline }
        return min(deadline, .now + PostgresLimits.cancelRepeat)
    }

    private var silenceDeadline: ContinuousClock.Instant? {
        connection.settings.statementTimeout.map { ContinuousClock.now + $0 + PostgresLimits.silenceGrace }
    }

    /// The error as the caller should see it: a statement that ended because we asked for it was cancelled, and one that
    /// ended because the session ended is a broken connection.
    func translated(_ error: PostgresError) -> PostgresError {
        var error = error
        if cancelRequested, error.sqlState == .queryCanceled { return .cancelled }
        if connection.handle.isBroken || error.sqlState == nil || error.sqlState == .adminShutdown {
            error.kind = .connection
            error.message = "connection to \(connection.settings) is broken: \(error.message)"
            connection.isPoisoned = true
        }
        return error
    }
}
