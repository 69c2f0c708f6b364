/// Resolves the escapes of a JSON string.
enum JSONEscapes {
    /// Appends the string's characters as UTF-8. The scanner has checked the escapes' form.
    static func append(
        _ text: UnsafeBufferPointer<UInt8>.SubSequence, to output: inout [UInt8]
    ) throws(JSONError) {
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            if byte != UInt8(ascii: "\\") {
                output.append(byte)
                continue
            }
            let escape = text[index]
            index += 1
            if escape == UInt8(ascii: "u") {
                index = try appendUnicode(text, from: index, to: &output)
            } else {
                output.append(plain(escape))
            }
        }
    }

    private static func plain(_ escape: UInt8) -> UInt8 {
        switch escape {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: escape
        }
    }

    private static func appendUnicode(
        _ text: UnsafeBufferPointer<UInt8>.SubSequence, from start: Int, to output: inout [UInt8]
    ) throws(JSONError) -> Int {
        var index = start + 4
        var value = unit(text, at: start)
        if value & 0xFC00 == 0xD800, index + 6 <= text.endIndex, text[index] == UInt8(ascii: "\\"),
            text[index + 1] == UInt8(ascii: "u")
        {
            let low = unit(text, at: index + 2)
            if low & 0xFC00 == 0xDC00 {
                value = 0x10000 + (value & 0x3FF) << 10 + (low & 0x3FF)
                index += 6
            }
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw JSONError(.syntax, "a string has an unpaired surrogate")
        }
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        return index
    }

    private static func unit(_ text: UnsafeBufferPointer<UInt8>.SubSequence, at start: Int) -> UInt32 {
        (start..<start + 4).reduce(0) { $0 << 4 | (hexValue(text[$1]) ?? 0) }
    }
}
