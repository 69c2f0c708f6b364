package import NIOCore

/// Where the messages of one direction of a call come from.
package protocol MessageSource: AnyObject, Sendable {
    /// The next message's bytes, without the length prefix; nil after the last one.
    func next() async throws(RPCError) -> ByteBuffer?
    /// Whether the message that `next` returned last came compressed.
    var lastWasCompressed: Bool { get }
}

extension MessageSource {
    package var lastWasCompressed: Bool { false }
}

/// Where the messages of one direction of a call go to.
package protocol MessageSink: AnyObject, Sendable {
    /// Queues one message with its five-byte prefix; suspends while the queue is full.
    func send(_ frame: ByteBuffer) async throws(RPCError)
}
