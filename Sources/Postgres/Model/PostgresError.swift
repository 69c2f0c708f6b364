/// What went wrong between a caller and the database. Never holds a bound value or a password: the server's DETAIL
/// line, which quotes rows, is dropped, and messages about bad values lose what they quote.
package struct PostgresError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// No connection could be made, or it broke in use. The message names the host.
        case connection
        /// No connection of the pool came free in time, or too many callers wait already.
        case poolTimeout
        /// The pool is closed.
        case poolClosed
        /// The server refused the statement.
        case server
        /// The caller's task was cancelled.
        case cancelled
        /// A value is not of the type asked for.
        case decoding
        /// The call itself is wrong, for instance a statement during COPY.
        case usage
    }

    package var kind: Kind
    package var message: String
    /// The server's code; also set when the server ended the connection with a reason.
    package var sqlState: SQLState?
    /// Name of the constraint, table or column that the server names.
    package var constraint: String?
    package var table: String?
    package var column: String?

    package init(_ kind: Kind, _ message: String, sqlState: SQLState? = nil) {
        self.kind = kind
        self.message = message
        self.sqlState = sqlState
    }

    /// Whether the same transaction, run anew from its start, may well succeed: the server gave it up in favour of
    /// another one, or a schema change outdated a prepared statement.
    package var isRetryable: Bool {
        switch sqlState {
        case .serializationFailure, .deadlockDetected: true
        case .featureNotSupported: message.contains("cached plan")
        default: false
        }
    }

    /// Whether the database could not be reached, as opposed to having refused.
    package var isUnavailable: Bool {
        kind == .connection || kind == .poolTimeout || kind == .poolClosed
    }

    package var description: String {
        guard let sqlState else { return message }
        return "\(message) (SQLSTATE \(sqlState))"
    }

    static let cancelled = PostgresError(.cancelled, "the task was cancelled")
}
