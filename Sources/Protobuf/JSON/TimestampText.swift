/// RFC 3339 text of a google.protobuf.Timestamp: years 0001 to 9999, nanoseconds.
enum TimestampText {
    private static let secondsRange: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> (seconds: Int64, nanos: Int32)? {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4), reader.take("-"), let month = reader.number(digits: 2),
            reader.take("-"), let day = reader.number(digits: 2), reader.take("T"),
            let hour = reader.number(digits: 2), reader.take(":"), let minute = reader.number(digits: 2),
            reader.take(":"), let second = reader.number(digits: 2)
        else { return nil }
        guard year >= 1, (1...12).contains(month), day >= 1, day <= days(inMonth: month, year: year),
            hour < 24, minute < 60, second < 60, let nanos = reader.fraction(), let offset = reader.zoneOffset(),
            reader.isAtEnd
        else { return nil }
        let seconds = daysSinceEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
        return secondsRange.contains(seconds) ? (seconds, nanos) : nil
    }

    static func append(seconds: Int64, nanos: Int32, to output: inout [UInt8]) -> Bool {
        guard secondsRange.contains(seconds), (0..<1_000_000_000).contains(nanos) else { return false }
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let time = seconds - days * 86_400
        let date = civil(days)
        DigitWriter.append(date.year, width: 4, to: &output)
        output.append(UInt8(ascii: "-"))
        DigitWriter.append(date.month, width: 2, to: &output)
        output.append(UInt8(ascii: "-"))
        DigitWriter.append(date.day, width: 2, to: &output)
        output.append(UInt8(ascii: "T"))
        DigitWriter.append(time / 3600, width: 2, to: &output)
        output.append(UInt8(ascii: ":"))
        DigitWriter.append(time / 60 % 60, width: 2, to: &output)
        output.append(UInt8(ascii: ":"))
        DigitWriter.append(time % 60, width: 2, to: &output)
        DigitWriter.append(fraction: nanos, to: &output)
        output.append(UInt8(ascii: "Z"))
        return true
    }

    private static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func days(inMonth month: Int64, year: Int64) -> Int64 {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01, counting years from March so that the leap day comes last.
    private static func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let marchYear = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468
    }

    /// The inverse, by the 400-year cycle of 146,097 days.
    private static func civil(_ daysSinceEpoch: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let days = daysSinceEpoch + 719_468
        let cycle = days / 146_097
        let dayOfCycle = days % 146_097
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}

/// "1.5s" of a google.protobuf.Duration.
enum DurationText {
    private static let secondsMax: Int64 = 315_576_000_000

    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> (seconds: Int64, nanos: Int32)? {
        var reader = DigitReader(text)
        let isNegative = reader.take("-")
        guard let seconds = reader.number(upTo: secondsMax), let nanos = reader.fraction(), reader.take("s"),
            reader.isAtEnd, seconds < secondsMax || nanos == 0
        else { return nil }
        return isNegative ? (-seconds, -nanos) : (seconds, nanos)
    }

    static func append(seconds: Int64, nanos: Int32, to output: inout [UInt8]) -> Bool {
        guard (-secondsMax...secondsMax).contains(seconds), (-999_999_999...999_999_999).contains(nanos),
            seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0)
        else { return false }
        if seconds < 0 || nanos < 0 { output.append(UInt8(ascii: "-")) }
        DigitWriter.append(abs(seconds), width: 1, to: &output)
        DigitWriter.append(fraction: abs(nanos), to: &output)
        output.append(UInt8(ascii: "s"))
        return true
    }
}
