import NIOCore
import NIOHTTP1
package import NIOPosix
package import Telemetry

/// `/health`, `/ready` and `/metrics` over HTTP/1.1, on a port of their own that no Ingress exposes.
package final class AdminServer: Sendable {
    private let channel: any Channel

    package var port: Int { channel.localAddress?.port ?? 0 }

    private init(channel: any Channel) {
        self.channel = channel
    }

    package static func start(
        host: String, port: Int, group: MultiThreadedEventLoopGroup, health: HealthBoard, registry: PrometheusRegistry
    ) async throws -> AdminServer {
        let pages = AdminPages(health: health, registry: registry)
        let connections = ConnectionCount(max: ServiceLimits.adminConnectionsMax)
        // One loop is plenty, and it is the first one: the others have real work.
        let bootstrap = ServerBootstrap(group: group.next())
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard connections.enter() else { throw ChannelError.ioOnClosedChannel }
                    channel.closeFuture.whenComplete { _ in connections.leave() }
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: true, withErrorHandling: true)
                    let idle = TimeAmount(ServiceLimits.adminIdleTimeout)
                    try pipeline.addHandler(IdleStateHandler(allTimeout: idle))
                    try pipeline.addHandler(AdminHandler(pages: pages))
                }
            }
        do {
            return AdminServer(channel: try await bootstrap.bind(host: host, port: port).get())
        } catch {
            throw ListenError(what: "The admin port", setting: "ADMIN_PORT", host: host, port: port, cause: error)
        }
    }

    package func stop() async {
        try? await channel.close()
    }
}
