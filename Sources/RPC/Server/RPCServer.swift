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
        let listener = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try Self.accept(channel, runtime, tls) }
            }
            .listen(host: configuration.host, port: configuration.port, group: group)
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

    /// Stops accepting, lets calls end for at most `grace`, then cancels them and waits for their handlers.
    package func shutdown(grace: Duration) async {
        let listener = state.withLock { state in
            defer { state.listener = nil }
            return state.listener
        }
        try? await listener?.close().get()
        for connection in runtime.drain() { connection.drain() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.runtime.waitUntilEmpty() }
            group.addTask {
                guard (try? await Task.sleep(for: grace)) != nil else { return }
                for connection in self.runtime.openConnections { connection.cancelCalls() }
            }
            _ = await group.next()
            // Either everything has ended, or the rest was cancelled and is waited for.
            await self.runtime.waitUntilEmpty()
            group.cancelAll()
        }
    }
}
