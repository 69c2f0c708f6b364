package import NIOCore
package import Protobuf

/// One call as its handler's adapter sees it.
///
/// Unchecked: confined to its connection's event loop, where the handler's task runs too.
package final class ServerCall: @unchecked Sendable {
    package let context: ServerContext
    package let source: any MessageSource
    package let sink: any MessageSink
    /// The one request of a method that does not stream them.
    package var request: ByteBuffer
    /// The one answer, framed, of a method that does not stream them.
    package var response: ByteBuffer?

    init(context: ServerContext, source: any MessageSource, sink: any MessageSink, request: ByteBuffer) {
        self.context = context
        self.source = source
        self.sink = sink
        self.request = request
    }

    @inlinable
    package func decodeRequest<Message: ProtobufMessage>(_ type: Message.Type) throws(RPCError) -> Message {
        try MessageCoding.decode(type, from: request)
    }

    @inlinable
    package func respond(_ message: some ProtobufMessage) {
        response = MessageCoding.frame(message)
    }
}
