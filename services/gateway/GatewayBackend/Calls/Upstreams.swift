import NIOHTTP1
package import RPC

/// The services behind the gateway, by name.
package struct Upstreams: Sendable {
    private let channels: [String: RPCChannel]

    /// - Parameter channels: which add the gateway's own token to calls that carry none.
    package init(_ channels: [String: RPCChannel]) { self.channels = channels }

    /// Nil for a service that is not connected.
    func channel(to service: String) -> RPCChannel? { channels[service] }

    func channel(for rule: UpstreamRule, captures: [String]) throws(GatewayFailure) -> RPCChannel {
        switch rule {
        case .service(let name):
            guard let channel = channels[name] else {
                throw GatewayFailure(.serviceUnavailable, .unavailable, "The service \(name) is not connected.")
            }
            return channel
        case .namedInPath:
            // operations/{service}/{id}: an unknown service is an unknown operation.
            let parts = (captures.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count > 1, let channel = channels[String(parts[1])] else {
                throw GatewayFailure(.notFound, .notFound, "There is no such operation.")
            }
            return channel
        }
    }
}
