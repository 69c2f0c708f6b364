package import NIOCore

/// Tells the handlers behind a `TLSHandler` that they may speak.
package struct TLSEstablished: Sendable {
    package let negotiatedProtocol: String?
    package let peerNames: [String]
}

/// A shell around `TLSEngine`: moves bytes between a channel and the engine, and watches the clock.
package final class TLSHandler: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    private let engine: TLSEngine
    private var isEstablished = false
    /// What was written since the last flush, or before the handshake was over.
    private var plaintext: [(ByteBuffer, EventLoopPromise<Void>?)] = []
    private var isSending = false
    /// Belongs to the ciphertext in the engine's output.
    private var written: EventLoopPromise<Void>?
    private var handshakeTimer: Scheduled<Void>?

    package init(_ context: TLSContext, serverName: String? = nil) throws(TLSError) {
        engine = try TLSEngine(context, serverName: serverName)
    }

    package func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    package func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard handshakeTimer == nil else { return }
        let seconds = engine.context.configuration.handshakeSecondsMax
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        handshakeTimer = context.eventLoop.scheduleTask(in: .seconds(Int64(seconds))) {
            let (handler, context) = bound.value
            handler.fail(
                context, TLSError(.handshakeTimeout, "no TLS handshake within \(seconds) s (handshakeSecondsMax)"))
        }
        perform(context) { () throws(TLSError) in try engine.start() }
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        perform(context) { () throws(TLSError) in
            let result = buffer.withUnsafeReadableBytes { bytes -> Result<Void, TLSError> in
                Result { () throws(TLSError) in try engine.receive(bytes) }
            }
            try result.get()
        }
    }

    /// Runs one step of the engine, then delivers what it made.
    private func perform(_ context: ChannelHandlerContext, _ step: () throws(TLSError) -> Void) {
        do throws(TLSError) {
            try step()
        } catch {
            return fail(context, error)
        }
        sendOutput(context)
        if !isEstablished && engine.state == .established { established(context) }
        if engine.received.readableBytes > 0 {
            let received = engine.received
            engine.received = context.channel.allocator.buffer(capacity: 0)
            context.fireChannelRead(wrapInboundOut(received))
        }
        if engine.state == .peerClosed { context.close(promise: nil) }
    }

    private func established(_ context: ChannelHandlerContext) {
        isEstablished = true
        handshakeTimer?.cancel()
        context.fireUserInboundEventTriggered(
            TLSEstablished(negotiatedProtocol: engine.negotiatedProtocol, peerNames: engine.peerNames))
        encryptWaiting(context)
    }

    private func sendOutput(_ context: ChannelHandlerContext) {
        // Writing can lead back here through a change of writability; what it adds is sent by the loop.
        guard !isSending else { return }
        isSending = true
        while engine.output.readableBytes > 0 {
            let count = engine.output.readableBytes
            let promise = written
            written = nil
            context.writeAndFlush(wrapOutboundOut(engine.output), promise: promise)
            engine.output.moveReaderIndex(forwardBy: count)
            if engine.output.readableBytes == 0 { engine.output.clear() }
        }
        isSending = false
    }

    private func fail(_ context: ChannelHandlerContext, _ error: TLSError) {
        handshakeTimer?.cancel()
        sendOutput(context)
        let waiting = plaintext
        plaintext = []
        for (_, promise) in waiting { promise?.fail(error) }
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        plaintext.append((unwrapOutboundIn(data), promise))
    }

    package func flush(context: ChannelHandlerContext) {
        if isEstablished { encryptWaiting(context) }
    }

    private func encryptWaiting(_ context: ChannelHandlerContext) {
        guard !plaintext.isEmpty else { return }
        let waiting = plaintext
        plaintext.removeAll(keepingCapacity: true)
        for (buffer, _) in waiting {
            let result = buffer.withUnsafeReadableBytes { bytes -> Result<Void, TLSError> in
                Result { () throws(TLSError) in try engine.send(bytes) }
            }
            if case .failure(let error) = result {
                for (_, promise) in waiting { promise?.fail(error) }
                return fail(context, error)
            }
        }
        for case let promise? in waiting.map(\.1) {
            if let written { written.futureResult.cascade(to: promise) } else { written = promise }
        }
        sendOutput(context)
    }

    package func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode != .input {
            engine.close()
            sendOutput(context)
        }
        context.close(mode: mode, promise: promise)
    }

    package func channelInactive(context: ChannelHandlerContext) {
        handshakeTimer?.cancel()
        let waiting = plaintext
        plaintext.removeAll()
        for (_, promise) in waiting { promise?.fail(ChannelError.ioOnClosedChannel) }
        context.fireChannelInactive()
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        handshakeTimer?.cancel()
    }
}
