/// Counts what the values of a column look like, and decides its type.
///
/// The rule: a column has the type that nine in ten of its present values have, and in a small sample all but one; what
/// contradicts it is rejected row by row, with a report. Numbers are INTEGER if all of them are, else FLOAT. If no type
/// reaches that, the column is STRING. An identifier is INTEGER if all its values are integers whose text can be made
/// again from the number, else STRING.
struct TypeTally {
    private var present = 0
    private var canonicalIntegers = 0
    private var integers = 0
    private var numbers = 0
    private var booleans = 0
    private var timestamps = 0

    mutating func add(_ field: CSVField, missing: MissingTexts = MissingTexts()) {
        let trimmed = field.bytes.trimmed
        if missing.isMissing(trimmed) { return }
        present += 1
        if NumberParser.integer(trimmed) != nil {
            integers += 1
            numbers += 1
            if NumberParser.canonicalInteger(field.bytes) != nil { canonicalIntegers += 1 }
        } else if NumberParser.float(trimmed) != nil {
            numbers += 1
        } else if CellParser.boolean(trimmed) != nil {
            booleans += 1
        } else if TimestampParser.microseconds(trimmed) != nil {
            timestamps += 1
        }
    }

    /// Nil as long as no value is present.
    func type(isIdentifier: Bool) -> ValueType? {
        if present == 0 { return nil }
        if isIdentifier { return canonicalIntegers == present ? .integer : .string }
        if decides(numbers) { return integers == numbers ? .integer : .float }
        if decides(booleans) { return .boolean }
        return decides(timestamps) ? .timestamp : .string
    }

    private func decides(_ count: Int) -> Bool {
        let contradictions = present - count
        return count > contradictions && contradictions <= max(1, present / 10)
    }
}
