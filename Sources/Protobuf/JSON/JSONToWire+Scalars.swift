extension JSONToWire {
    /// A scalar with its tag, left out when it is the default and the field has no presence.
    mutating func scalar(_ field: FieldDescriptor, skipsDefault: Bool) throws(JSONError) {
        switch field.kind {
        case .string: try string(try stringToken(), field, skipsDefault: skipsDefault)
        case .bytes: try byteString(try stringToken(), field, skipsDefault: skipsDefault)
        default:
            let before = out.count
            out.tag(field.number, field.kind.wireKind)
            let valueStart = out.count
            try bareScalar(field)
            if skipsDefault, out.bytes[valueStart...].allSatisfy({ $0 == 0 }) { out.truncate(to: before) }
        }
    }

    /// A number, bool or enum value without its tag.
    mutating func bareScalar(_ field: FieldDescriptor) throws(JSONError) {
        switch field.kind {
        case .double, .float: try write(double: try double(isFloat: field.kind == .float), field.kind)
        case .bool: out.varint(try bool() ? 1 : 0)
        case .enumeration: out.varint(UInt64(bitPattern: Int64(try enumeration(pool.enums[field.typeIndex]))))
        default:
            let isQuoted = scanner.peek() == UInt8(ascii: "\"")
            let token = isQuoted ? try scanner.string() : try numberToken()
            write(integer: try integer(token, isQuoted: isQuoted, field.kind), field.kind)
        }
    }

    /// A string, or an error that says what is wanted instead of the other value that stands there.
    mutating func stringToken() throws(JSONError) -> JSONText {
        if let next = scanner.peek(), "{[tfn-0123456789".utf8.contains(next) {
            throw JSONError(.value, "a string is wanted")
        }
        return try scanner.string()
    }

    private mutating func numberToken() throws(JSONError) -> JSONText {
        if let next = scanner.peek(), "{[tfn".utf8.contains(next) { throw JSONError(.value, "a number is wanted") }
        return try scanner.number()
    }

    mutating func string(_ token: JSONText, _ field: FieldDescriptor, skipsDefault: Bool) throws(JSONError) {
        if skipsDefault, token.range.isEmpty { return }
        out.tag(field.number, .lengthDelimited)
        let start = out.openLength()
        let raw = scanner.bytes[token.range]
        if token.isEscaped {
            try out.appending { (bytes) throws(JSONError) in try JSONEscapes.append(raw, to: &bytes) }
            // C strings carry every text on the platform, so this character cannot be kept.
            if out.bytes[start...].contains(0) { throw JSONError(.value, "a string may not hold U+0000") }
        } else {
            out.append(raw)
        }
        out.closeLength(start)
    }

    private mutating func byteString(_ token: JSONText, _ field: FieldDescriptor, skipsDefault: Bool) throws(JSONError)
    {
        guard let decoded = try withText(token, { Base64Text.decode($0) }) else {
            throw JSONError(.value, "the string is not base64")
        }
        if skipsDefault, decoded.isEmpty { return }
        out.tag(field.number, .lengthDelimited)
        out.varint(UInt64(decoded.count))
        out.append(decoded)
    }

    private mutating func bool() throws(JSONError) -> Bool {
        switch scanner.peek() {
        case UInt8(ascii: "t"):
            try scanner.literal("true")
            return true
        case UInt8(ascii: "f"):
            try scanner.literal("false")
            return false
        default: throw JSONError(.value, "true or false is wanted")
        }
    }

    private mutating func enumeration(_ type: EnumDescriptor) throws(JSONError) -> Int32 {
        if scanner.peek() == UInt8(ascii: "n"), type.isNullValue {
            try scanner.literal("null")
            return 0
        }
        if scanner.peek() == UInt8(ascii: "\"") {
            let token = try scanner.string()
            if let number = try withText(token, { type.number(named: $0) }) { return number }
            let name = try withText(token) { String(decoding: $0.prefix(100), as: UTF8.self) }
            throw JSONError(.value, "\(type.fullName) has no value \"\(name)\"")
        }
        return Int32(truncatingIfNeeded: try integer(try numberToken(), isQuoted: false, .int32))
    }

    /// Two's complement of an integer of the kind's range.
    mutating func integer(_ token: JSONText, isQuoted: Bool, _ kind: FieldKind) throws(JSONError) -> UInt64 {
        let parsed: UInt64?? = try withText(token) { text in
            if isQuoted, text.isEmpty || JSONNumber.end(in: text, from: 0) != text.count { return .none }
            return .some(IntegerText.value(of: text, kind))
        }
        guard let parsed else { throw JSONError(.value, "the string is not a number") }
        guard let value = parsed else { throw JSONError(.value, "the number is not an integer in the field's range") }
        return value
    }

    mutating func write(integer value: UInt64, _ kind: FieldKind) {
        switch kind {
        case .fixed64, .sfixed64: out.fixed64(value)
        case .fixed32, .sfixed32: out.fixed32(UInt32(truncatingIfNeeded: value))
        case .sint32, .sint64:
            let signed = Int64(bitPattern: value)
            out.varint(UInt64(bitPattern: (signed << 1) ^ (signed >> 63)))
        default: out.varint(value)
        }
    }

    private mutating func write(double value: Double, _ kind: FieldKind) throws(JSONError) {
        if kind == .float {
            out.fixed32(Float(value).bitPattern)
        } else {
            out.fixed64(value.bitPattern)
        }
    }

    private mutating func double(isFloat: Bool) throws(JSONError) -> Double {
        let isQuoted = scanner.peek() == UInt8(ascii: "\"")
        let token = isQuoted ? try scanner.string() : try numberToken()
        let value = try withText(token) { isQuoted ? FloatText.value(quoted: $0) : JSONNumber.double($0) }
        guard let value else { throw JSONError(.value, "the string is not a number, \"NaN\" or an infinity") }
        let last = try withText(token) { $0.last }
        if last != UInt8(ascii: "y"), value.isInfinite || (isFloat && value.isFinite && Float(value).isInfinite) {
            throw JSONError(.value, "the number is out of the field's range")
        }
        return value
    }
}

/// Number text as integers of one field kind.
enum IntegerText {
    /// Two's complement; nil when it is no integer of the range.
    static func value(of text: UnsafeBufferPointer<UInt8>, _ kind: FieldKind) -> UInt64? {
        guard let (isNegative, magnitude) = JSONNumber.integer(text) else { return nil }
        switch kind {
        case .uint32, .fixed32: return isNegative && magnitude > 0 || magnitude > UInt64(UInt32.max) ? nil : magnitude
        case .uint64, .fixed64: return isNegative && magnitude > 0 ? nil : magnitude
        case .int64, .sint64, .sfixed64: return signed(isNegative, magnitude, negativeLimit: 1 << 63)
        default: return signed(isNegative, magnitude, negativeLimit: 1 << 31)
        }
    }

    private static func signed(_ isNegative: Bool, _ magnitude: UInt64, negativeLimit: UInt64) -> UInt64? {
        guard magnitude < negativeLimit || (isNegative && magnitude == negativeLimit) else { return nil }
        return isNegative ? 0 &- magnitude : magnitude
    }
}

enum FloatText {
    static func value(quoted text: UnsafeBufferPointer<UInt8>) -> Double? {
        if text.elementsEqual("NaN".utf8) { return .nan }
        if text.elementsEqual("Infinity".utf8) { return .infinity }
        if text.elementsEqual("-Infinity".utf8) { return -.infinity }
        guard !text.isEmpty, JSONNumber.end(in: text, from: 0) == text.count else { return nil }
        return JSONNumber.double(text)
    }
}
