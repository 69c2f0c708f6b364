import API
import HTTP2
import Logging
import NIOCore
import NIOEmbedded

@testable import RPC

/// A server's connection on a loop in memory, with a service that does what requests tell it to.
final class FuzzedServer {
    enum Step {
        case receive([UInt8])
        case wait(TimeAmount)
        case setWritable(Bool)
        case drain
        case cancelCalls
    }

    private let channel = EmbeddedChannel()
    private let runtime: ServerRuntime
    private(set) weak var connection: ServerConnection?
    private var check = FrameCheck(prefaceBytes: 0)

    /// - Parameter isNarrow: Whether limits are so small that inputs reach them.
    init(isNarrow: Bool) {
        var limits = ServerLimits()
        limits.messageBytesMax = 1 << 16
        if isNarrow {
            limits.messageBytesMax = 64
            limits.handlersPerConnectionMax = 2
            limits.bufferedBytesPerConnectionMax = 128
            limits.http2.headerListBytesMax = 256
            limits.http2.concurrentStreamsMax = 3
            limits.http2.controlFramesBurst = 10
            limits.provokedResetsBurst = 3
            limits.refusedStreamsBurst = 3
            limits.resetsBurst = 3
        }
        let logger = Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() }
        runtime = ServerRuntime(
            ServerConfiguration(limits: limits, logger: logger),
            services: [.testingV1EchoService(ObedientService())], interceptors: [])
        do {
            let connection = try ServerConnection(runtime: runtime, executor: LoopExecutor(channel.eventLoop))
            self.connection = connection
            try channel.pipeline.syncOperations.addHandler(connection)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        } catch {
            fatalError("a connection cannot be made: \(error)")
        }
    }

    var isOpen: Bool { channel.isActive }

    func receive(_ bytes: [UInt8]) { perform(.receive(bytes)) }

    func perform(_ step: Step) {
        switch step {
        case .receive(let bytes): _ = try? channel.writeInbound(ByteBuffer(bytes: bytes))
        case .wait(let time): channel.embeddedEventLoop.advanceTime(by: time)
        case .setWritable(let isWritable):
            channel.isWritable = isWritable
            channel.pipeline.fireChannelWritabilityChanged()
        case .drain: connection?.drain()
        case .cancelCalls: connection?.cancelCalls("The server is shutting down.")
        }
        channel.embeddedEventLoop.run()
        collect()
    }

    private func collect() {
        while let bytes = try? channel.readOutbound(as: ByteBuffer.self) { check.take(bytes.readableBytesView) }
    }

    /// The client goes: every handler must end, and nothing may be left.
    func end() {
        if channel.isActive { channel.close(promise: nil) }
        channel.embeddedEventLoop.run()
        collect()
        require(runtime.connections.count == 0, "handlers run on after their connection has gone")
        _ = try? channel.finish(acceptAlreadyClosed: true)
    }
}
