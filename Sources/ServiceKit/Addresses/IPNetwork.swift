/// A block of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3): "10.0.0.0/8", "2001:db8::/32", or one address.
package struct IPNetwork: Sendable, Hashable {
    /// The first address; the bits behind the prefix are 0.
    private let bytes: [UInt8]
    private let prefixLength: Int

    /// A block of mapped addresses, `::ffff:10.0.0.0/104`, is the IPv4 block. Bits behind the prefix are dropped.
    /// - Returns: nil for what is no block.
    package init?(_ text: String) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let address = halves.first, var bytes = IPAddress.parse(address) else { return nil }
        var length = bytes.count * 8
        if halves.count > 1 {
            guard let given = Self.length(halves[1]), given <= length else { return nil }
            length = given
        }
        if IPAddress.isMapped(bytes), length >= Self.mappedPrefixLength {
            bytes.removeFirst(Self.mappedPrefixLength / 8)
            length -= Self.mappedPrefixLength
        }
        self.bytes = bytes.enumerated().map { index, byte in byte & Self.mask(of: index, length) }
        prefixLength = length
    }

    /// In the usual spelling, always with its length.
    package var text: String { "\(IPAddress.text(bytes))/\(prefixLength)" }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == bytes.count else { return false }
        return bytes.indices.allSatisfy { address.bytes[$0] & Self.mask(of: $0, prefixLength) == bytes[$0] }
    }

    /// Bits that all mapped addresses share.
    private static let mappedPrefixLength = 96

    /// The bits of a byte that belong to the prefix.
    private static func mask(of index: Int, _ length: Int) -> UInt8 {
        let bits = min(8, max(0, length - index * 8))
        return bits == 0 ? 0 : 0xFF << UInt8(8 - bits)
    }

    /// Plain digits without a leading zero, so that each block has one spelling.
    private static func length(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text == "0" || text.first != "0"
        else { return nil }
        return Int(text)
    }
}
