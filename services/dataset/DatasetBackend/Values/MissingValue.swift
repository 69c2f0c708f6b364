/// The spellings of "no value", in any case of letters and with spaces around them: nothing at all, NA, N/A, #N/A,
/// <NA>, NaN (with a sign too, as C prints it), null, None and ?.
///
/// A quoted field of a STRING column is always text, so "NA" and "" can be told from NA and nothing.
enum MissingValue {
    static func isMissing(_ trimmed: UnsafeBufferPointer<UInt8>) -> Bool {
        switch trimmed.count {
        case 0: true
        case 1: trimmed[0] == UInt8(ascii: "?")
        case 2: equals(trimmed, "na")
        case 3: equals(trimmed, "nan") || equals(trimmed, "n/a")
        case 4:
            equals(trimmed, "null") || equals(trimmed, "none") || equals(trimmed, "#n/a") || equals(trimmed, "<na>")
                || equals(trimmed, "-nan") || equals(trimmed, "+nan")
        default: false
        }
    }

    private static func equals(_ bytes: UnsafeBufferPointer<UInt8>, _ lowercase: StaticString) -> Bool {
        bytes.equalsIgnoringCase(lowercase)
    }
}

/// The spellings of "no value" besides the usual ones, compared as they are, but for spaces around them. One that could be
/// a value is none.
struct MissingTexts: Sendable, Equatable {
    private var texts: Set<[UInt8]> = []
    private var lengths: Set<Int> = []

    init(_ texts: [String] = []) {
        for text in texts {
            self.texts.insert(Array(text.utf8))
            lengths.insert(text.utf8.count)
        }
    }

    var isEmpty: Bool { texts.isEmpty }

    func isGiven(_ trimmed: UnsafeBufferPointer<UInt8>) -> Bool {
        !texts.isEmpty && lengths.contains(trimmed.count) && texts.contains(Array(trimmed))
    }

    func isMissing(_ trimmed: UnsafeBufferPointer<UInt8>) -> Bool {
        MissingValue.isMissing(trimmed) || isGiven(trimmed)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Compares with ASCII text in lower case.
    func equalsIgnoringCase(_ lowercase: StaticString) -> Bool {
        guard count == lowercase.utf8CodeUnitCount else { return false }
        for index in 0..<count {
            var byte = self[index]
            if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { byte |= 0x20 }
            if byte != lowercase.utf8Start[index] { return false }
        }
        return true
    }
}
