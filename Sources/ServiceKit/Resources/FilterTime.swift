import FoundationEssentials

/// RFC 3339 (`2026-01-31T12:00:00.5+02:00`); nothing shorter, for a time without a zone means another one everywhere.
enum FilterTime {
    private static let headLength = "2026-01-31T12:00:00".utf8.count
    private static let fractionDigitsMax = 9

    static func parse(_ text: String) -> Date? {
        let head = text.prefix(headLength)
        var rest = text.dropFirst(headLength)
        // What is not in its canonical form, such as February 30, comes back as something else.
        guard let date = try? Date.ISO8601FormatStyle().parse(head + "Z"),
            date.formatted(Date.ISO8601FormatStyle()) == head + "Z"
        else { return nil }
        var fraction = 0.0
        if rest.first == "." {
            let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard (1...fractionDigitsMax).contains(digits.count), let value = Double("0.\(digits)") else { return nil }
            fraction = value
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let offset = zoneOffset(rest) else { return nil }
        return date.addingTimeInterval(fraction - offset)
    }

    /// `Z`, or `+02:00`.
    private static func zoneOffset(_ text: Substring) -> Double? {
        if text == "Z" { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(isDigit) }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), hours < 24, minutes < 60
        else { return nil }
        let seconds = Double(hours * 3600 + minutes * 60)
        return sign == "-" ? -seconds : seconds
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
