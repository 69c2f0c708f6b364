// The `traceparent` header: version, trace id, parent id and flags in lower-case hexadecimal digits.
extension TraceContext {
    private static let bytes = 55

    /// The span that the value names; nil when the value is not valid (W3C Trace Context section 3.2.2).
    package init?(traceparent: String) {
        var text = Array(traceparent.utf8)[...]
        guard text.count >= Self.bytes, let version = Self.number(text.prefix(2), as: UInt8.self), version != 0xff
        else {
            return nil
        }
        // Version 0 ends here. A later one may go on, behind another dash.
        let rest = text.dropFirst(Self.bytes)
        guard rest.isEmpty || version > 0 && rest.first == UInt8(ascii: "-") else { return nil }
        text = text.dropFirst(2)
        guard let traceID = Self.field(&text, digits: 32, as: UInt128.self), traceID != 0,
            let spanID = Self.field(&text, digits: 16, as: UInt64.self), spanID != 0,
            let flags = Self.field(&text, digits: 2, as: UInt8.self)
        else { return nil }
        // Of a later version only the flag that is known here is believed.
        self.init(traceID: traceID, spanID: spanID, flags: version == 0 ? flags : flags & 1)
    }

    package var traceparent: String { "00-\(traceIDText)-\(spanIDText)-\(Self.hex(flags, digits: 2))" }
    package var traceIDText: String { Self.hex(traceID, digits: 32) }
    package var spanIDText: String { Self.hex(spanID, digits: 16) }

    private static func field<Number: FixedWidthInteger>(
        _ text: inout ArraySlice<UInt8>, digits: Int, as type: Number.Type
    ) -> Number? {
        guard text.popFirst() == UInt8(ascii: "-") else { return nil }
        defer { text = text.dropFirst(digits) }
        return number(text.prefix(digits), as: type)
    }

    private static func number<Number: FixedWidthInteger>(
        _ digits: ArraySlice<UInt8>, as type: Number.Type
    ) -> Number? {
        var value: Number = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: value = value << 4 | Number(digit - 0x30)
            case 0x61...0x66: value = value << 4 | Number(digit - 0x61 + 10)
            default: return nil
            }
        }
        return value
    }

    private static func hex(_ number: some FixedWidthInteger & UnsignedInteger, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }
}
