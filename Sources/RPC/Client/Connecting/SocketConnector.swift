import NIOCore
import NIOPosix

/// Connects by TCP, or to a Unix domain socket.
struct SocketConnector: Connector {
    /// `TCP_USER_TIMEOUT`, which NIO has no name for.
    static let userTimeout = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: 18))

    func connect(
        to address: ResolvedAddress, _ configuration: ChannelConfiguration, on loop: any EventLoop,
        initialize: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> EventLoopFuture<any Channel> {
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelInitializer(initialize)
        if let path = UnixSocketName.path(of: address.host) { return bootstrap.connect(unixDomainSocketPath: path) }
        return
            bootstrap
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(Self.userTimeout, value: .init(configuration.unacknowledgedSecondsMax * 1000))
            .connect(host: address.host, port: address.port)
    }
}
