/// Tells the delimiter of separated values from the beginning of their text.
///
/// The rule: a candidate (comma, tab, semicolon, pipe) must stand in the first record, outside quotes. Of those that do,
/// the one wins with which most records have as many fields as the first; among equals the one that makes more fields,
/// then the one that comes first in the list above. If none stands in the first record the file is read as one column, with
/// the comma for its delimiter, so that a field that holds one must be quoted as ever.
enum DelimiterSniffer {
    static let candidates: [UInt8] = [ASCII.comma, ASCII.tab, UInt8(ascii: ";"), UInt8(ascii: "|")]

    /// - Parameters:
    ///   - isWhole: `head` is all there is; otherwise the record that it breaks off in does not count.
    ///   - dialect: its quote and escape; they are no candidates.
    static func delimiter(
        _ head: UnsafeBufferPointer<UInt8>, isWhole: Bool, dialect: CSVDialect = CSVDialect()
    ) -> UInt8 {
        var best = (delimiter: ASCII.comma, agreeing: 0, fields: 1)
        for candidate in candidates where candidate != dialect.quote && candidate != dialect.escape {
            let counts = fieldCounts(head, delimiter: candidate, dialect: dialect, isWhole: isWhole)
            guard let first = counts.first, first > 1 else { continue }
            let agreeing = counts.count { $0 == first }
            if (agreeing, first) > (best.agreeing, best.fields) { best = (candidate, agreeing, first) }
        }
        return best.delimiter
    }

    /// How many fields each record has; a line without any character is none.
    private static func fieldCounts(
        _ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8, dialect: CSVDialect, isWhole: Bool
    ) -> [Int] {
        let quote = dialect.quote
        var counts: [Int] = []
        var fields = 1
        var isQuoted = false
        var isEscaped = false
        var isFieldStart = true
        var recordStart = 0
        for index in 0..<text.count {
            let byte = text[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted {
                if byte == dialect.escape { isEscaped = true } else if byte == quote { isQuoted = false }
            } else if byte == quote {
                // The second of a doubled quote opens again what the first seemed to close.
                isQuoted = isFieldStart || index > 0 && text[index - 1] == quote
                isFieldStart = false
            } else if byte == delimiter {
                fields += 1
                isFieldStart = true
            } else if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
                if index > recordStart { counts.append(fields) }
                fields = 1
                isFieldStart = true
                recordStart = index + 1
            } else {
                isFieldStart = false
            }
        }
        // A first record that is longer than the head is better than none.
        if recordStart < text.count, isWhole || counts.isEmpty { counts.append(fields) }
        return counts
    }
}
