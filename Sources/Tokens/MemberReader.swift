/// Reads one JSON object (RFC 8259) member by member, without making anything of it but what is asked for.
///
/// Strict where a lax reader would let two readers understand one token differently: whatever follows the object, a
/// comma too many, a bad escape, half of a surrogate pair, or text that is not UTF-8 is refused. Members may come in any
/// order and with white space between them.
struct MemberReader {
    /// Arrays and objects inside each other in a member that is skipped; deeper ones are refused.
    static let depthMax = 8

    private let bytes: [UInt8]
    private var index = 0
    private var isFirst = true

    init(_ bytes: [UInt8]) throws(TokenError) {
        self.bytes = bytes
        skipSpace()
        try take("{")
    }

    /// The name of the next member, whose value must be read next; nil when the object, and with it the text, has ended.
    mutating func next() throws(TokenError) -> String? {
        skipSpace()
        if peek == UInt8(ascii: "}") {
            index += 1
            skipSpace()
            guard index == bytes.count else { throw .malformed }
            return nil
        }
        if !isFirst {
            try take(",")
            skipSpace()
        }
        isFirst = false
        let name = try text()
        skipSpace()
        try take(":")
        skipSpace()
        return name
    }

    mutating func string() throws(TokenError) -> String { try text() }

    mutating func strings() throws(TokenError) -> [String] {
        var all: [String] = []
        try take("[")
        skipSpace()
        if takeIf("]") { return all }
        while true {
            all.append(try text())
            skipSpace()
            if takeIf("]") { return all }
            try take(",")
            skipSpace()
        }
    }

    /// A whole number without fraction or exponent.
    mutating func integer() throws(TokenError) -> Int64 {
        let isNegative = takeIf("-")
        let start = index
        var value: Int64 = 0
        while let digit = peek.flatMap(Self.digit) {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) =
                isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            guard !overflow, !carry else { throw .malformed }
            value = sum
            index += 1
        }
        guard index > start, index == start + 1 || bytes[start] != UInt8(ascii: "0"), !continuesNumber else {
            throw .malformed
        }
        return value
    }

    /// Passes over a value that nobody asked for.
    mutating func skip() throws(TokenError) { try skip(depth: 0) }
}

extension MemberReader {
    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private var continuesNumber: Bool {
        switch peek {
        case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): true
        default: false
        }
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int64(byte - UInt8(ascii: "0")) : nil
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d { index += 1 }
    }

    private mutating func takeIf(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: scalar) else { return false }
        index += 1
        return true
    }

    private mutating func take(_ scalar: Unicode.Scalar) throws(TokenError) {
        guard takeIf(scalar) else { throw .malformed }
    }

    private mutating func skip(depth: Int) throws(TokenError) {
        switch peek {
        case UInt8(ascii: "\""): _ = try text()
        case UInt8(ascii: "{"): try skipContainer(closing: "}", depth: depth)
        case UInt8(ascii: "["): try skipContainer(closing: "]", depth: depth)
        case UInt8(ascii: "t"): try takeWord("true")
        case UInt8(ascii: "f"): try takeWord("false")
        case UInt8(ascii: "n"): try takeWord("null")
        default: try skipNumber()
        }
    }

    private mutating func skipContainer(closing: Unicode.Scalar, depth: Int) throws(TokenError) {
        guard depth < Self.depthMax else { throw .malformed }
        index += 1
        skipSpace()
        if takeIf(closing) { return }
        while true {
            if closing == "}" {
                _ = try text()
                skipSpace()
                try take(":")
                skipSpace()
            }
            try skip(depth: depth + 1)
            skipSpace()
            if takeIf(closing) { return }
            try take(",")
            skipSpace()
        }
    }

    private mutating func takeWord(_ word: StaticString) throws(TokenError) {
        let letters = word.description.utf8
        guard bytes[index...].starts(with: letters) else { throw .malformed }
        index += letters.count
    }

    private mutating func skipNumber() throws(TokenError) {
        _ = takeIf("-")
        let startsWithZero = peek == UInt8(ascii: "0")
        guard try skipDigits() == 1 || !startsWithZero else { throw .malformed }
        if takeIf(".") { _ = try skipDigits() }
        if takeIf("e") || takeIf("E") {
            if !takeIf("+") { _ = takeIf("-") }
            _ = try skipDigits()
        }
    }

    private mutating func skipDigits() throws(TokenError) -> Int {
        let start = index
        while peek.flatMap(Self.digit) != nil { index += 1 }
        guard index > start else { throw .malformed }
        return index - start
    }
}

// Strings: those without an escape, which are all that we write, are taken as they stand.
extension MemberReader {
    private mutating func text() throws(TokenError) -> String {
        try take("\"")
        let start = index
        while let byte = peek {
            if byte == UInt8(ascii: "\"") {
                defer { index += 1 }
                return try Self.decoded(bytes[start..<index])
            }
            if byte == UInt8(ascii: "\\") { return try escapedText(from: start) }
            guard byte >= 0x20 else { throw .malformed }
            index += 1
        }
        throw .malformed
    }

    private mutating func escapedText(from start: Int) throws(TokenError) -> String {
        var content = Array(bytes[start..<index])
        while let byte = peek {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return try Self.decoded(content[...])
            case UInt8(ascii: "\\"): content.append(contentsOf: try escape())
            case ..<0x20: throw .malformed
            default: content.append(byte)
            }
        }
        throw .malformed
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) throws(TokenError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed }
        return text
    }

    /// What stands for the escape whose backslash was read.
    private mutating func escape() throws(TokenError) -> [UInt8] {
        guard let byte = peek else { throw .malformed }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try unicodeEscape())).utf8)
        default: throw .malformed
        }
    }

    private mutating func unicodeEscape() throws(TokenError) -> Unicode.Scalar {
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(unit), takeIf("\\"), takeIf("u") else { throw .malformed }
        let trail = try codeUnit()
        guard UTF16.isTrailSurrogate(trail) else { throw .malformed }
        let value = 0x10000 + (UInt32(unit) - 0xd800) << 10 + (UInt32(trail) - 0xdc00)
        guard let scalar = Unicode.Scalar(value) else { throw .malformed }
        return scalar
    }

    private mutating func codeUnit() throws(TokenError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = peek.flatMap(Self.hexDigit) else { throw .malformed }
            unit = unit << 4 | digit
            index += 1
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
