import HTTP2

/// Whether a call that no handler can have seen is repeated on another connection, whatever its method (gRFC A6,
/// "transparent retries").
///
/// A connection that was lost after the call's headers had left says nothing: the server may have run the call. That is
/// repeated by the retry policy, for methods that may run twice.
struct UnseenRepetition {
    /// Connections that may be lost under a call before its headers have left.
    static let unsentMax = 10

    private var unsent = 0
    /// The server's RST_STREAM(REFUSED_STREAM), or a GOAWAY below the call's stream, has come.
    private(set) var wasRefused = false

    /// The call's stream was closed with `code` before an answer began.
    mutating func allows(_ code: HTTP2ErrorCode) -> Bool {
        switch code {
        case .unsent:
            unsent += 1
            return unsent <= Self.unsentMax
        case .refusedStream:
            // A server that has refused a call is not the last one to be asked; the second one is.
            defer { wasRefused = true }
            return !wasRefused
        default: return false
        }
    }
}
