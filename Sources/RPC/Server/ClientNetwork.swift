import NIOCore

/// Whose connections and logins are counted together: an IPv4 address, or the /64 network of an IPv6 address, of which one client
/// usually has all.
package struct ClientNetwork: Hashable, Sendable {
    /// The first eight bytes of an IPv6 address, or an IPv4 address as IPv6 maps it (`::ffff:a.b.c.d`).
    private let high: UInt64
    private let low: UInt64

    private static let mappedIPv4: UInt64 = 0xffff_0000_0000

    /// Nil for peers without an IP address: a Unix domain socket's are on this machine.
    init?(_ address: SocketAddress?) {
        // The address lies behind the family, the port and, in IPv6, the flow label.
        switch address {
        case .v4(let address):
            high = 0
            low = withUnsafeBytes(of: address.address) { bytes in
                Self.mappedIPv4 | UInt64(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
            }
        case .v6(let address):
            let (first, second) = withUnsafeBytes(of: address.address) { bytes in
                (
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
                )
            }
            let isMapped = first == 0 && second >> 32 == Self.mappedIPv4 >> 32
            high = first
            low = isMapped ? second : 0
        case .unixDomainSocket, nil: return nil
        }
    }

    /// Of an address in text, as `ServerContext.clientAddress` gives it. Nil for what is no IP address.
    package init?(_ text: String) {
        // A zone tells interfaces of this machine apart, not clients.
        let address = String(text.prefix { $0 != "%" })
        self.init(try? SocketAddress(ipAddress: address, port: 0))
    }

    /// The same for all addresses of the network.
    package var name: String { "\(String(high, radix: 16)):\(String(low, radix: 16))" }
}
