import NIOHTTP1
import ServiceKit

/// Proxies whose `X-Forwarded-For` is believed, as CIDR blocks.
package struct TrustedProxies: Sendable {
    /// The default: a proxy on the same machine.
    package static let loopback = TrustedProxies(blocks: ["127.0.0.0/8", "::1"].compactMap { IPNetwork($0) })

    private let blocks: [IPNetwork]

    private init(blocks: [IPNetwork]) { self.blocks = blocks }

    /// - Parameter list: comma-separated, `10.0.0.0/8,::1`; nil for a malformed one.
    package init?(_ list: String) {
        var blocks: [IPNetwork] = []
        for item in list.split(separator: ",") {
            guard let block = IPNetwork(MediaTypes.trim(item)) else { return nil }
            blocks.append(block)
        }
        self.blocks = blocks
    }

    /// The address of the client: the last one in the chain that no trusted proxy has.
    func client(peer: String, _ headers: HTTPHeaders) -> String {
        var client = peer
        var chain = headers["x-forwarded-for"].flatMap { $0.split(separator: ",") }.map { MediaTypes.trim($0) }
        while isTrusted(client), let next = chain.popLast(), IPAddress(next) != nil { client = next }
        return client
    }

    private func isTrusted(_ address: String) -> Bool {
        guard let address = IPAddress(address) else { return false }
        return blocks.contains { $0.contains(address) }
    }
}
