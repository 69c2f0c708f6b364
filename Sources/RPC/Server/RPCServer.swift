import HTTP2
import Logging
import NIOCore
import NIOPosix
import Synchronization
import TLS

/// Serves gRPC services on one port.
package final class RPCServer: Sendable {
    private struct State {
        var listener: (any Channel)?
    }

    private let configuration: ServerConfiguration
    let runtime: ServerRuntime
    private let group: any EventLoopGroup
    private let state = Mutex(State())

    package init(
        configuration: ServerConfiguration, services: [RPCService], interceptors: [any ServerInterceptor] = [],
        observers: [any CallObserver] = []
    ) {
        self.configuration = configuration
        runtime = ServerRuntime(configuration, services: services, interceptors: interceptors, observers: observers)
        group = configuration.eventLoopGroup ?? MultiThreadedEventLoopGroup.singleton
    }

    /// Binds the port; calls are served from then on.
    package func start() async throws {
        let runtime = runtime
        let tls = configuration.tls
        // One socket accepts and hands the connections to the loops in turns (docs/decisions/event-loops.md).
        let listener = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    // Without a free file descriptor it pauses, instead of trying without end.
                    try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler())
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try Self.accept(channel, runtime, tls) }
            }
            .listen(host: configuration.host, port: configuration.port, group: group)
        runtime.connections.listening(true)
        listener.closeFuture.whenComplete { _ in runtime.connections.listening(false) }
        state.withLock { $0.listener = listener }
    }

    /// Makes a connection of a channel. On its loop.
    static func accept(_ channel: any Channel, _ runtime: ServerRuntime, _ tls: TLSContext?) throws {
        if let tls { try channel.pipeline.syncOperations.addHandler(TLSHandler(tls)) }
        let connection = try ServerConnection(runtime: runtime, executor: LoopExecutor(channel.eventLoop))
        try channel.pipeline.syncOperations.addHandler(connection)
    }

    /// The port that is listened on; 0 before `start`, and for a Unix domain socket.
    package var port: Int {
        state.withLock { $0.listener?.localAddress?.port ?? 0 }
    }

    package var statistics: ServerStatistics { runtime.statistics }

    /// The connections that are open now.
    package var connectionCount: Int { runtime.connections.count }

    /// Stops accepting, lets calls end for at most `grace`, then cancels them. Handlers that take no notice of that are
    /// waited for a little longer (`cancelledHandlersGrace`) and then given up.
    package func shutdown(grace: Duration) async {
        let listener = state.withLock { state in
            defer { state.listener = nil }
            return state.listener
        }
        // Its end is waited for with that of the connections: a handler may hold up the loop that it belongs to.
        listener?.close(promise: nil)
        let connections = runtime.connections
        for connection in connections.drain() { connection.drain() }
        if await connections.becomesEmpty(within: grace) { return }
        for connection in connections.all { connection.cancelCalls("The server is shutting down.") }
        if await connections.becomesEmpty(within: configuration.limits.cancelledHandlersGrace) { return }
        tell(givenUp: connections.giveUp())
    }

    private func tell(givenUp unended: [OpenConnections.Unended]) {
        guard !unended.isEmpty else { return }
        runtime.statistics.gaveUp(connections: unended.count)
        let blocked = unended.count { $0.methods == nil }
        let methods = unended.flatMap { $0.methods ?? [] }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        configuration.logger.error(
            "handlers take no notice of their cancellation, their connections are given up",
            metadata: [
                "connections": "\(unended.count)",
                "methods": "\(methods.sorted { $0.key < $1.key }.map { "\($0) (\($1))" }.joined(separator: ", "))",
                "connections_on_blocked_loops": "\(blocked)",
            ])
    }
}
