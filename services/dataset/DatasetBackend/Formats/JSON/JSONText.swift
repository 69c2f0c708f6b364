/// Makes what a string or a nested value stands for, in its place: it never takes more room than its JSON.
enum JSONText {
    /// Resolves the escapes of a string that `JSONCursor` has passed; how long the result is.
    static func unescape(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
        var read = 0
        var written = 0
        while read < count {
            guard bytes[read] == UInt8(ascii: "\\"), read + 1 < count else {
                bytes[written] = bytes[read]
                read += 1
                written += 1
                continue
            }
            let escape = bytes[read + 1]
            if escape == UInt8(ascii: "u") {
                let (scalar, length) = scalar(bytes + read, count: count - read)
                written += write(scalar, to: bytes + written)
                read += length
            } else {
                bytes[written] = character(escape)
                read += 2
                written += 1
            }
        }
        return written
    }

    /// Leaves out the white space outside strings; how long the result is.
    static func compact(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
        var written = 0
        var isString = false
        var isEscaped = false
        for read in 0..<count {
            let byte = bytes[read]
            if isString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == ASCII.quote {
                    isString = false
                }
            } else if JSONCursor.isSpace(byte) {
                continue
            } else if byte == ASCII.quote {
                isString = true
            }
            bytes[written] = byte
            written += 1
        }
        return written
    }

    /// The value of four hexadecimal digits.
    static func hexadecimal(_ digits: UnsafePointer<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        for index in 0..<4 {
            let byte = digits[index]
            let digit = byte &- UInt8(ascii: "0")
            let letter = (byte | 0x20) &- UInt8(ascii: "a")
            guard digit <= 9 || letter < 6 else { return nil }
            value = value << 4 | UInt32(digit <= 9 ? digit : letter + 10)
        }
        return value
    }

    /// At `\uXXXX`, one or a pair.
    private static func scalar(_ bytes: UnsafePointer<UInt8>, count: Int) -> (UInt32, Int) {
        guard count >= 6, let high = hexadecimal(bytes + 2) else { return (0xFFFD, min(count, 6)) }
        guard high & 0xF800 == 0xD800 else { return (high, 6) }
        guard count >= 12, let low = hexadecimal(bytes + 8) else { return (0xFFFD, 6) }
        return (0x1_0000 + (high & 0x3FF) << 10 + low & 0x3FF, 12)
    }

    private static func write(_ scalar: UInt32, to target: UnsafeMutablePointer<UInt8>) -> Int {
        func byte(_ shift: UInt32, _ lead: UInt32, _ mask: UInt32) -> UInt8 {
            UInt8(truncatingIfNeeded: lead | scalar >> shift & mask)
        }
        switch scalar {
        case ..<0x80:
            target[0] = UInt8(scalar)
            return 1
        case ..<0x800:
            target[0] = byte(6, 0xC0, 0x1F)
            target[1] = byte(0, 0x80, 0x3F)
            return 2
        case ..<0x1_0000:
            target[0] = byte(12, 0xE0, 0x0F)
            target[1] = byte(6, 0x80, 0x3F)
            target[2] = byte(0, 0x80, 0x3F)
            return 3
        default:
            target[0] = byte(18, 0xF0, 0x07)
            target[1] = byte(12, 0x80, 0x3F)
            target[2] = byte(6, 0x80, 0x3F)
            target[3] = byte(0, 0x80, 0x3F)
            return 4
        }
    }

    private static func character(_ escape: UInt8) -> UInt8 {
        switch escape {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): ASCII.lineFeed
        case UInt8(ascii: "r"): ASCII.carriageReturn
        case UInt8(ascii: "t"): ASCII.tab
        default: escape
        }
    }
}
