package import Protobuf

/// The answers of a call that streams them. The call is cancelled when the reading task is, or when the stream is
/// dropped before its end.
package struct ResponseStream<Message: ProtobufMessage>: AsyncSequence, Sendable {
    package typealias Element = Message
    package typealias Failure = RPCError

    package let call: RawCall

    package init(call: RawCall) {
        self.call = call
    }

    package func initialMetadata() async throws(RPCError) -> Metadata {
        try await call.initialMetadata()
    }

    /// What came with the status; empty until the last answer was read.
    package var trailers: Metadata { call.trailers }

    package func cancel() {
        call.cancel()
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(call: call) }

    package struct AsyncIterator: AsyncIteratorProtocol {
        package let call: RawCall

        package init(call: RawCall) { self.call = call }

        /// Whether the message that was returned last came compressed.
        package var lastWasCompressed: Bool { call.lastWasCompressed }

        package mutating func next() async throws(RPCError) -> Message? {
            guard let bytes = try await call.receive() else { return nil }
            return try MessageCoding.decode(Message.self, from: bytes)
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async throws(RPCError) -> Message? {
            guard let bytes = try await call.receive() else { return nil }
            return try MessageCoding.decode(Message.self, from: bytes)
        }
    }
}
