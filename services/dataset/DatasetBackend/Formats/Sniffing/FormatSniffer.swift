/// Tells a file's format from the beginning of its content.
///
/// The rule: what begins with `[` and then `{`, `[` or `]` is a JSON array; what begins with `{` and then a quote or `}`, or
/// with a `[` whose line ends with `]` and that then has a JSON value, is JSON lines; all else is separated values. White
/// space around these does not count.
enum FormatSniffer {
    static func format(_ head: some Collection<UInt8>) -> FileFormat {
        let significant = head.drop(while: isSpace)
        guard let first = significant.first else { return .separated }
        let next = significant.dropFirst().drop(while: isSpace).first
        switch (first, next) {
        case (UInt8(ascii: "["), UInt8(ascii: "{")), (UInt8(ascii: "["), UInt8(ascii: "[")),
            (UInt8(ascii: "["), UInt8(ascii: "]")):
            return .jsonArray
        case (UInt8(ascii: "{"), ASCII.quote), (UInt8(ascii: "{"), UInt8(ascii: "}")): return .jsonLines
        case (UInt8(ascii: "["), let next?) where beginsValue(next) && lineEndsWithBracket(significant):
            return .jsonLines
        default: return .separated
        }
    }

    private static func beginsValue(_ byte: UInt8) -> Bool {
        byte == ASCII.quote || byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || [UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n")].contains(byte)
    }

    private static func lineEndsWithBracket(_ text: some Collection<UInt8>) -> Bool {
        let line = text.prefix { $0 != ASCII.lineFeed }
        return Array(line).last { !isSpace($0) } == UInt8(ascii: "]")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == ASCII.space || byte == ASCII.tab || byte == ASCII.lineFeed || byte == ASCII.carriageReturn
    }
}
