/// Timestamps of ISO 8601 as in RFC 3339: a date, or a date and a time separated by `T` or one space, with optional
/// seconds, fraction and offset (`Z`, `+HH:MM`, `+HHMM` or `+HH`). Without an offset the time is UTC. Digits below a
/// microsecond are cut off. Years 0001 to 9999.
enum TimestampParser {
    /// Microseconds since 1970-01-01T00:00:00Z.
    static func microseconds(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var cursor = Cursor(text: text)
        guard let days = cursor.date() else { return nil }
        guard !cursor.isAtEnd else { return days * 86_400_000_000 }
        guard cursor.skip("T") || cursor.skip("t") || cursor.skip(" "), let time = cursor.time(),
            let offset = cursor.offset(), cursor.isAtEnd
        else { return nil }
        let instant = days * 86_400_000_000 + time - offset
        return range.contains(instant) ? instant : nil
    }

    /// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999Z.
    private static let range: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999

    /// RFC 3339 in UTC, with six digits of a second if it has a fraction.
    static func text(_ microseconds: Int64) -> String {
        let (days, inDay) = microseconds.quotientAndFloorRemainder(dividingBy: 86_400_000_000)
        let (year, month, day) = CivilDate.fromDays(days)
        let (seconds, fraction) = inDay.quotientAndRemainder(dividingBy: 1_000_000)
        var text = "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))T"
        text += "\(pad(seconds / 3600, 2)):\(pad(seconds / 60 % 60, 2)):\(pad(seconds % 60, 2))"
        if fraction != 0 { text += ".\(pad(fraction, 6))" }
        return text + "Z"
    }

    private static func pad(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    fileprivate func quotientAndFloorRemainder(dividingBy divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

/// Days in the proleptic Gregorian calendar, counted in eras of 400 years that begin on 1 March.
private enum CivilDate {
    static func daysInMonth(_ month: Int64, _ year: Int64) -> Int64 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Int(month) - 1]
    }

    static func toDays(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func fromDays(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).quotientAndFloorRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

private struct Cursor {
    let text: UnsafeBufferPointer<UInt8>
    var index = 0

    init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

    var isAtEnd: Bool { index == text.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard index < text.count, text[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    mutating func number(digits: Int, _ range: ClosedRange<Int64>) -> Int64? {
        guard index + digits <= text.count else { return nil }
        var value: Int64 = 0
        for position in index..<index + digits {
            let digit = text[position] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + Int64(digit)
        }
        index += digits
        return range.contains(value) ? value : nil
    }

    /// Days since the epoch.
    mutating func date() -> Int64? {
        guard let year = number(digits: 4, 1...9999), skip("-"), let month = number(digits: 2, 1...12), skip("-"),
            let day = number(digits: 2, 1...31), day <= CivilDate.daysInMonth(month, year)
        else { return nil }
        return CivilDate.toDays(year, month, day)
    }

    /// Microseconds since midnight.
    mutating func time() -> Int64? {
        guard let hour = number(digits: 2, 0...23), skip(":"), let minute = number(digits: 2, 0...59) else {
            return nil
        }
        var microseconds = (hour * 3600 + minute * 60) * 1_000_000
        guard skip(":") else { return microseconds }
        guard let second = number(digits: 2, 0...59) else { return nil }
        microseconds += second * 1_000_000
        guard skip(".") else { return microseconds }
        return fraction().map { microseconds + $0 }
    }

    private mutating func fraction() -> Int64? {
        var unit: Int64 = 100_000
        var value: Int64 = 0
        let start = index
        while index < text.count, index - start < 12 {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            value += Int64(digit) * unit
            unit /= 10
            index += 1
        }
        return index > start ? value : nil
    }

    /// Microseconds by which local time is ahead of UTC; 0 if there is no offset.
    mutating func offset() -> Int64? {
        if isAtEnd || skip("Z") || skip("z") { return 0 }
        let isBehind = skip("-")
        guard isBehind || skip("+"), let hours = number(digits: 2, 0...23) else { return nil }
        var minutes: Int64 = 0
        if !isAtEnd {
            _ = skip(":")
            guard let value = number(digits: 2, 0...59) else { return nil }
            minutes = value
        }
        let offset = (hours * 3600 + minutes * 60) * 1_000_000
        return isBehind ? -offset : offset
    }
}
