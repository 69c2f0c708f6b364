public import NIOCore

/// One stream of a session. A subclass says what its events mean; they come on the connection's thread, from inside
/// `HTTP2Session.receive` and `flush`: submit, never flush, from within.
///
/// A class to inherit from, because libnghttp2's pointer leads to it: an event is one call, without a reference count
/// or a look-up. Open, and so public, because a `package` class can't be inherited from in another module.
///
/// An object can be used for another stream once `closed` has been called.
open class HTTP2Stream {
    /// 0 while there is no stream.
    package internal(set) final var id: Int32 = 0
    /// The size of the header block being received, as RFC 9113 counts it.
    final var headerListBytes = 0
    final var hasTooManyHeaders = false
    /// Whether the peer may still send.
    package internal(set) final var peerHasEnded = false
    /// Whether libnghttp2 asked for data when there was none, and waits for `resume`.
    package internal(set) final var isBlocked = false
    /// Where the session keeps it.
    final var position = 0

    public init() {}

    package final var isOpen: Bool { id != 0 }

    final func reset() {
        id = 0
        headerListBytes = 0
        hasTooManyHeaders = false
        peerHasEnded = false
        isBlocked = false
    }

    /// One header of a block, in order; the bytes are valid during the call.
    open func receivedHeader(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {}
    /// The block is larger than `headerListBytesMax`; what follows of it is not delivered.
    open func receivedTooManyHeaders() {}
    /// The block is complete: the first one of a stream, an interim answer or the trailers.
    open func receivedHeaders(isTrailers: Bool, endStream: Bool) {}
    /// Body bytes; they count against the stream's window until they are consumed.
    open func receivedData(_ bytes: UnsafeRawBufferPointer) {}
    /// The peer sends no more. Not called when `receivedHeaders` said so already.
    open func receivedEnd() {}
    /// How many bytes of at most `limit` to send next, and what follows them.
    open func nextChunk(limit: Int) -> HTTP2Chunk { .last(0) }
    /// Writes exactly the bytes that `nextChunk` has announced.
    open func writeChunk(count: Int, to buffer: inout ByteBuffer) {}
    /// The stream is gone; nothing is called after this.
    open func closed(_ code: HTTP2ErrorCode) {}
}

/// The answer to "what is to be sent next?".
public enum HTTP2Chunk {
    /// Nothing now; `HTTP2Session.resume` asks again.
    case blocked
    /// This many bytes, and more may follow.
    case bytes(Int)
    /// This many bytes (none is allowed), and the stream ends.
    case last(Int)
    /// This many bytes (none is allowed), then the trailers that were submitted with `HTTP2Session.trailers`.
    case lastBeforeTrailers(Int)
}
