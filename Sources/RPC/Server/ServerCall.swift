package import HTTP2
package import NIOCore
package import Protobuf

/// One call on a server's connection: a stream, from its headers to the status, and the handler that answers.
///
/// Unchecked: confined to its connection's event loop, where the handler's task runs too. Objects are recycled when
/// both the stream and the handler have ended.
package final class ServerCall: HTTP2Stream, @unchecked Sendable {
    /// A cycle while the call lives or waits to be used again; the connection cuts it when its channel closes.
    let connection: ServerConnection
    /// Where the connection keeps it.
    var index = 0
    /// What the handler sees; nil before it starts and after it has ended.
    var context: ServerContext?
    var head = RequestHead()
    var registration: MethodRegistration?

    // Requests
    var deframer: MessageDeframer
    /// Whether the one request of a method that does not stream them is complete, in the deframer.
    var hasRequest = false
    /// Messages for a method that streams them.
    var inbound: InboundQueue?
    /// Bytes of the incomplete message that were given back to the window already.
    var partialBytesConsumed = 0
    /// What this call holds of `bufferedBytesPerConnectionMax`, and of `answerBytesPerConnectionMax`.
    var bufferedBytes = 0
    var answerBytes = 0
    /// Bytes of requests, and of answers, that have come and gone.
    var requestStall = StallCounter()
    var answerStall = StallCounter()

    // Answers
    /// The one answer of a method that does not stream them, framed.
    var response: ByteBuffer
    /// Answers of a method that streams them.
    var outbound: OutboundQueue?
    var hasSentHeaders = false
    /// Set once: how the call ends.
    var outcome: Outcome?
    /// Whether it is OK without trailing metadata.
    var isPlainSuccess = false

    // The handler
    /// Runs the handlers of this object's calls, one after the other.
    var task: Task<Void, Never>?
    /// Set while the task waits for its next handler.
    var idle: UnsafeContinuation<Void, Never>?
    var isRetired = false
    var isHandlerRunning = false
    /// When its headers were in, and when its handler had ended, as far as somebody wants to know.
    var startedAt: ContinuousClock.Instant?
    var endedAt: ContinuousClock.Instant?
    /// nil where nothing is measured.
    var instruments: ServerMethodInstruments?
    /// Bytes of the requests, and of the only answer, on the wire without their prefixes.
    var requestBytes = 0
    var responseBytes = 0
    var deadline: ContinuousClock.Instant?
    var deadlineTimer: Scheduled<Void>?
    /// Counts the calls that this object has been.
    private(set) var generation = 0

    struct Outcome {
        var error: RPCError?
        var trailers: Metadata
    }

    init(connection: ServerConnection) {
        self.connection = connection
        deframer = MessageDeframer(messageBytesMax: connection.runtime.limits.messageBytesMax)
        response = ByteBuffer()
    }

    // MARK: The handler's adapter

    /// The one request of a method that does not stream them.
    package func request<Message: ProtobufMessage>(_ type: Message.Type) throws(RPCError) -> Message {
        guard deframer.isCompressed else { return try MessageCoding.decode(type, from: deframer.message) }
        return try MessageCoding.decode(type, from: decompressedRequest())
    }

    /// What it takes counts like the bytes of requests that came as they are.
    private func decompressedRequest() throws(RPCError) -> ByteBuffer {
        let message = InboundMessage(bytes: deframer.message, encoding: deframer.encoding)
        let bytes = try message.plainBytes(bytesMax: deframer.messageBytesMax)
        try connection.account(bytes.readableBytes)
        bufferedBytes += bytes.readableBytes
        return bytes
    }

    package func requests<Message: ProtobufMessage>() -> RequestStream<Message> {
        RequestStream(source: requestSource())
    }

    package func responses<Message: ProtobufMessage>() -> ResponseWriter<Message> {
        ResponseWriter(sink: responseSink(), context: context)
    }

    package func respond(_ message: some ProtobufMessage) {
        MessageCoding.append(message, to: &response)
        if let encoding = context?.answerEncoding.chosen {
            response = MessageCompression.compress(response, encoding)
        }
        responseBytes = response.readableBytes - MessageCoding.prefixBytes
    }

    func requestSource() -> any MessageSource {
        if let inbound { return inbound }
        let queue = InboundQueue(messageBytesMax: deframer.messageBytesMax)
        queue.attach(self)
        inbound = queue
        return queue
    }

    private func responseSink() -> any MessageSink {
        if let outbound { return outbound }
        let queue = OutboundQueue()
        queue.attach(self)
        outbound = queue
        return queue
    }

    // MARK: Recycling

    func prepareForReuse() {
        context = nil
        head.reset()
        registration = nil
        deframer.reset()
        hasRequest = false
        inbound = nil
        partialBytesConsumed = 0
        requestStall = StallCounter()
        answerStall = StallCounter()
        response.clear(minimumCapacity: 0)
        outbound = nil
        hasSentHeaders = false
        outcome = nil
        isPlainSuccess = false
        startedAt = nil
        endedAt = nil
        instruments = nil
        requestBytes = 0
        responseBytes = 0
        deadline = nil
        deadlineTimer = nil
        generation += 1
    }

    // MARK: What happens on the stream (only a class's body can override)

    package override func receivedHeader(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        // Trailers of a request have no meaning in gRPC.
        guard registration == nil, outcome == nil else { return }
        switch head.add(name: name, value: value) {
        case .known: break
        case .path:
            let runtime = connection.runtime
            head.setPath(value, names: runtime.methods.find(value), bytesMax: runtime.limits.pathBytesMax)
        case .custom: connection.recentMetadata.add(name: name, value: value)
        }
    }

    package override func receivedTooManyHeaders() {
        head.isTooLarge = true
    }

    package override func receivedHeaders(isTrailers: Bool, endStream: Bool) {
        if !isTrailers { acceptHead() }
        if endStream { receivedEnd() }
    }

    package override func receivedData(_ bytes: UnsafeRawBufferPointer) {
        receiveMessageBytes(bytes)
    }

    package override func receivedEnd() {
        receiveEnd()
    }

    package override func nextChunk(limit: Int) -> HTTP2Chunk {
        nextAnswerChunk(limit: limit)
    }

    package override func writeChunk(count: Int, to buffer: inout ByteBuffer) {
        writeAnswerChunk(count: count, to: &buffer)
    }

    package override func closed(_ code: HTTP2ErrorCode) {
        streamClosed()
    }
}
