import NIOCore
import NIOHTTP1

/// Proxies whose `X-Forwarded-For` is believed, as CIDR blocks.
package struct TrustedProxies: Sendable {
    /// The default: a proxy on the same machine.
    package static let loopback = TrustedProxies(blocks: [
        Block(bytes: [127, 0, 0, 0], prefixLength: 8),
        Block(bytes: Array(repeating: 0, count: 15) + [1], prefixLength: 128),
    ])

    private struct Block: Sendable {
        var bytes: [UInt8]
        var prefixLength: Int

        func contains(_ address: [UInt8]) -> Bool {
            guard address.count == bytes.count else { return false }
            return (0..<prefixLength).allSatisfy { bit in
                let mask: UInt8 = 0x80 >> UInt8(bit % 8)
                return address[bit / 8] & mask == bytes[bit / 8] & mask
            }
        }
    }

    private var blocks: [Block] = []

    private init(blocks: [Block]) { self.blocks = blocks }

    /// - Parameter list: comma-separated, `10.0.0.0/8,::1`; nil for a malformed one.
    package init?(_ list: String) {
        for item in list.split(separator: ",") {
            let halves = MediaTypes.trim(item).split(separator: "/", maxSplits: 1).map(String.init)
            guard let text = halves.first, let bytes = Self.bytes(text) else { return nil }
            let length = halves.count > 1 ? Int(halves[1]) : bytes.count * 8
            guard let length, (0...bytes.count * 8).contains(length) else { return nil }
            blocks.append(Block(bytes: bytes, prefixLength: length))
        }
    }

    /// The address of the client: the last one in the chain that no trusted proxy has.
    func client(peer: String, _ headers: HTTPHeaders) -> String {
        var client = peer
        var chain = headers["x-forwarded-for"].flatMap { $0.split(separator: ",") }.map { MediaTypes.trim($0) }
        while isTrusted(client), let next = chain.popLast(), Self.bytes(next) != nil { client = next }
        return client
    }

    private func isTrusted(_ address: String) -> Bool {
        guard let bytes = Self.bytes(address) else { return false }
        return blocks.contains { $0.contains(bytes) }
    }

    private static func bytes(_ address: String) -> [UInt8]? {
        guard let parsed = try? SocketAddress(ipAddress: address, port: 0) else { return nil }
        switch parsed {
        // Where sockaddr_in keeps its address, and sockaddr_in6 (netinet/in.h).
        case .v4(let v4): return withUnsafeBytes(of: v4.address) { Array($0[4..<8]) }
        case .v6(let v6):
            let bytes = withUnsafeBytes(of: v6.address) { Array($0[8..<24]) }
            // An IPv4 client of a socket that listens on both.
            let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            return isMapped ? Array(bytes[12...]) : bytes
        case .unixDomainSocket: return nil
        }
    }
}
