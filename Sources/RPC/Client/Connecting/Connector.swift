import NIOCore

/// Makes the connections of a channel, which tests replace.
protocol Connector: Sendable {
    /// - Parameter initialize: Puts the handlers in place, before anything happens on the connection; on `loop`.
    func connect(
        to address: ResolvedAddress, _ configuration: ChannelConfiguration, on loop: any EventLoop,
        initialize: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> EventLoopFuture<any Channel>
}
