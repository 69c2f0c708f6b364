package import Logging
import NIOCore
import NIOHTTP1
package import NIOPosix
import ServiceKit
import Synchronization

/// The HTTP/1.1 listener and its connections.
package final class GatewayServer: ServiceListener {
    package let name = "http"
    private let host: String
    private let wantedPort: Int
    private let handler: RequestHandler
    private let group: MultiThreadedEventLoopGroup
    private let connections = Mutex(ConnectionTable())
    private let listener = Mutex<(any Channel)?>(nil)
    private let logger: Logger

    package init(
        _ context: GatewayContext, host: String, port: Int, group: MultiThreadedEventLoopGroup, logger: Logger
    ) {
        self.host = host
        self.wantedPort = port
        self.handler = RequestHandler(context: context, reporter: RequestReporter(logger: logger))
        self.group = group
        self.logger = logger
    }

    package var port: Int { listener.withLock { $0 }?.localAddress?.port ?? 0 }

    package func start() async throws {
        do { try await bind() } catch {
            throw ListenError(what: "The HTTP port", setting: "HTTP_PORT", host: host, port: wantedPort, cause: error)
        }
    }

    private func bind() async throws {
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: 1024)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in self.serve(channel) }
            .bind(host: host, port: wantedPort).get()
        listener.withLock { $0 = channel }
    }

    package func shutdown(grace: Duration) async {
        try? await listener.withLock { $0 }?.close()
        for channel in connections.withLock({ $0.beginDraining() }) {
            // NIO's pipeline handler closes an idle connection on this, and a busy one after its answer.
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
        let timer = Task {
            try await Task.sleep(for: grace)
            for channel in connections.withLock({ $0.channels }) { channel.close(promise: nil) }
        }
        await withCheckedContinuation { continuation in
            connections.withLock { $0.whenEmpty(continuation) }
        }
        timer.cancel()
    }

    private func serve(_ channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let isTaken = connections.withLock { $0.insert(channel, limit: handler.context.limits.connectionsMax) }
            guard isTaken else {
                logger.warning("A connection was refused: there are too many.")
                return channel.close(promise: nil)
            }
            try addHandlers(to: channel)
            let wrapped = try Connection.Channel(wrappingChannelSynchronously: channel)
            let task = Task { await Connection(handler: self.handler, channel: wrapped).run() }
            channel.closeFuture.whenComplete { _ in
                // A client that is gone wants no answer: the call upstream ends with the task.
                task.cancel()
                self.connections.withLock { $0.remove(channel) }?.resume()
            }
        }
    }

    private func addHandlers(to channel: any Channel) throws {
        let limits = handler.context.limits
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderFieldSize = limits.headerBytesMax
        decoding.maxHeaderListSize = limits.headerBytesMax
        decoding.maxHeaderFieldCount = limits.headerFieldsMax
        let decoder = HTTPRequestDecoder(
            leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .drop, limitConfiguration: decoding)
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(HTTPResponseEncoder())
        try pipeline.addHandler(ByteToMessageHandler(decoder))
        try pipeline.addHandler(HTTPServerPipelineHandler())
        try pipeline.addHandler(MalformedRequests(errors: handler.context.errors))
        try pipeline.addHandler(ClientTimer(limits: limits))
    }
}

/// The open connections, and who waits for the last of them to close.
private struct ConnectionTable {
    private var byID: [ObjectIdentifier: any Channel] = [:]
    private var isDraining = false
    private var waiter: CheckedContinuation<Void, Never>?

    var channels: [any Channel] { Array(byID.values) }

    mutating func insert(_ channel: any Channel, limit: Int) -> Bool {
        guard !isDraining, byID.count < limit else { return false }
        byID[ObjectIdentifier(channel)] = channel
        return true
    }

    /// Gives back the waiter when this was the last one.
    mutating func remove(_ channel: any Channel) -> CheckedContinuation<Void, Never>? {
        byID[ObjectIdentifier(channel)] = nil
        guard byID.isEmpty else { return nil }
        defer { waiter = nil }
        return waiter
    }

    mutating func beginDraining() -> [any Channel] {
        isDraining = true
        return channels
    }

    mutating func whenEmpty(_ continuation: CheckedContinuation<Void, Never>) {
        if byID.isEmpty { continuation.resume() } else { waiter = continuation }
    }
}
