/// What a field means in a column of a known type.
enum Cell {
    case missing
    /// The value's bits: f64, i64 or 0/1.
    case bits(UInt64)
    /// Text of a STRING column.
    case text
    /// The value fits only once the column has the wider type.
    case widens(to: ValueType)
    case refused(CellFault)
}

/// Why a field can't be a value. Without text of its own, so that cells cost nothing to pass around.
enum CellFault {
    case not(ValueType)
    case noValue
    case nulCharacter
    case notUTF8

    var reason: String {
        switch self {
        case .not(let type): "not \(type.noun)"
        case .noValue: "no value, where the column must have one"
        case .nulCharacter: "a NUL character"
        case .notUTF8: "not valid UTF-8"
        }
    }
}

enum CellParser {
    /// Identifiers are integers only as long as their text can be made again, and widen to text; other integers widen to
    /// numbers. A column whose type was given does not widen.
    static func parse(_ field: CSVField, as column: IngestColumn, missing: MissingTexts) -> Cell {
        if column.type == .string { return text(field, missing) }
        let trimmed = field.bytes.trimmed
        if missing.isGiven(trimmed) { return .missing }
        // An identifier is its text, spaces included: what could not be made again from a number is none.
        let value = column.keepsText ? field.bytes : trimmed
        if let bits = bits(value, as: column.type, isIdentifier: column.keepsText) { return .bits(bits) }
        if missing.isMissing(trimmed) { return .missing }
        if column.type == .integer, !column.isGiven {
            if column.keepsText {
                if case .text = text(field, missing) { return .widens(to: .string) }
            } else if NumberParser.float(trimmed) != nil {
                return .widens(to: .float)
            }
        }
        return .refused(.not(column.type))
    }

    static func bits(_ trimmed: UnsafeBufferPointer<UInt8>, as type: ValueType, isIdentifier: Bool) -> UInt64? {
        switch type {
        case .integer:
            let value = isIdentifier ? NumberParser.canonicalInteger(trimmed) : NumberParser.integer(trimmed)
            return value.map { UInt64(bitPattern: $0) }
        case .float: return NumberParser.float(trimmed)?.bitPattern
        case .timestamp: return TimestampParser.microseconds(trimmed).map { UInt64(bitPattern: $0) }
        case .boolean: return boolean(trimmed).map { $0 ? 1 : 0 }
        case .string: return nil
        }
    }

    /// `true` or `false`, in any case of letters.
    static func boolean(_ trimmed: UnsafeBufferPointer<UInt8>) -> Bool? {
        if trimmed.equalsIgnoringCase("true") { return true }
        return trimmed.equalsIgnoringCase("false") ? false : nil
    }

    private static func text(_ field: CSVField, _ missing: MissingTexts) -> Cell {
        if !field.isQuoted, missing.isMissing(field.bytes.trimmed) { return .missing }
        return UTF8Check.fault(field.bytes).map(Cell.refused) ?? .text
    }
}

enum UTF8Check {
    /// Nil for text that every reader of a dataset can take: valid UTF-8 without U+0000.
    static func fault(_ bytes: UnsafeBufferPointer<UInt8>) -> CellFault? {
        var isASCII = true
        for byte in bytes {
            if byte == 0 { return .nulCharacter }
            if byte >= 0x80 { isASCII = false }
        }
        return isASCII || String(validating: bytes, as: UTF8.self) != nil ? nil : .notUTF8
    }
}
