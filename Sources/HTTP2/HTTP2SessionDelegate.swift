/// What happens on the connection. Same rules as for `HTTP2Stream`.
package protocol HTTP2SessionDelegate: AnyObject {
    /// The peer opens a stream; nil refuses it.
    func opened(_ id: Int32) -> HTTP2Stream?
    func receivedSettings()
    func receivedPing(_ payload: UInt64, isAcknowledgement: Bool)
    func receivedGoAway(_ code: HTTP2ErrorCode, lastStreamID: Int32, message: String)
    /// The peer resets a stream; false when that is one too many, which ends the connection.
    func receivedReset() -> Bool
    /// A RST_STREAM goes out: ours, or libnghttp2's answer to a frame that breaks the rules.
    func sentReset(_ code: HTTP2ErrorCode)
}

/// A client's resets are its own affair.
extension HTTP2SessionDelegate {
    package func receivedReset() -> Bool { true }
    package func sentReset(_ code: HTTP2ErrorCode) {}
}
