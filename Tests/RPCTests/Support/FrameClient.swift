import NIOCore
import NIOPosix
import TLS

/// A client without a protocol engine: writes the frames it is given over a socket, and reads what comes back
/// frame by frame. It may acknowledge SETTINGS and does nothing else by itself.
///
/// Unchecked: confined to its channel's loop, but for `channel`, which is set before anybody else has the client.
final class FrameClient: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    private var parser = FrameParser()
    private let frames: AsyncStream<Frame>
    private let arrived: AsyncStream<Frame>.Continuation
    private var iterator: AsyncStream<Frame>.Iterator
    private var channel: (any Channel)?
    /// What is said as soon as there is a connection; without it, settings are not acknowledged either.
    private let opening: [UInt8]

    private init(opening: [UInt8]) {
        self.opening = opening
        (frames, arrived) = AsyncStream.makeStream()
        iterator = frames.makeAsyncIterator()
    }

    /// Connects and says nothing.
    static func connectSilently(port: Int) async throws -> FrameClient {
        try await open(port: port, opening: [])
    }

    private static func open(
        port: Int, tls: TLSContext? = nil, ignoresEnd: Bool = false, opening: [UInt8]
    ) async throws -> FrameClient {
        let client = FrameClient(opening: opening)
        client.channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.allowRemoteHalfClosure, value: ignoresEnd)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        let handler = try TLSHandler(tls, serverName: "localhost")
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    try channel.pipeline.syncOperations.addHandler(client)
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return client
    }

    /// Connects and exchanges settings.
    ///
    /// - Parameter ignoresEnd: Keeps its side of the connection open when the server has closed the other one.
    static func connect(
        port: Int, initialWindow: UInt32? = nil, tls: TLSContext? = nil, ignoresEnd: Bool = false
    ) async throws -> FrameClient {
        let settings = Frame.settings(initialWindows: initialWindow.map { [$0] } ?? [])
        let client = try await open(port: port, tls: tls, ignoresEnd: ignoresEnd, opening: preface + settings.bytes)
        _ = await client.next { $0 == .settingsAcknowledgement }
        return client
    }

    // MARK: Sending

    /// An attacker does not mind that the connection was closed.
    func send(_ bytes: [UInt8]) async {
        try? await channel?.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    /// In one write.
    func send(_ frames: Frame...) async {
        await send(frames)
    }

    func send(_ frames: [Frame]) async {
        await send(frames.flatMap(\.bytes))
    }

    /// Many times the same, in one write.
    func send(_ frame: Frame, times count: Int) async {
        let bytes = frame.bytes
        var buffer = ByteBuffer()
        for _ in 0..<count { buffer.writeBytes(bytes) }
        try? await channel?.writeAndFlush(buffer).get()
    }

    /// Sends until it can't.
    func sendUntilClosed(_ frame: Frame) async {
        while (try? await channel?.writeAndFlush(ByteBuffer(bytes: frame.bytes)).get()) != nil {}
    }

    // MARK: Receiving

    /// Reads on to a frame of that kind; nil when the connection ends before.
    func next(_ isWanted: (Frame) -> Bool) async -> Frame? {
        while let frame = await iterator.next(isolation: nil) {
            if isWanted(frame) { return frame }
        }
        return nil
    }

    /// So many frames of a kind, or those that came before the connection ended.
    func next(_ count: Int, _ isWanted: (Frame) -> Bool) async -> [Frame] {
        var found: [Frame] = []
        while found.count < count, let frame = await next(isWanted) { found.append(frame) }
        return found
    }

    /// Whether the connection lives: everything sent before was taken in then.
    func isAlive() async -> Bool {
        await send(.ping)
        return await next { $0.kind == .ping && $0.flags == Frame.acknowledgement } != nil
    }

    /// Waits for the end of the connection: the error of the last GOAWAY before it.
    func goodbye() async -> UInt32? {
        var code: UInt32?
        while let frame = await next({ $0.kind == .goAway }) { code = frame.secondWord }
        return code
    }

    /// Reads nothing from the socket, or goes on with it.
    func setReading(_ isReading: Bool) async throws {
        try await channel?.setOption(.autoRead, value: isReading).get()
    }

    func close() async {
        try? await channel?.close().get()
    }

    // MARK: The channel

    func channelActive(context: ChannelHandlerContext) {
        if !opening.isEmpty { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: opening)), promise: nil) }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for frame in parser.append(unwrapInboundIn(data).readableBytesView) {
            if !opening.isEmpty && frame.kind == .settings && frame.flags & Frame.acknowledgement == 0 {
                context.writeAndFlush(
                    wrapOutboundOut(ByteBuffer(bytes: Frame.settingsAcknowledgement.bytes)), promise: nil)
            }
            arrived.yield(frame)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        arrived.finish()
    }

    /// Resets of the connection end it like any other end.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
