import HTTP2
import Logging
import NIOCore
import TLS

/// One connection of a server: a shell that moves bytes between a channel and `HTTP2Session`, and owns the calls.
///
/// Unchecked: confined to its channel's event loop; the server calls `drain` and `abort`, which hop there.
final class ServerConnection: ChannelInboundHandler, HTTP2SessionDelegate, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let runtime: ServerRuntime
    let loop: any EventLoop
    let executor: LoopExecutor
    let session: HTTP2Session
    private(set) var peer = Peer()

    /// Calls whose stream or handler lives.
    private var calls: [ServerCall] = []
    /// Calls that wait to be used again.
    private var recycled: [ServerCall] = []
    /// Includes those whose stream is gone: resetting streams buys a client no more handlers (CVE-2025-8671).
    var handlersRunning = 0
    private var bufferedBytes = 0
    var recentMetadata = RecentMetadata()

    private var context: ChannelHandlerContext?
    private var isReading = false
    private var isFlushScheduled = false
    /// Writing can make the channel's writability change, which leads back here.
    private var isFlushing = false
    private var hasStarted = false
    private var hasPreface = false
    private var drainState = DrainState.open
    private var prefaceTimer: Scheduled<Void>?
    private var stallTimer: Scheduled<Void>?
    private var controlFrames: TokenBucket
    private var invalidFrames: TokenBucket
    var pings: PingGuard

    private enum DrainState { case open, announced, closing }
    /// The PING that follows the first GOAWAY: its answer says that the client has seen it.
    private static let drainPing: UInt64 = 0x6472_6169_6e21_0001

    init(runtime: ServerRuntime, executor: LoopExecutor) throws(HTTP2Error) {
        self.runtime = runtime
        self.loop = executor.loop
        self.executor = executor
        let limits = runtime.limits
        session = try HTTP2Session(role: .server, configuration: limits.http2)
        let now = ContinuousClock.now
        controlFrames = TokenBucket(
            burst: limits.controlFramesBurst, perSecond: limits.controlFramesPerSecond, now: now)
        invalidFrames = TokenBucket(
            burst: limits.invalidFramesBurst, perSecond: limits.invalidFramesPerSecond, now: now)
        pings = PingGuard(intervalMin: .seconds(limits.pingIntervalSecondsMin), strikesMax: limits.pingStrikesMax)
        session.delegate = self
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { activated(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        activated(context)
        context.fireChannelActive()
    }

    private func activated(_ context: ChannelHandlerContext) {
        guard prefaceTimer == nil else { return }
        guard runtime.add(self) else { return context.close(promise: nil) }
        let address = context.remoteAddress
        peer = Peer(address: address?.ipAddress ?? "", port: address?.port ?? 0, isEncrypted: runtime.isEncrypted)
        prefaceTimer = loop.scheduleTask(in: .seconds(Int64(runtime.limits.prefaceSecondsMax))) { self.prefaceIsLate() }
        if !runtime.isEncrypted { start() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let established = event as? TLSEstablished {
            peer = Peer(
                address: peer.address, port: peer.port, isEncrypted: true, certificateNames: established.peerNames)
            start()
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// The server's settings go out first.
    private func start() {
        hasStarted = true
        flush()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        isReading = true
        executor.beginBatch()
        let result = buffer.withUnsafeReadableBytes { bytes -> Result<Void, HTTP2Error> in
            Result { () throws(HTTP2Error) in try session.receive(bytes) }
        }
        if case .failure(let error) = result {
            isReading = false
            return fail(error)
        }
        let cheap = session.takeControlFrames()
        if cheap > 0 && !controlFrames.take(cheap, now: .now) { goAwayNow("too many control frames") }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Before the flush, so that their answers go out with it.
        executor.endBatch()
        isReading = false
        flush()
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            stallTimer?.cancel()
            stallTimer = nil
            flush()
        } else if stallTimer == nil {
            stallTimer = loop.scheduleTask(in: .seconds(Int64(runtime.limits.writeStallSecondsMax))) { self.abort() }
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        prefaceTimer?.cancel()
        stallTimer?.cancel()
        hasStarted = false
        self.context = nil
        session.abandon()
        executor.endBatch()
        for call in recycled { call.retire() }
        recycled = []
        leaveIfOver()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        runtime.logger.debug("a connection failed", metadata: ["peer": "\(peer.address)", "error": "\(error)"])
        context.close(promise: nil)
    }

    // MARK: Writing

    /// Sends what is queued, at the end of the current batch of reads or jobs.
    func scheduleFlush() {
        guard !isReading, !isFlushScheduled else { return }
        isFlushScheduled = true
        loop.execute {
            self.isFlushScheduled = false
            self.flush()
        }
    }

    private func flush() {
        guard hasStarted, !isFlushing, let context else { return }
        isFlushing = true
        defer { isFlushing = false }
        do throws(HTTP2Error) {
            while context.channel.isWritable {
                let hasMore = try session.flush()
                guard session.output.readableBytes > 0 else { break }
                context.writeAndFlush(wrapOutboundOut(session.output), promise: nil)
                session.output.clear()
                if !hasMore { break }
            }
        } catch {
            return fail(error)
        }
        if session.isFinished { context.close(promise: nil) }
    }

    private func fail(_ error: HTTP2Error) {
        runtime.logger.debug(
            "a connection broke the rules", metadata: ["peer": "\(peer.address)", "error": "\(error)"])
        // What libnghttp2 has to say about it, if anything.
        if (try? session.flush()) != nil, session.output.readableBytes > 0, let context {
            context.writeAndFlush(wrapOutboundOut(session.output), promise: nil)
        }
        context?.close(promise: nil)
    }

    /// Ends the connection because of what the client does to it.
    private func goAwayNow(_ reason: String) {
        runtime.logger.debug("a connection is ended", metadata: ["peer": "\(peer.address)", "reason": "\(reason)"])
        session.goAway(.enhanceYourCalm, message: reason)
        isReading = false
        flush()
        context?.close(promise: nil)
    }

    private func prefaceIsLate() {
        if !hasPreface { abort() }
    }

    // MARK: Calls

    func opened(_ id: Int32) -> HTTP2Stream? {
        guard handlersRunning < runtime.limits.handlersPerConnectionMax else { return nil }
        let call = recycled.popLast() ?? ServerCall(connection: self)
        recentMetadata.begin()
        call.index = calls.count
        calls.append(call)
        return call
    }

    func recycle(_ call: ServerCall) {
        let last = calls.removeLast()
        if last !== call {
            calls[call.index] = last
            last.index = call.index
        }
        call.prepareForReuse()
        if context != nil && recycled.count < runtime.limits.handlersPerConnectionMax {
            recycled.append(call)
        } else {
            call.retire()
        }
    }

    func handlerEnded() {
        if context == nil { leaveIfOver() }
    }

    /// Counts request bytes that are held here; throws when they are too many.
    func account(_ bytes: Int) throws(RPCError) {
        bufferedBytes += bytes
        guard bufferedBytes <= runtime.limits.bufferedBytesPerConnectionMax else {
            bufferedBytes -= bytes
            throw RPCError(
                .resourceExhausted,
                "The connection's unread requests are more than \(runtime.limits.bufferedBytesPerConnectionMax) bytes, the limit bufferedBytesPerConnectionMax."
            )
        }
    }

    func release(_ bytes: Int) {
        bufferedBytes -= bytes
    }

    // MARK: The connection's frames

    func receivedSettings() {
        hasPreface = true
        prefaceTimer?.cancel()
    }

    func receivedPing(_ payload: UInt64, isAcknowledgement: Bool) {
        if isAcknowledgement {
            if payload == Self.drainPing { closeAfterLastStream() }
        } else if pings.receivedPing(now: .now) {
            loop.execute { self.goAwayNow("too_many_pings") }
        }
    }

    func receivedGoAway(_ code: HTTP2ErrorCode, lastStreamID: Int32, message: String) {}

    /// A DATA frame goes out. The client answers it with WINDOW_UPDATEs, which are no abuse then.
    func sentData() {
        pings.sentAnswer()
        controlFrames.give(2)
    }

    func receivedInvalidFrame() {
        guard !invalidFrames.take(1, now: .now) else { return }
        loop.execute { self.goAwayNow("too many invalid frames") }
    }

    // MARK: Shutting down

    /// Tells the client to open its next streams elsewhere; those under way end as usual. On any thread.
    func drain() {
        guard loop.inEventLoop else { return loop.execute { self.drain() } }
        guard drainState == .open else { return }
        drainState = .announced
        guard hasStarted else { return abort() }
        session.announceShutdown()
        session.ping(Self.drainPing)
        flush()
        loop.scheduleTask(in: .seconds(1)) { self.closeAfterLastStream() }
    }

    private func closeAfterLastStream() {
        guard drainState == .announced else { return }
        drainState = .closing
        session.goAway()
        scheduleFlush()
    }

    /// Ends every call with UNAVAILABLE, and the connection. On any thread.
    func cancelCalls() {
        guard loop.inEventLoop else { return loop.execute { self.cancelCalls() } }
        for call in calls { call.abort(RPCError(.unavailable, "The server is shutting down.")) }
        flush()
        context?.close(promise: nil)
    }

    private func abort() {
        context?.close(promise: nil)
    }

    private func leaveIfOver() {
        if handlersRunning == 0 { runtime.remove(self) }
    }
}
