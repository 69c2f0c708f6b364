extension JSONText {
    package static func append(quoting text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { append(quoting: $0, to: &output) }
    }

    /// A JSON string; only what JSON demands is escaped.
    static func append(quoting text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var plainStart = 0
        for (index, byte) in text.enumerated()
        where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
            output.append(contentsOf: text[plainStart..<index])
            appendEscape(byte, to: &output)
            plainStart = index + 1
        }
        output.append(contentsOf: text[plainStart...])
        output.append(UInt8(ascii: "\""))
    }

    private static func appendEscape(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            output.append(contentsOf: "u00".utf8)
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 15)])
        }
    }

    static func append(integer value: Int64, to output: inout [UInt8]) {
        if value < 0 { output.append(UInt8(ascii: "-")) }
        append(magnitude: value.magnitude, to: &output)
    }

    /// 64-bit integers are strings, so that readers with Double numbers lose no digit.
    static func append(quoted value: some FixedWidthInteger, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        if value < 0 { output.append(UInt8(ascii: "-")) }
        append(magnitude: UInt64(value.magnitude), to: &output)
        output.append(UInt8(ascii: "\""))
    }

    private static func append(magnitude: UInt64, to output: inout [UInt8]) {
        let start = output.count
        var rest = magnitude
        repeat {
            output.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        output[start...].reverse()
    }

    /// The shortest text that reads back as the same number.
    static func append(_ value: some BinaryFloatingPoint & CustomStringConvertible, to output: inout [UInt8]) {
        if value.isNaN {
            output.append(contentsOf: "\"NaN\"".utf8)
        } else if value.isInfinite {
            output.append(contentsOf: (value < 0 ? "\"-Infinity\"" : "\"Infinity\"").utf8)
        } else {
            let text = value.description.utf8
            output.append(contentsOf: text.suffix(2).elementsEqual(".0".utf8) ? text.dropLast(2) : text[...])
        }
    }

    static func append(base64 bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        output.append(contentsOf: Base64Text.encode(bytes))
        output.append(UInt8(ascii: "\""))
    }
}
