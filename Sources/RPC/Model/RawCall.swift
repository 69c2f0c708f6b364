package import NIOCore

/// One call as a transport carries it; `RawCall` is its handle.
package protocol ClientTransportCall: AnyObject, Sendable {
    func send(_ frame: ByteBuffer) async throws(RPCError)
    func closeSend()
    func receive() async throws(RPCError) -> ByteBuffer?
    /// Whether the message that `receive` returned last came compressed.
    var lastWasCompressed: Bool { get }
    func initialMetadata() async throws(RPCError) -> Metadata
    var trailingMetadata: Metadata { get }
    /// How far the call got, once it has ended.
    var progress: CallProgress { get }
    func cancel()
}

extension ClientTransportCall {
    package var lastWasCompressed: Bool { false }
    /// The cautious answer: such a call is not repeated.
    package var progress: CallProgress { .answered }
}

/// A call of serialized messages. Dropping the handle of an unfinished call cancels it.
package final class RawCall: Sendable {
    private let call: any ClientTransportCall
    /// How requests are compressed.
    private let encoding: MessageEncoding?

    package init(_ call: any ClientTransportCall, encoding: MessageEncoding? = nil) {
        self.call = call
        self.encoding = encoding
    }

    deinit {
        call.cancel()
    }

    /// Sends one message; suspends while the server does not read.
    package func send(_ message: ByteBuffer) async throws(RPCError) {
        try await sendFrame(MessageCoding.frame(bytes: message))
    }

    /// Sends a message that has its prefix already.
    ///
    /// - Parameter compressing: Whether to compress it in a call that has an encoding.
    package func sendFrame(_ frame: ByteBuffer, compressing: Bool = true) async throws(RPCError) {
        guard compressing, let encoding else { return try await call.send(frame) }
        try await call.send(MessageCompression.compress(frame, encoding))
    }

    package func closeSend() {
        call.closeSend()
    }

    /// The next answer; nil after the last one of a call that succeeded.
    package func receive() async throws(RPCError) -> ByteBuffer? {
        try await call.receive()
    }

    /// Whether the answer that was received last came compressed.
    package var lastWasCompressed: Bool { call.lastWasCompressed }

    /// The answer's headers; waits for them.
    package func initialMetadata() async throws(RPCError) -> Metadata {
        try await call.initialMetadata()
    }

    /// What came with the status; empty until the call has ended.
    package var trailers: Metadata { call.trailingMetadata }

    /// How far the call got, once it has ended.
    var progress: CallProgress { call.progress }

    package func cancel() {
        call.cancel()
    }
}
