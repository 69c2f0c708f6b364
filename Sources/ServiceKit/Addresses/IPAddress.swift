internal import NIOCore

/// An IPv4 or IPv6 address. One that is IPv4 mapped into IPv6 (RFC 4291 section 2.5.5.2) is the IPv4 address: a socket
/// that listens on both shows its IPv4 clients so.
package struct IPAddress: Sendable, Hashable {
    /// 4 or 16, in network order.
    package let bytes: [UInt8]

    /// Nil for what is no address, a name or one with a zone included.
    package init?(_ text: String) {
        guard let bytes = Self.parse(text) else { return nil }
        self.bytes = Self.isMapped(bytes) ? Array(bytes[12...]) : bytes
    }

    /// As it is written, without regard to mapping.
    static func parse(_ text: String) -> [UInt8]? {
        // A zone ("fe80::1%eth0") means something on one machine only.
        guard !text.contains("%"), let parsed = try? SocketAddress(ipAddress: text, port: 0) else { return nil }
        switch parsed {
        // Where sockaddr_in keeps its address, and sockaddr_in6 (netinet/in.h).
        case .v4(let v4): return withUnsafeBytes(of: v4.address) { Array($0[4..<8]) }
        case .v6(let v6): return withUnsafeBytes(of: v6.address) { Array($0[8..<24]) }
        case .unixDomainSocket: return nil
        }
    }

    static func isMapped(_ bytes: [UInt8]) -> Bool {
        bytes.count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    }

    /// The usual spelling (RFC 5952).
    static func text(_ bytes: [UInt8]) -> String {
        (try? SocketAddress(packedIPAddress: ByteBuffer(bytes: bytes), port: 0))?.ipAddress ?? ""
    }
}
