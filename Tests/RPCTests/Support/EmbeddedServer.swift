import HTTP2
import Logging
import NIOCore
import NIOEmbedded

@testable import RPC

/// A server's connection without a socket, on a loop whose clock the test moves. The client is the test.
final class EmbeddedServer {
    let channel = EmbeddedChannel()
    let connection: ServerConnection
    private var parser = FrameParser()
    /// Whether the client was told of an error that ends the connection.
    private(set) var hasEnded = false

    init(_ fixture: EchoFixture = EchoFixture(), limits: ServerLimits) throws {
        let configuration = ServerConfiguration(limits: limits)
        let runtime = ServerRuntime(configuration, services: [fixture.service], interceptors: [])
        connection = try ServerConnection(runtime: runtime, executor: LoopExecutor(channel.eventLoop))
        try channel.pipeline.syncOperations.addHandler(connection)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    /// The client's preface and settings.
    func open(initialWindow: UInt32 = 65_535) throws -> [Frame] {
        let settings = Frame.settings(initialWindows: [initialWindow])
        return try receive(FrameClient.preface + settings.bytes + Frame.settingsAcknowledgement.bytes)
    }

    /// Takes bytes of the client; what is said to them.
    func receive(_ bytes: [UInt8]) throws -> [Frame] {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
        return try answers()
    }

    func receive(_ frames: Frame...) throws -> [Frame] {
        try receive(frames.flatMap(\.bytes))
    }

    func advance(by time: Duration) throws -> [Frame] {
        channel.embeddedEventLoop.advanceTime(by: TimeAmount(time))
        return try answers()
    }

    func setWritable(_ isWritable: Bool) {
        channel.isWritable = isWritable
        channel.pipeline.fireChannelWritabilityChanged()
    }

    func close() {
        _ = try? channel.finish()
    }

    private func answers() throws -> [Frame] {
        channel.embeddedEventLoop.run()
        var frames: [Frame] = []
        while let bytes = try channel.readOutbound(as: ByteBuffer.self) {
            frames += parser.append(bytes.readableBytesView)
        }
        if frames.contains(where: { $0.kind == .goAway && $0.secondWord != 0 }) { hasEnded = true }
        return frames
    }
}
