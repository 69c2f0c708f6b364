/// Every limit of the module, with its default. Settings take these values unless told otherwise.
package enum PostgresLimits {
    /// Connections of one pool. Replicas times pools must stay below the server's `max_connections`.
    package static let poolSize = 8
    /// How long a caller waits for a connection before it gets `poolTimeout`.
    package static let poolWait: Duration = .seconds(5)
    /// Callers that may wait for a connection at once; one more is refused without waiting.
    package static let poolWaitersMax = 1024
    /// A connection idle for longer is asked for a sign of life, and closed if it gives none.
    package static let idleBeforeCheck: Duration = .seconds(30)
    /// How long that sign of life may take.
    package static let checkTimeout: Duration = .seconds(5)
    /// How long `close()` waits for connections that are in use before it closes them under their users.
    package static let closeGrace: Duration = .seconds(10)
    /// Name resolution excluded, which the operating system bounds.
    package static let connectTimeout: Duration = .seconds(10)
    /// The server ends a statement that runs longer.
    package static let statementTimeout: Duration = .seconds(60)
    /// The server ends a session that holds a transaction open without using it.
    package static let idleInTransactionTimeout: Duration = .seconds(60)
    /// How long the event thread takes in a result before the task that waits for it looks at its deadlines.
    package static let unattendedRead: Duration = .seconds(1)
    /// What is added to the statement timeout before the client gives a silent server up.
    package static let silenceGrace: Duration = .seconds(10)
    /// How long a cancelled statement may take to end before the connection is closed instead.
    package static let cancelDrain: Duration = .seconds(5)
    /// A cancel request that came before its statement had begun is lost: it is repeated this often.
    package static let cancelRepeat: Duration = .milliseconds(500)
    /// Prepared statements that one connection keeps; the one unused for longest goes first.
    package static let preparedStatementsMax = 256
    /// Statements in one batch.
    package static let batchStatementsMax = 1_000
    /// Values bound to one statement: the protocol counts them in 16 bits.
    package static let bindsMax = 65_535
    /// Bytes that COPY gathers before they go to the server.
    package static let copyChunkBytes = 64 * 1024
    /// Threads for the calls of libpq that block: name resolution and cancel requests.
    package static let blockingThreads = 4
    /// Channels of one listener.
    package static let listenerChannelsMax = 64
    /// The first and the longest pause before a listener connects anew.
    package static let reconnectPauseFirst: Duration = .milliseconds(200)
    package static let reconnectPauseMax: Duration = .seconds(10)
    /// A migration waits this long for a lock, then fails rather than queue all traffic behind it.
    package static let migrationLockTimeout: Duration = .seconds(10)
    /// A migration's statements may run this long.
    package static let migrationStatementTimeout: Duration = .seconds(600)
}
