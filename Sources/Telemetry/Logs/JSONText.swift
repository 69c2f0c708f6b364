/// Writes JSON text (RFC 8259) without an intermediate tree: a log line is made once and never read back here.
struct JSONText {
    private(set) var utf8: [UInt8] = []

    init(capacity: Int) {
        utf8.reserveCapacity(capacity)
    }

    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { utf8.append(contentsOf: $0) }
    }

    mutating func raw(byte: UInt8) {
        utf8.append(byte)
    }

    /// A JSON string; what exceeds `bytesMax` is cut at a character's border and marked.
    mutating func string(_ text: String, bytesMax: Int) {
        utf8.append(UInt8(ascii: "\""))
        var room = bytesMax
        for scalar in text.unicodeScalars {
            let width = UTF8.width(scalar)
            guard width <= room else {
                raw("…")
                break
            }
            room -= width
            append(scalar)
        }
        utf8.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": raw("\\\"")
        case "\\": raw("\\\\")
        case "\n": raw("\\n")
        case "\r": raw("\\r")
        case "\t": raw("\\t")
        // C1 controls and the line separators are legal JSON, but terminals and some collectors act on them.
        case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}": escape(UInt16(scalar.value))
        default: utf8.append(contentsOf: Unicode.UTF8.encode(scalar) ?? .init())
        }
    }

    private mutating func escape(_ code: UInt16) {
        raw("\\u")
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: code >> UInt16(shift)) & 0xf
            utf8.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
