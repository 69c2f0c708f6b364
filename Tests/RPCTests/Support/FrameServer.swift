import NIOCore
import NIOPosix

/// A server without a protocol engine: answers the first request of each connection with the frames it is given.
final class FrameServer: Sendable {
    private let listener: any Channel

    /// - Parameters:
    ///   - greeting: What follows the server's settings at once.
    ///   - answer: What is sent when the headers of stream 1 have come.
    init(greeting: [Frame] = [], answer: [Frame] = []) async throws {
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Connection(greeting: greeting, answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { listener.localAddress?.port ?? 0 }

    func close() async {
        try? await listener.close().get()
    }

    private final class Connection: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private var parser = FrameParser()
        private let greeting: [Frame]
        private let answer: [Frame]

        init(greeting: [Frame], answer: [Frame]) {
            self.greeting = greeting
            self.answer = answer
            parser.skip = FrameClient.preface.count
        }

        func channelActive(context: ChannelHandlerContext) {
            send([.settings()] + greeting, context)
            context.fireChannelActive()
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            for frame in parser.append(unwrapInboundIn(data).readableBytesView) {
                if frame.kind == .settings && frame.flags & Frame.acknowledgement == 0 {
                    send([.settingsAcknowledgement], context)
                }
                if frame.kind == .headers && frame.stream == 1 { send(answer, context) }
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }

        private func send(_ frames: [Frame], _ context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: frames.flatMap(\.bytes))), promise: nil)
        }
    }
}
