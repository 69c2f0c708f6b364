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
        let name = Self.service(for: rule, captures: captures)
        if let channel = name.flatMap({ channels[$0] }) { return channel }
        switch rule {
        case .service(let name):
            throw GatewayFailure(.serviceUnavailable, .unavailable, "The service \(name) is not connected.")
        case .namedInPath:
            // An unknown service is an unknown operation.
            throw GatewayFailure(.notFound, .notFound, "There is no such operation.")
        }
    }

    /// The service that a call goes to, connected or not; nil if its path names none.
    static func service(for rule: UpstreamRule, captures: [String]) -> String? {
        switch rule {
        case .service(let name): return name
        case .namedInPath:
            // operations/{service}/{id}
            let parts = (captures.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
            return parts.count > 1 ? String(parts[1]) : nil
        }
    }
}
