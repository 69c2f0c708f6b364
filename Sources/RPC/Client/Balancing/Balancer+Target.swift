import NIOCore

extension Balancer {
    /// An address, or a socket, is the only one; a name is looked up.
    init(_ endpoint: Endpoint, _ configuration: ChannelConfiguration) {
        let backoff = Backoff(
            initial: configuration.backoffInitial, factor: configuration.backoffFactor, max: configuration.backoffMax)
        if endpoint.isUnixSocket || (try? SocketAddress(ipAddress: endpoint.host, port: endpoint.port)) != nil {
            let address = ResolvedAddress(host: endpoint.host, port: endpoint.port)
            self.init(
                address: address, policy: configuration.balancing ?? .pickFirst, backoff: backoff,
                connectionsPerAddressMax: configuration.connectionsPerAddressMax)
        } else {
            self.init(
                resolution: ResolutionMachine(
                    interval: configuration.resolutionInterval, pause: configuration.resolutionPause, backoff: backoff),
                policy: configuration.balancing ?? .roundRobin, backoff: backoff,
                addressesMax: configuration.addressesMax,
                connectionsPerAddressMax: configuration.connectionsPerAddressMax)
        }
    }
}
