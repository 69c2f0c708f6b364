/// How long a column's strings are, and the text of the most frequent ones, whose counts know them by hash.
struct TextSketch: Sendable {
    /// Shortest and longest, in Unicode scalars.
    private(set) var lengths: ClosedRange<Int>?
    private(set) var kept: [UInt64: String] = [:]

    mutating func add(_ values: ProfiledValues, _ used: [Int]) {
        for index in used {
            // Every byte but those that continue a scalar.
            let length = values.dictionary[values.strings[index]].reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
            lengths = min(lengths?.lowerBound ?? length, length)...max(lengths?.upperBound ?? length, length)
        }
    }

    /// Keeps the text of the entries, and forgets all others: one that falls out comes back with its next value.
    mutating func keep(_ top: [FrequentValues.Entry], _ used: [(key: UInt64, index: Int)], of values: ProfiledValues) {
        var texts: [UInt64: String] = [:]
        for entry in top { texts[entry.key] = kept[entry.key] }
        let wanted = Set(top.map(\.key))
        for (key, index) in used where texts[key] == nil && wanted.contains(key) {
            texts[key] = Self.text(values.dictionary[values.strings[index]])
        }
        kept = texts
    }

    /// Cut where it is long.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let limit = ProfileLimits.topValueCharactersMax
        // Four bytes are the longest scalar.
        let start = String(decoding: bytes.prefix(4 * (limit + 1)), as: UTF8.self)
        return start.unicodeScalars.count <= limit
            ? start : String(String.UnicodeScalarView(start.unicodeScalars.prefix(limit))) + "…"
    }
}
