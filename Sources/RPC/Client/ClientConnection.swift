import HTTP2
import Logging
import NIOCore
import TLS

/// Whom a connection tells about itself; on its loop.
protocol ClientConnectionOwner: AnyObject {
    func isReady(_ connection: ClientConnection)
    /// It takes no new calls; those under way go on.
    func isGoingAway(_ connection: ClientConnection)
    func isClosed(_ connection: ClientConnection, reason: String)
    /// There was no free stream, and there is one.
    func hasFreeStream(_ connection: ClientConnection)
    /// The server ends the connection because of its PINGs.
    func pingsTooOften(_ connection: ClientConnection)
}

/// One connection of a client: a shell between a channel and `HTTP2Session`.
///
/// Unchecked: confined to its channel's event loop.
final class ClientConnection: ChannelInboundHandler, HTTP2SessionDelegate, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let session: HTTP2Session
    private let loop: any EventLoop
    private let isEncrypted: Bool
    private weak var owner: (any ClientConnectionOwner)?
    private var context: ChannelHandlerContext?
    private var hasStarted = false
    private var isReading = false
    private var isFlushScheduled = false
    /// Writing can make the channel's writability change, which leads back here.
    private var isFlushing = false
    private var hasSettings = false
    private var isReadyForCalls = false
    private var calls = 0
    /// A server can flood a client as well.
    private var controlFrames: TokenBucket
    private var keepalive: KeepaliveMachine?
    private var keepaliveTimer: Scheduled<Void>?
    /// Calls that the server takes at once, by its latest settings.
    private var callsMax = 0
    private var wasUsed = false
    private var reason = "The server closed the connection."

    init(
        _ configuration: ChannelConfiguration, loop: any EventLoop, isEncrypted: Bool,
        owner: any ClientConnectionOwner
    ) throws(HTTP2Error) {
        session = try HTTP2Session(role: .client, configuration: configuration.http2)
        self.loop = loop
        self.isEncrypted = isEncrypted
        self.owner = owner
        controlFrames = TokenBucket(
            burst: configuration.http2.controlFramesBurst, perSecond: configuration.http2.controlFramesPerSecond,
            now: .now)
        keepalive = configuration.keepalive
        session.delegate = self
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive && !isEncrypted { start() }
    }

    func channelActive(context: ChannelHandlerContext) {
        if !isEncrypted { start() }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is TLSEstablished { start() }
        context.fireUserInboundEventTriggered(event)
    }

    private func start() {
        guard !hasStarted else { return }
        hasStarted = true
        flush()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        isReading = true
        keepalive?.received(now: loop.now)
        let result = buffer.withUnsafeReadableBytes { bytes -> Result<Void, HTTP2Error> in
            Result { () throws(HTTP2Error) in try session.receive(bytes) }
        }
        if case .failure(let error) = result { return fail(error) }
        let cheap = session.takeControlFrames()
        if cheap > 0 && !controlFrames.take(cheap, now: .now) {
            return fail(
                HTTP2Error(reason: .flooded, description: "too many control frames, the limit controlFramesBurst"))
        }
    }

    /// Not as soon as the settings are there: what comes with them may end the connection. It counts as an attempt that
    /// failed then, so that a server can't make us connect again and again without a pause.
    private func becomeReady() {
        guard hasSettings, !isReadyForCalls, context != nil else { return }
        isReadyForCalls = true
        owner?.isReady(self)
    }

    /// A DATA frame goes out. The server answers it with WINDOW_UPDATEs, which are no abuse then.
    func sentData() {
        controlFrames.give(2)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        becomeReady()
        flush()
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { flush() }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        hasStarted = false
        keepaliveTimer?.cancel()
        // First the owner: a call that is put on another connection must not come back to this one.
        owner?.isClosed(self, reason: reason)
        session.abandon()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        reason = "The connection failed: \(error)"
        context.close(promise: nil)
    }

    // MARK: Writing

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
        isReading = false
        reason = "The server broke the rules of HTTP/2: \(error)"
        context?.close(promise: nil)
    }

    // MARK: Calls

    func start(_ call: ClientCall, headers: HTTP2Headers) throws(HTTP2Error) {
        try session.request(headers, on: call)
        call.connection = self
        calls += 1
        wasUsed = true
        if let action = keepalive?.started(now: loop.now) { perform(action) }
        scheduleFlush()
    }

    func callEnded() {
        let wasFull = isFull
        calls -= 1
        if wasFull && !isFull { owner?.hasFreeStream(self) }
        scheduleFlush()
    }

    /// Whether it has as many calls as the server takes at once; libnghttp2 would let one more wait without a bound.
    var isFull: Bool { calls >= callsMax }

    private func takeCallsMax() {
        let wasFull = isFull
        callsMax = session.peerConcurrentStreamsMax
        if wasFull && !isFull { owner?.hasFreeStream(self) }
    }

    /// Whether there was a call since this was asked last.
    func takeUse() -> Bool {
        defer { wasUsed = calls > 0 }
        return wasUsed
    }

    /// Ends the connection and the calls on it.
    func close(reason: String) {
        self.reason = reason
        session.goAway()
        flush()
        context?.close(promise: nil)
    }

    /// Takes no new calls, lets those under way end, and closes after the last one.
    func drain() {
        session.goAway()
        scheduleFlush()
    }

    // MARK: Signs of life

    private func perform(_ action: KeepaliveMachine.Action) {
        switch action {
        case .none: break
        case .wait(let time): scheduleKeepalive(time)
        case .ping(let time):
            session.ping(Self.keepalivePing)
            scheduleKeepalive(time)
            flush()
        case .giveUp:
            reason = "The server does not answer PINGs."
            context?.close(promise: nil)
        }
    }

    private func scheduleKeepalive(_ time: TimeAmount) {
        keepaliveTimer = loop.scheduleTask(in: time) {
            guard let action = self.keepalive?.waited(now: self.loop.now, hasCalls: self.calls > 0) else { return }
            self.perform(action)
        }
    }

    private static let keepalivePing: UInt64 = 0x6b65_6570_616c_6976

    // MARK: The connection's frames

    func opened(_ id: Int32) -> HTTP2Stream? { nil }

    func receivedSettings() {
        hasSettings = true
        takeCallsMax()
    }

    func receivedPing(_ payload: UInt64, isAcknowledgement: Bool) {}

    func receivedGoAway(_ code: HTTP2ErrorCode, lastStreamID: Int32, message: String) {
        if code != .noError { reason = "The server ended the connection: \(message) (HTTP/2 error \(code.rawValue))" }
        if code == .enhanceYourCalm && message == "too_many_pings" { owner?.pingsTooOften(self) }
        owner?.isGoingAway(self)
    }
}
