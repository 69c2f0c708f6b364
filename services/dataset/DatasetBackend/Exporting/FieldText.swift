/// How names and texts stand in a file.
enum FieldText {
    /// RFC 4180. Texts that an upload would take for missing are quoted: a quoted field of a STRING column is text.
    static func csv(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { needsQuotes($0) ? quoted($0) : Array($0) }
    }

    /// The line of the columns' names. What an upload tells format and delimiter from stands in quotes there, and so do the
    /// spaces around a name.
    static func csvHeader(_ names: [String]) -> [UInt8] {
        let fields = names.map { name in
            var name = name
            return name.withUTF8 { needsQuotes($0) || looksTelling($0) ? quoted($0) : Array($0) }
        }
        return Array(fields.joined(separator: [ASCII.comma])) + [ASCII.lineFeed]
    }

    private static func looksTelling(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        name.trimmed.count < name.count || name.first == UInt8(ascii: "[") || name.first == UInt8(ascii: "{")
            || name.contains { DelimiterSniffer.candidates.contains($0) }
    }

    private static func quoted(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var quoted = [ASCII.quote]
        for byte in bytes {
            if byte == ASCII.quote { quoted.append(ASCII.quote) }
            quoted.append(byte)
        }
        quoted.append(ASCII.quote)
        return quoted
    }

    private static func needsQuotes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if MissingValue.isMissing(bytes.trimmed) { return true }
        // What could be a byte order mark at the beginning of the file.
        if bytes[0] == 0xEF { return true }
        return bytes.contains { byte in
            byte == ASCII.comma || byte == ASCII.quote || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        }
    }

    /// RFC 8259.
    static func json(_ text: String) -> [UInt8] {
        var json = [ASCII.quote]
        for byte in text.utf8 {
            switch byte {
            case ASCII.quote, UInt8(ascii: "\\"): json += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): json += Array("\\n".utf8)
            case UInt8(ascii: "\r"): json += Array("\\r".utf8)
            case UInt8(ascii: "\t"): json += Array("\\t".utf8)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                json += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: json.append(byte)
            }
        }
        json.append(ASCII.quote)
        return json
    }
}
