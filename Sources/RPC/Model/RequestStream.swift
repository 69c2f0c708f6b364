import NIOCore
package import Protobuf

/// The requests of a client that streams, one at a time; reading opens the client's window.
package struct RequestStream<Message: ProtobufMessage>: AsyncSequence, Sendable {
    package typealias Element = Message
    package typealias Failure = RPCError

    package let source: any MessageSource

    package init(source: any MessageSource) {
        self.source = source
    }

    /// A stream of messages at hand, for calling a service's methods in process.
    package init(_ messages: [Message]) {
        self.init(source: CollectedMessages(messages.map { ByteBuffer(bytes: $0.serialized()) }))
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(source: source) }

    package struct AsyncIterator: AsyncIteratorProtocol {
        package let source: any MessageSource

        package init(source: any MessageSource) { self.source = source }

        /// Whether the message that was returned last came compressed.
        package var lastWasCompressed: Bool { source.lastWasCompressed }

        package mutating func next() async throws(RPCError) -> Message? {
            guard let bytes = try await source.next() else { return nil }
            return try MessageCoding.decode(Message.self, from: bytes)
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async throws(RPCError) -> Message? {
            guard let bytes = try await source.next() else { return nil }
            return try MessageCoding.decode(Message.self, from: bytes)
        }
    }
}
