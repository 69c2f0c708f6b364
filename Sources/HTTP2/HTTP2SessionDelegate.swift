/// What happens on the connection. Same rules as for `HTTP2StreamHandler`.
package protocol HTTP2SessionDelegate: AnyObject {
    /// The peer opens a stream; nil refuses it.
    func opened(_ id: Int32) -> HTTP2Stream?
    func receivedSettings()
    func receivedPing(_ payload: UInt64, isAcknowledgement: Bool)
    func receivedGoAway(_ code: HTTP2ErrorCode, lastStreamID: Int32, message: String)
    /// The peer broke the rules with a frame, which was answered by a reset or GOAWAY.
    func receivedInvalidFrame()
}
