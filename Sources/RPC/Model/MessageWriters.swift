import NIOCore
package import Protobuf

/// The answers of a method that streams. `write` suspends while the client does not read.
package struct ResponseWriter<Message: ProtobufMessage>: Sendable {
    package let sink: any MessageSink

    package init(sink: any MessageSink) {
        self.sink = sink
    }

    package func write(_ message: Message) async throws(RPCError) {
        try await sink.send(MessageCoding.frame(message))
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

    package func write(_ message: Message) async throws(RPCError) {
        try await call.sendFrame(MessageCoding.frame(message))
    }

    /// Ends the requests; further writes are errors.
    package func finish() {
        call.closeSend()
    }
}
