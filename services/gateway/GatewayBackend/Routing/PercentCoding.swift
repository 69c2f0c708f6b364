/// Percent-encoding of URLs (RFC 3986 section 2.1) and of forms.
enum PercentCoding {
    /// The decoded text; nil when an escape is malformed, or the bytes are not UTF-8 or hold NUL.
    /// - Parameters:
    ///   - keepingSlashes: leave `%2F` as it is, so that it can be told from a path's own slashes.
    ///   - plusIsSpace: as in queries and forms.
    static func decode(_ text: Substring, keepingSlashes: Bool = false, plusIsSpace: Bool = false) -> String? {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") || $0 == 0 }) else {
            return String(text)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else {
                    return nil
                }
                let decoded = high << 4 | low
                if keepingSlashes, decoded == UInt8(ascii: "/") {
                    bytes += "%2F".utf8
                } else {
                    bytes.append(decoded)
                }
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }

    /// The pairs of a query or a form, in order; nil when one cannot be decoded.
    static func pairs(_ text: some StringProtocol, limit: Int) -> [(name: String, value: String)]? {
        var pairs: [(name: String, value: String)] = []
        for part in text.split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pairs.count < limit, let name = decode(Substring(halves[0]), plusIsSpace: true),
                let value = decode(halves.count > 1 ? Substring(halves[1]) : "", plusIsSpace: true)
            else { return nil }
            pairs.append((name, value))
        }
        return pairs
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
