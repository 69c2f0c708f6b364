/// One stream of a session. Objects are recycled: a stream is valid until its handler's `closed`.
package final class HTTP2Stream {
    package internal(set) var id: Int32 = 0
    var handler: (any HTTP2StreamHandler)?
    /// The size of the header block being received, as RFC 9113 counts it.
    var headerListBytes = 0
    var hasTooManyHeaders = false
    /// Whether the peer may still send.
    package internal(set) var peerHasEnded = false
    /// Whether libnghttp2 asked for data when there was none, and waits for `resume`.
    package internal(set) var isBlocked = false
    /// Where the session keeps it.
    var position = 0

    func reset() {
        id = 0
        handler = nil
        headerListBytes = 0
        hasTooManyHeaders = false
        peerHasEnded = false
        isBlocked = false
    }
}
