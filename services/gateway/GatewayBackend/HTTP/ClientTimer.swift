import NIOCore
import NIOHTTP1

/// The client kept the gateway waiting for its request's body, or for too much of it.
struct SlowClient: Error {}

/// Bounds how long a connection waits for its client: for a head, for progress of a body, for an answer to be read.
///
/// It looks only while the gateway really waits: a body that is not read because a service is slow costs its client
/// nothing. Confined to the channel's event loop, as every handler.
final class ClientTimer: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: GatewayLimits
    private var isReadingBody = false
    private var isAnswering = false
    private var readDeadline: Scheduled<Void>?
    private var writeDeadline: Scheduled<Void>?
    private var progress = BodyProgress()

    init(limits: GatewayLimits) { self.limits = limits }

    func channelActive(context: ChannelHandlerContext) {
        waitForHead(limits.headTimeout, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancelRead()
        writeDeadline?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        cancelRead()
        switch unwrapInboundIn(data) {
        case .head:
            isReadingBody = true
            progress = BodyProgress()
            isAnswering = true
        case .body(let bytes): progress.received(bytes.readableBytes, enough: limits.bodyProgressBytesMin)
        case .end:
            isReadingBody = false
            if !isAnswering { waitForHead(limits.keepAliveTimeout, context) }
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        if isReadingBody, readDeadline == nil { waitForBody(context) }
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            isAnswering = false
            if !isReadingBody { waitForHead(limits.keepAliveTimeout, context) }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writeDeadline?.cancel()
        writeDeadline = nil
        if !context.channel.isWritable {
            writeDeadline = schedule(limits.writeTimeout, context) { _, context in context.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    private func waitForHead(_ timeout: Duration, _ context: ChannelHandlerContext) {
        cancelRead()
        readDeadline = schedule(timeout, context) { _, context in context.close(promise: nil) }
    }

    private func waitForBody(_ context: ChannelHandlerContext) {
        progress.waitingSince = .now()
        readDeadline = schedule(limits.bodyTimeout, less: progress.waited, context) { timer, context in
            timer.readDeadline = nil
            // The answer has gone out already: nobody waits for this body any more.
            if timer.isAnswering { context.fireErrorCaught(SlowClient()) } else { context.close(promise: nil) }
        }
    }

    private func cancelRead() {
        readDeadline?.cancel()
        readDeadline = nil
        progress.stopWaiting()
    }

    private func schedule(
        _ timeout: Duration, less waited: TimeAmount = .zero, _ context: ChannelHandlerContext,
        _ action: @escaping (ClientTimer, ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        let loopBound = NIOLoopBound((self, context, action), eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: TimeAmount(timeout) - waited) {
            let (timer, context, action) = loopBound.value
            action(timer, context)
        }
    }
}

/// How long a body has been waited for since enough of it came.
private struct BodyProgress {
    var waited = TimeAmount.zero
    var waitingSince: NIODeadline?
    private var bytes = 0

    mutating func stopWaiting() {
        if let waitingSince { waited = waited + (.now() - waitingSince) }
        waitingSince = nil
    }

    mutating func received(_ count: Int, enough: Int) {
        bytes += count
        if bytes >= enough { self = BodyProgress() }
    }
}
