import NIOCore
package import Protobuf

/// The answers of a method that streams. `write` suspends while the client does not read.
package struct ResponseWriter<Message: ProtobufMessage>: Sendable {
    package let sink: any MessageSink
    /// Knows whether the answers are compressed.
    private let context: ServerContext?

    package init(sink: any MessageSink) {
        self.init(sink: sink, context: nil)
    }

    init(sink: any MessageSink, context: ServerContext?) {
        self.sink = sink
        self.context = context
    }

    /// - Parameter compressing: Whether to compress the message in a call whose answers are compressed.
    package func write(_ message: Message, compressing: Bool = true) async throws(RPCError) {
        try await send(MessageCoding.frame(message), compressing)
    }

    /// A message that is serialized already: `fill` writes all its bytes.
    package func write(
        byteCount: Int, compressing: Bool = true, _ fill: (UnsafeMutableRawBufferPointer) -> Void
    ) async throws(RPCError) {
        try await send(MessageCoding.frame(byteCount: byteCount, fill), compressing)
    }

    private func send(_ frame: ByteBuffer, _ compressing: Bool) async throws(RPCError) {
        guard compressing, let encoding = context?.answerEncoding.chosen else { return try await sink.send(frame) }
        try await sink.send(MessageCompression.compress(frame, encoding))
    }

    /// A writer that keeps what a method called in process answers, and a stream to read it back.
    package static func collecting() -> (writer: ResponseWriter, written: RequestStream<Message>) {
        let messages = CollectedMessages()
        return (ResponseWriter(sink: messages), RequestStream(source: messages))
    }
}

/// The requests of a call that streams them. `write` suspends while the server does not read.
package struct RequestWriter<Message: ProtobufMessage>: Sendable {
    package let call: RawCall

    package init(call: RawCall) {
        self.call = call
    }

    /// - Parameter compressing: Whether to compress the message in a call that has an encoding.
    package func write(_ message: Message, compressing: Bool = true) async throws(RPCError) {
        try await call.sendFrame(MessageCoding.frame(message), compressing: compressing)
    }

    /// Ends the requests; further writes are errors.
    package func finish() {
        call.closeSend()
    }
}
