package import NIOCore

/// What happens on one stream. Called on the connection's thread, from inside `HTTP2Session.receive` and `flush`:
/// submit, never flush, from within.
package protocol HTTP2StreamHandler: AnyObject {
    /// One header of a block, in order; the bytes are valid during the call.
    func receivedHeader(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)
    /// The block is larger than `headerListBytesMax`; what follows of it is not delivered.
    func receivedTooManyHeaders()
    /// The block is complete: the first one of a stream, an interim answer or the trailers.
    func receivedHeaders(isTrailers: Bool, endStream: Bool)
    /// Body bytes; they count against the stream's window until they are consumed.
    func receivedData(_ bytes: UnsafeRawBufferPointer)
    /// The peer sends no more. Not called when `receivedHeaders` said so already.
    func receivedEnd()
    /// How many bytes of at most `limit` to send next, and what follows them.
    func nextChunk(limit: Int) -> HTTP2Chunk
    /// Writes exactly the bytes that `nextChunk` has announced.
    func writeChunk(count: Int, to buffer: inout ByteBuffer)
    /// The stream is gone; nothing is called after this.
    func closed(_ code: HTTP2ErrorCode)
}

/// The answer to "what is to be sent next?".
package enum HTTP2Chunk {
    /// Nothing now; `HTTP2Session.resume` asks again.
    case blocked
    /// This many bytes, and more may follow.
    case bytes(Int)
    /// This many bytes (none is allowed), and the stream ends.
    case last(Int)
    /// This many bytes (none is allowed), then the trailers that were submitted with `HTTP2Session.trailers`.
    case lastBeforeTrailers(Int)
}

/// What happens on the connection. Same rules as for `HTTP2StreamHandler`.
package protocol HTTP2SessionDelegate: AnyObject {
    /// The peer opens a stream; nil refuses it.
    func opened(_ stream: HTTP2Stream) -> (any HTTP2StreamHandler)?
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
