/// What went wrong between a caller and Redis. Never holds an argument or a password.
package struct RedisError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// No connection could be made, or it broke in use. The message names the host.
        case connection
        /// No answer in time; the connection was given up.
        case timeout
        /// `pendingMax` commands wait already.
        case queueFull
        /// Redis refused the command; `code` says why.
        case server
        /// What came is no reply, or one beyond the limits.
        case badReply
        /// The command itself is wrong, for instance too large.
        case usage
        /// A URL or a certificate that can't be used.
        case configuration
        /// The caller's task was cancelled.
        case cancelled
        /// The client is closed.
        case closed
    }

    package var kind: Kind
    package var message: String
    /// The first word of Redis's error: `NOSCRIPT`, `WRONGTYPE`, `ERR`.
    package var code = ""

    package init(_ kind: Kind, _ message: String, code: String = "") {
        self.kind = kind
        self.message = message
        self.code = code
    }

    /// Of an error reply. Only the code is kept: the text may quote arguments.
    static func server(_ text: String) -> RedisError {
        let code = String(text.prefix { $0.isASCII && ($0.isUppercase || $0.isNumber) }.prefix(32))
        return RedisError(.server, "Redis answered \(code.isEmpty ? "with an error" : code)", code: code)
    }

    package var description: String { message }
}
