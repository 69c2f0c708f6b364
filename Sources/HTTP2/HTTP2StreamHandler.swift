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

/// A stream whose events go to a handler.
package final class HandledStream: HTTP2Stream {
    private let handler: any HTTP2StreamHandler

    package init(_ handler: any HTTP2StreamHandler) {
        self.handler = handler
    }

    package override func receivedHeader(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        handler.receivedHeader(name: name, value: value)
    }
    package override func receivedTooManyHeaders() { handler.receivedTooManyHeaders() }
    package override func receivedHeaders(isTrailers: Bool, endStream: Bool) {
        handler.receivedHeaders(isTrailers: isTrailers, endStream: endStream)
    }
    package override func receivedData(_ bytes: UnsafeRawBufferPointer) { handler.receivedData(bytes) }
    package override func receivedEnd() { handler.receivedEnd() }
    package override func nextChunk(limit: Int) -> HTTP2Chunk { handler.nextChunk(limit: limit) }
    package override func writeChunk(count: Int, to buffer: inout ByteBuffer) {
        handler.writeChunk(count: count, to: &buffer)
    }
    package override func closed(_ code: HTTP2ErrorCode) { handler.closed(code) }
}
