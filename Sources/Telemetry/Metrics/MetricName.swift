/// Names as Prometheus allows them; other characters become underscores.
package enum MetricName {
    /// `[a-zA-Z_:][a-zA-Z0-9_:]*`
    package static func metric(_ name: String) -> String {
        sanitized(name, colons: true)
    }

    /// `[a-zA-Z_][a-zA-Z0-9_]*`
    package static func label(_ name: String) -> String {
        sanitized(name, colons: false)
    }

    private static func sanitized(_ name: String, colons: Bool) -> String {
        guard !name.isEmpty else { return "_" }
        var bytes: [UInt8] = []
        for (index, byte) in name.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
                bytes.append(byte)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if index == 0 { bytes.append(UInt8(ascii: "_")) }
                bytes.append(byte)
            case UInt8(ascii: ":") where colons:
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "_"))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
