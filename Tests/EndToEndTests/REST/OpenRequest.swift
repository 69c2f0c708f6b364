import NIOCore
import NIOPosix

/// A request whose body the test sends piece by piece, on a connection that it can cut.
struct OpenRequest: Sendable {
    private let channel: any Channel
    private let answer: EventLoopFuture<[UInt8]>

    /// - Parameter head: request line and headers, without the empty line.
    init(port: Int, head: [String]) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let promise = group.next().makePromise(of: [UInt8].self)
        answer = promise.futureResult
        channel = try await ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RawAnswer(promise: promise))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        try await send(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8))
    }

    func send(_ bytes: some Collection<UInt8> & Sendable) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    func cut() async {
        try? await channel.close()
    }

    /// All that comes until the server closes, after `rest`, which it may not want any more.
    func end(sending rest: some Collection<UInt8> & Sendable) async throws -> String {
        try? await send(rest)
        return String(decoding: try await answer.get(), as: UTF8.self)
    }
}

private final class RawAnswer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let promise: EventLoopPromise<[UInt8]>
    private var bytes: [UInt8] = []

    init(promise: EventLoopPromise<[UInt8]>) {
        self.promise = promise
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += unwrapInboundIn(data).readableBytesView
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.succeed(bytes)
    }

    /// A reset by a process that was killed is an end like any other.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
