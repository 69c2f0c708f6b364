/// A string or number token: where its text lies, and whether a string has escapes in it.
package struct JSONText {
    var range: Range<Int>
    var isEscaped = false
}

/// Tokens of one JSON text (RFC 8259, strictly), as places in the bytes; nothing is copied.
///
/// The bytes are valid UTF-8 (the codec checks that once, for the whole text).
struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The first byte of the next token, or nil at the end.
    mutating func peek() -> UInt8? {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            case let byte: return byte
            }
        }
        return nil
    }

    /// Takes the next token if it begins with `byte`.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    mutating func expect(_ byte: UInt8) throws(JSONError) {
        if !take(byte) { throw unexpected(wanting: "'\(Character(UnicodeScalar(byte)))'") }
    }

    mutating func expectEnd() throws(JSONError) {
        if peek() != nil { throw JSONError(.syntax, "there is text after the JSON value, at byte \(position)") }
    }

    mutating func string() throws(JSONError) -> JSONText {
        guard take(UInt8(ascii: "\"")) else { throw unexpected(wanting: "a string") }
        let start = position
        var isEscaped = false
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return JSONText(range: start..<position - 1, isEscaped: isEscaped) }
            if byte < 0x20 {
                throw JSONError(.syntax, "a control character stands in a string, at byte \(position - 1)")
            }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                try skipEscape()
            }
        }
        throw JSONError(.syntax, "the text ends inside a string")
    }

    mutating func number() throws(JSONError) -> JSONText {
        guard let first = peek(), first == UInt8(ascii: "-") || isDigit(first) else {
            throw unexpected(wanting: "a number")
        }
        let start = position
        guard let end = JSONNumber.end(in: bytes, from: start) else {
            throw JSONError(.syntax, "a number is malformed, at byte \(start)")
        }
        position = end
        return JSONText(range: start..<end)
    }

    mutating func literal(_ word: StaticString) throws(JSONError) {
        let count = word.utf8CodeUnitCount
        let fits = position + count <= bytes.count
        guard peek() != nil, fits, (0..<count).allSatisfy({ bytes[position + $0] == word.utf8Start[$0] }) else {
            throw unexpected(wanting: "\(word)")
        }
        position += count
    }

    /// Passes over one value of any kind, checking its form.
    mutating func skipValue(depthLeft: Int) throws(JSONError) {
        switch peek() {
        case UInt8(ascii: "{"):
            try skipMembers(depthLeft: depthLeft)
        case UInt8(ascii: "["):
            try skipElements(depthLeft: depthLeft)
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try literal("true")
        case UInt8(ascii: "f"): try literal("false")
        case UInt8(ascii: "n"): try literal("null")
        default: _ = try number()
        }
    }

    private mutating func skipMembers(depthLeft: Int) throws(JSONError) {
        guard depthLeft > 0 else { throw JSONError(.limit, "the JSON text is nested too deeply") }
        try expect(UInt8(ascii: "{"))
        if take(UInt8(ascii: "}")) { return }
        repeat {
            _ = try string()
            try expect(UInt8(ascii: ":"))
            try skipValue(depthLeft: depthLeft - 1)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
    }

    private mutating func skipElements(depthLeft: Int) throws(JSONError) {
        guard depthLeft > 0 else { throw JSONError(.limit, "the JSON text is nested too deeply") }
        try expect(UInt8(ascii: "["))
        if take(UInt8(ascii: "]")) { return }
        repeat { try skipValue(depthLeft: depthLeft - 1) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
    }

    private mutating func skipEscape() throws(JSONError) {
        guard position < bytes.count else { throw JSONError(.syntax, "the text ends inside a string") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "u"):
            let digits = bytes[position..<min(position + 4, bytes.count)]
            guard digits.count == 4, digits.allSatisfy({ hexValue($0) != nil }) else {
                throw JSONError(.syntax, "\\u needs four hexadecimal digits, at byte \(position - 2)")
            }
            position += 4
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            break
        default: throw JSONError(.syntax, "an escape is unknown, at byte \(position - 2)")
        }
    }

    func unexpected(wanting wanted: String) -> JSONError {
        guard position < bytes.count else { return JSONError(.syntax, "the text ends where \(wanted) should be") }
        let byte = bytes[position]
        let found = byte > 0x20 && byte < 0x7F ? "'\(Character(UnicodeScalar(byte)))'" : "another byte"
        return JSONError(.syntax, "found \(found) where \(wanted) should be, at byte \(position)")
    }
}

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
}
