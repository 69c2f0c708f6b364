import HTTP2
import NIOCore
import Synchronization

/// Puts calls on connections; on its loop.
protocol CallPlacer: AnyObject {
    /// False when there are no connections any more.
    func placeAgain(_ call: ClientCall) -> Bool
}

/// One call of a client: a stream, which belongs to the channel's loop, and its queues, which any task may use. A call that
/// is placed again is another stream then.
///
/// Unchecked: what is not a queue or in `shared` is confined to `loop`. The queues and the call hold each other until
/// the call is over.
final class ClientCall: HTTP2Stream, @unchecked Sendable {
    let loop: any EventLoop
    let path: String
    let waitForReady: Bool
    let encoding: MessageEncoding?
    let deadline: ContinuousClock.Instant?

    // Everybody's.
    let inbound: InboundQueue
    let outbound: OutboundQueue
    let shared = Mutex(Shared())
    let sendsNoMore = Atomic(false)

    // The loop's.
    private(set) var metadata: Metadata
    var connection: ClientConnection?
    var deframer: MessageDeframer
    var head = ResponseHead()
    var hasHeaders = false
    var partialBytesConsumed = 0
    var isOver = false
    /// Where it waits for a connection, if it does.
    var waiting: WaitingCalls?
    /// Puts the call on another connection after one that has not seen it; nil when the call is over.
    var placer: (any CallPlacer)?
    var repetition = UnseenRepetition()
    private var deadlineTimer: Scheduled<Void>?
    /// What is measured of it, and how much has arrived; set before it is the loop's.
    var measuring: ClientCallMeasuring?
    var receivedMessageBytes = 0

    struct Shared {
        /// The server said that it has not begun with the call, and what was sent of it is not kept.
        var wasRefused = false
        /// Fetches the channel's credentials for the call.
        var preparation: Task<Void, Never>?
        var initial: Metadata?
        var trailing: Metadata = [:]
        var end: Result<Void, RPCError>?
        /// Those who wait for the headers.
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    init(
        path: String, metadata: Metadata, options: CallOptions, deadline: ContinuousClock.Instant?,
        configuration: ChannelConfiguration, loop: any EventLoop
    ) {
        self.path = path
        self.metadata = metadata
        self.waitForReady = options.waitForReady
        self.encoding = options.encoding
        self.deadline = deadline
        self.loop = loop
        deframer = MessageDeframer(messageBytesMax: configuration.messageBytesMax)
        inbound = InboundQueue(messageBytesMax: configuration.messageBytesMax)
        outbound = OutboundQueue(replayBytesMax: configuration.replayBytesMax)
        super.init()
        inbound.attach(self)
        outbound.attach(self)
    }

    /// Adds the channel's credentials, before the call is placed. On the loop.
    func add(_ credentials: Metadata) {
        metadata.append(credentials)
    }

    /// Starts the clock. On the loop.
    func startDeadline() {
        guard let deadline, !isOver else { return }
        deadlineTimer = loop.scheduleTask(in: TimeAmount(ContinuousClock.now.duration(to: deadline))) {
            self.give(up: RPCError(.deadlineExceeded, "The deadline of the call has passed."))
        }
    }

    /// Ends the call from this side: the server is told to stop. On the loop.
    func give(up error: RPCError) {
        guard !isOver else { return }
        if isOpen, let connection {
            connection.session.reset(self, .cancel)
            connection.scheduleFlush()
        }
        end(.failure(error), dropping: true)
    }

    /// The call is over; the first end counts. On the loop.
    func end(_ result: Result<Void, RPCError>, trailing: Metadata = [:], dropping: Bool = false) {
        guard !isOver else { return }
        isOver = true
        deadlineTimer?.cancel()
        measureEnd(result)
        placer = nil
        waiting?.leave(self)
        let (waiters, preparation) = shared.withLock { shared in
            shared.end = result
            shared.trailing = trailing
            defer {
                shared.waiters = []
                shared.preparation = nil
            }
            return (shared.waiters, shared.preparation)
        }
        preparation?.cancel()
        switch result {
        case .success:
            inbound.finish()
            outbound.close(nil, dropping: true)
        case .failure(let error):
            inbound.fail(error, afterMessages: !dropping)
            outbound.close(error, dropping: true)
        }
        inbound.detach()
        for waiter in waiters { waiter.resume() }
    }

    // MARK: What happens on the stream (only a class's body can override)

    override func receivedHeader(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        head.add(name: name, value: value)
    }

    override func receivedTooManyHeaders() { refuseHeaders() }

    override func receivedHeaders(isTrailers: Bool, endStream: Bool) { acceptHeaders(endStream: endStream) }

    override func receivedData(_ bytes: UnsafeRawBufferPointer) { receiveMessageBytes(bytes) }

    override func receivedEnd() { receiveEnd() }

    override func nextChunk(limit: Int) -> HTTP2Chunk { nextRequestChunk(limit: limit) }

    override func writeChunk(count: Int, to buffer: inout ByteBuffer) {
        writeRequestChunk(count: count, to: &buffer)
    }

    override func closed(_ code: HTTP2ErrorCode) { streamClosed(code) }
}

// What the call's user does, on any thread.
extension ClientCall: ClientTransportCall {
    func send(_ frame: ByteBuffer) async throws(RPCError) {
        try await outbound.send(frame)
    }

    func closeSend() {
        sendsNoMore.store(true, ordering: .releasing)
        onLoop { self.resumeStream() }
    }

    func receive() async throws(RPCError) -> ByteBuffer? {
        try await inbound.next()
    }

    var lastWasCompressed: Bool { inbound.lastWasCompressed }

    func initialMetadata() async throws(RPCError) -> Metadata {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isKnown = shared.withLock { shared in
                    if shared.initial != nil || shared.end != nil { return true }
                    shared.waiters.append(continuation)
                    return false
                }
                if isKnown { continuation.resume() }
            }
        } onCancel: {
            cancel()
        }
        let (initial, end) = shared.withLock { ($0.initial, $0.end) }
        if let initial { return initial }
        if case .failure(let error) = end { throw error }
        return [:]
    }

    var trailingMetadata: Metadata { shared.withLock { $0.trailing } }

    var progress: CallProgress {
        shared.withLock { shared in
            if shared.initial != nil { return .answered }
            return shared.wasRefused ? .unseen : .unanswered
        }
    }

    func cancel() {
        guard shared.withLock({ $0.end == nil }) else { return }
        onLoop { self.give(up: RPCError(.cancelled, "The call was cancelled.")) }
    }

    private func onLoop(_ action: @escaping @Sendable () -> Void) {
        if loop.inEventLoop { action() } else { loop.execute(action) }
    }

    private func resumeStream() {
        guard isOpen, let connection else { return }
        connection.session.resume(self)
        connection.scheduleFlush()
    }
}

extension ClientCall: InboundFlow, OutboundFlow {
    func filled(_ queue: OutboundQueue) {
        onLoop { self.resumeStream() }
    }

    func consumed(frameBytes: Int, windowBytes: Int, from queue: InboundQueue) {
        guard windowBytes > 0 else { return }
        onLoop { self.consume(windowBytes) }
    }

    func readerWaits(for queue: InboundQueue) {
        onLoop { self.consumePartial() }
    }

    func readerCancelled(_ queue: InboundQueue) {
        cancel()
    }

    func consume(_ bytes: Int) {
        guard isOpen, let connection, !peerHasEnded else { return }
        connection.session.consume(self, bytes: bytes)
        connection.scheduleFlush()
    }

    func consumePartial() {
        let bytes = deframer.partialBytes - partialBytesConsumed
        guard bytes > 0 else { return }
        partialBytesConsumed += bytes
        consume(bytes)
    }
}
