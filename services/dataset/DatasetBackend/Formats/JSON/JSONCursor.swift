/// Walks over one record's bytes and finds where its values end; it changes nothing and allocates nothing.
///
/// The bytes belong to a `JSONBuffer`, which has `padding` readable bytes beyond any record: so eight bytes can be looked at
/// together everywhere. Nothing that is found lies beyond `end`.
struct JSONCursor {
    static let padding = 16

    let bytes: UnsafePointer<UInt8>
    let end: Int
    var position = 0

    init(_ bytes: UnsafePointer<UInt8>, count: Int) {
        self.bytes = bytes
        end = count
    }

    @inline(__always)
    mutating func skipSpace() {
        while position < end, bytes[position] <= ASCII.space {
            guard Self.isSpace(bytes[position]) else { return }
            position += 1
        }
    }

    /// The byte at the position; 0 at the end, which no grammar has a use for.
    @inline(__always)
    var current: UInt8 { position < end ? bytes[position] : 0 }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == ASCII.space || byte == ASCII.lineFeed || byte == ASCII.carriageReturn || byte == ASCII.tab
    }

    func fault(_ kind: JSONFault.Kind) -> JSONFault {
        JSONFault(kind: position < end ? kind : .unexpectedEnd, offset: position)
    }

    /// From behind a string's opening quote to behind its closing one; whether there are escapes in between.
    @inline(__always)
    mutating func string() throws(JSONFault) -> Bool {
        var hasEscape = false
        while true {
            skipPlainText()
            guard position < end else { throw JSONFault(kind: .unexpectedEnd, offset: end) }
            let byte = bytes[position]
            if byte == ASCII.quote {
                position += 1
                return hasEscape
            }
            guard byte == UInt8(ascii: "\\") else { throw fault(.controlCharacter) }
            hasEscape = true
            try escape()
        }
    }

    /// To the next quote, backslash or control character, or to the end; eight bytes at a time.
    @inline(__always)
    private mutating func skipPlainText() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        while position < end {
            let word = UInt64(
                littleEndian: UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quotes = word ^ (ones &* UInt64(ASCII.quote))
            let backslashes = word ^ (ones &* 0x5C)
            // The lowest bit that is set belongs to the first such byte; those above it may be carries.
            let hits =
                ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | (word &- ones &* 0x20) & ~word)
                & (ones &* 0x80)
            if hits != 0 {
                position = min(position + hits.trailingZeroBitCount >> 3, end)
                return
            }
            position += 8
        }
        position = end
    }

    /// At a backslash; over the escape, and over the second of a surrogate pair.
    private mutating func escape() throws(JSONFault) {
        let start = position
        guard position + 1 < end else { throw JSONFault(kind: .unexpectedEnd, offset: end) }
        switch bytes[position + 1] {
        case ASCII.quote, UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            let unit = try hexadecimal()
            if unit & 0xF800 != 0xD800 { return }
            let isPair =
                unit & 0x0400 == 0 && current == UInt8(ascii: "\\") && position + 1 < end
                && bytes[position + 1] == UInt8(ascii: "u")
            guard isPair, try hexadecimal() & 0xFC00 == 0xDC00 else {
                throw JSONFault(kind: .loneSurrogate, offset: start)
            }
        default: throw fault(.badEscape)
        }
    }

    /// At `\uXXXX`; over it, and its value.
    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        guard position + 6 <= end else { throw fault(.badEscape) }
        guard let unit = JSONText.hexadecimal(bytes + position + 2) else { throw fault(.badEscape) }
        position += 6
        return unit
    }

    /// Over `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`, or `-Infinity`.
    @inline(__always)
    mutating func number() throws(JSONFault) {
        if current == UInt8(ascii: "-") {
            position += 1
            if current == UInt8(ascii: "I") { return try word("Infinity") }
        }
        if current == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits()
        }
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if current | 0x20 == UInt8(ascii: "e") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        // 01, 1.2.3, 0x10 and 1a are no numbers followed by something else.
        if Self.isWordCharacter(current) { throw fault(.badNumber) }
    }

    @inline(__always)
    private mutating func digits() throws(JSONFault) {
        let start = position
        while position < end, bytes[position] &- UInt8(ascii: "0") <= 9 { position += 1 }
        if position == start { throw fault(.badNumber) }
    }

    mutating func word(_ expected: StaticString) throws(JSONFault) {
        let count = expected.utf8CodeUnitCount
        guard position + count <= end else { throw fault(.badLiteral) }
        for index in 0..<count where bytes[position + index] != expected.utf8Start[index] { throw fault(.badLiteral) }
        position += count
        if Self.isWordCharacter(current) { throw fault(.badLiteral) }
    }

    @inline(__always)
    private static func isWordCharacter(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") <= 9 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "_")
    }

    /// At the opening brace or bracket of a nested value; over it. Iterative, so no input can exhaust the stack.
    /// - Parameter depth: levels that are open around it.
    mutating func nested(depth: Int, depthMax: Int) throws(JSONFault) {
        // A bit for each open level: 1 for an object, 0 for an array; the lowest is the innermost.
        var kinds: UInt64 = 0
        var levels = 0
        while true {
            // At a value.
            skipSpace()
            switch current {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                let isObject = current == UInt8(ascii: "{")
                guard depth + levels < depthMax else { throw fault(.tooDeep) }
                kinds = kinds << 1 | (isObject ? 1 : 0)
                levels += 1
                position += 1
                skipSpace()
                if current == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) { break }
                if isObject { try key() }
                continue
            default: try scalar()
            }
            // Behind a value, or at the bracket that ends an empty one.
            while true {
                skipSpace()
                let isObject = kinds & 1 == 1
                if current == UInt8(ascii: ",") {
                    position += 1
                    if isObject {
                        skipSpace()
                        try key()
                    }
                    break
                }
                guard current == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw fault(isObject ? .expectedCommaOrBrace : .expectedCommaOrBracket)
                }
                position += 1
                kinds >>= 1
                levels -= 1
                if levels == 0 { return }
            }
        }
    }

    private mutating func key() throws(JSONFault) {
        guard current == ASCII.quote else { throw fault(.expectedKey) }
        position += 1
        _ = try string()
        skipSpace()
        guard current == UInt8(ascii: ":") else { throw fault(.expectedColon) }
        position += 1
    }

    private mutating func scalar() throws(JSONFault) {
        switch current {
        case ASCII.quote:
            position += 1
            _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        case UInt8(ascii: "N"): try word("NaN")
        case UInt8(ascii: "I"): try word("Infinity")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        default: throw fault(.unexpectedCharacter)
        }
    }
}
