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
    private(set) var calls: [ServerCall] = []
    /// Calls that wait to be used again.
    private var recycled: [ServerCall] = []
    /// Includes those whose stream is gone: resetting streams buys a client no more handlers (CVE-2025-8671).
    var handlersRunning = 0
    /// What the calls of this connection's loop share.
    let callShare: CallShare
    private var bufferedBytes: BufferedBytes
    private var answerBytes: BufferedBytes
    var recentMetadata = RecentMetadata()

    private(set) var context: ChannelHandlerContext?
    private var isReading = false
    private var isFlushScheduled = false
    /// Writing can make the channel's writability change, which leads back here.
    private var isFlushing = false
    private var hasStarted = false
    private var hasPreface = false
    /// The goodbye is said; what still comes is thrown away.
    private var isLeaving = false
    private var drainState = DrainState.open
    private var prefaceTimer: Scheduled<Void>?
    var stalls = ConnectionStalls()
    /// Looks for stalls; after the goodbye, the connection's last timer.
    var stallTimer: Scheduled<Void>?
    private var abuse: AbuseBudgets
    private var lifetime: ConnectionLifetime
    private var lifetimeTimer: Scheduled<Void>?
    private var isCancelled = false
    var pings: PingGuard

    private enum DrainState { case open, announced, closing }
    /// The PING that follows the first GOAWAY: its answer says that the client has seen it.
    private static let drainPing: UInt64 = 0x6472_6169_6e21_0001

    init(runtime: ServerRuntime, executor: LoopExecutor) throws(HTTP2Error) {
        self.runtime = runtime
        self.loop = executor.loop
        self.executor = executor
        let limits = runtime.limits
        callShare = runtime.callShare(on: executor.loop)
        bufferedBytes = BufferedBytes(
            ownMax: limits.bufferedBytesPerConnectionMax, budget: runtime.bufferedBytes)
        answerBytes = BufferedBytes(ownMax: limits.answerBytesPerConnectionMax, budget: runtime.answerBytes)
        var generator = SystemRandomNumberGenerator()
        lifetime = ConnectionLifetime(
            ageMax: limits.connectionAgeMax, idleMax: limits.connectionIdleMax, grace: limits.connectionAgeGrace,
            now: executor.loop.now, using: &generator)
        session = try HTTP2Session(role: .server, configuration: limits.http2)
        abuse = AbuseBudgets(limits, now: .now)
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
        let address = context.remoteAddress
        if let refusal = runtime.connections.add(self, from: ClientNetwork(address)) {
            runtime.refused(refusal, address: address?.ipAddress ?? "")
            return context.close(promise: nil)
        }
        peer = Peer(address: address?.ipAddress ?? "", port: address?.port ?? 0, isEncrypted: runtime.isEncrypted)
        prefaceTimer = loop.scheduleTask(in: TimeAmount(runtime.limits.prefaceTimeMax)) { self.prefaceIsLate() }
        perform(lifetime.nextWait(now: loop.now))
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
        guard !isLeaving else { return }
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
        if cheap > 0 && !abuse.controlFrames.take(cheap, now: .now) {
            end(.enhanceYourCalm, "too many control frames, the limit controlFramesBurst")
        }
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
            stalls.socketProgressed()
            flush()
        } else {
            watchForStalls()
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        prefaceTimer?.cancel()
        stallTimer?.cancel()
        lifetimeTimer?.cancel()
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
        if session.isFinished { return leave() }
        if !calls.isEmpty || session.isAwaitingRest { watchForStalls() }
    }

    private func fail(_ error: HTTP2Error) {
        end(error.code, error.description)
    }

    /// Ends the connection, and every call on it, because of what the client does; it is told why.
    func end(_ code: HTTP2ErrorCode, _ reason: String) {
        guard !isLeaving, let context else { return }
        runtime.logger.debug("a connection is ended", metadata: ["peer": "\(peer.address)", "reason": "\(reason)"])
        session.goAway(code, message: reason)
        // Writing must not lead back to `flush`.
        let canSpeak = hasStarted
        hasStarted = false
        if canSpeak, (try? session.flush()) != nil, session.output.readableBytes > 0 {
            context.writeAndFlush(wrapOutboundOut(session.output), promise: nil)
        }
        leave()
    }

    /// Says no more. A socket that is closed while bytes of the client lie unread loses what it was told last (RFC 9112
    /// section 9.6): so we listen until it closes too, but not for long.
    private func leave() {
        guard !isLeaving, let context else { return }
        isLeaving = true
        isReading = false
        hasStarted = false
        stallTimer?.cancel()
        session.abandon()
        context.close(mode: .output, promise: nil)
        stallTimer = loop.scheduleTask(in: TimeAmount(runtime.limits.goodbyeTimeMax)) { self.abort() }
    }

    private func prefaceIsLate() {
        if !hasPreface { abort() }
    }

    // MARK: Calls

    func opened(_ id: Int32) -> HTTP2Stream? {
        // A GOAWAY that waits for the socket has its last id already: a client would repeat what is begun after it.
        guard drainState != .closing, hasRoomForHandler else { return nil }
        let call = recycled.popLast() ?? ServerCall(connection: self)
        recentMetadata.begin()
        call.index = calls.count
        calls.append(call)
        return call
    }

    var hasRoomForHandler: Bool { handlersRunning < runtime.limits.handlersPerConnectionMax }

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
        do throws(BufferedBytes.Refusal) {
            try bufferedBytes.add(bytes)
        } catch {
            throw Overload.refusal(error, runtime.limits)
        }
    }

    func release(_ bytes: Int) {
        bufferedBytes.remove(bytes)
    }

    /// Counts an answer until its call is over; the error that takes its place when there are too many.
    func accountAnswer(_ bytes: Int) -> RPCError? {
        do throws(BufferedBytes.Refusal) {
            try answerBytes.add(bytes)
            return nil
        } catch {
            return Overload.answerRefusal(error, runtime.limits)
        }
    }

    func releaseAnswer(_ bytes: Int) {
        answerBytes.remove(bytes)
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
            loop.execute { self.end(.enhanceYourCalm, "too_many_pings") }
        }
    }

    func receivedGoAway(_ code: HTTP2ErrorCode, lastStreamID: Int32, message: String) {}

    /// A DATA frame goes out. The client answers it with WINDOW_UPDATEs, which are no abuse then.
    func sentData() {
        pings.sentAnswer()
        abuse.controlFrames.give(2)
    }

    func receivedReset() -> Bool {
        abuse.resets.take(1, now: .now)
    }

    func sentReset(_ code: HTTP2ErrorCode) {
        guard let limit = abuse.spent(by: code, now: .now) else { return }
        loop.execute { self.end(.enhanceYourCalm, "too many streams had to be reset, the limit \(limit)") }
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
    func cancelCalls(_ reason: String) {
        guard loop.inEventLoop else { return loop.execute { self.cancelCalls(reason) } }
        isCancelled = true
        for call in calls { call.abort(RPCError(.unavailable, reason)) }
        session.goAway()
        flush()
        leave()
        // One whose client is gone already has no channel that says so once more.
        if context == nil { leaveIfOver() }
    }

    private func perform(_ action: ConnectionLifetime.Action) {
        switch action {
        case .none: break
        case .wait(let time):
            lifetimeTimer = loop.scheduleTask(in: time) {
                // A timer that is due with others can't be cancelled by them.
                guard self.context != nil else { return }
                self.perform(
                    self.lifetime.waited(
                        now: self.loop.now, hasCalls: !self.calls.isEmpty, lastStream: self.session.lastStreamID))
            }
        case .drain(let reason):
            runtime.logger.debug(
                "a connection is drained", metadata: ["peer": "\(peer.address)", "reason": "\(reason)"])
            drain()
            if context != nil { perform(lifetime.drained) }
        case .cancelCalls:
            cancelCalls("The connection is older than connectionAgeMax, and the time for its last calls is over.")
        }
    }

    func abort() {
        context?.close(promise: nil)
    }

    private func leaveIfOver() {
        if handlersRunning == 0 {
            runtime.connections.remove(self)
        } else if isCancelled {
            let running = calls.filter(\.isHandlerRunning).compactMap { $0.registration?.method.path }
            runtime.connections.note(unendedMethods: running, of: self)
        }
    }
}
