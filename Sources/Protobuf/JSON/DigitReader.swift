/// Reads the fixed-width digits and marks of dates, times and durations.
struct DigitReader {
    private let text: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    var isAtEnd: Bool { index == text.count }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard index < text.count, text[index] == UInt8(ascii: mark) else { return false }
        index += 1
        return true
    }

    mutating func number(digits: Int) -> Int64? {
        guard text.count - index >= digits else { return nil }
        var value: Int64 = 0
        for _ in 0..<digits {
            guard isDigit(text[index]) else { return nil }
            value = value * 10 + Int64(text[index] - UInt8(ascii: "0"))
            index += 1
        }
        return value
    }

    /// One digit or more.
    mutating func number(upTo maximum: Int64) -> Int64? {
        let start = index
        var value: Int64 = 0
        while index < text.count, isDigit(text[index]) {
            value = value * 10 + Int64(text[index] - UInt8(ascii: "0"))
            guard value <= maximum else { return nil }
            index += 1
        }
        return index > start ? value : nil
    }

    /// "" or "." and one to nine digits, as nanoseconds.
    mutating func fraction() -> Int32? {
        guard take(".") else { return 0 }
        var nanos: Int32 = 0
        var digits = 0
        while index < text.count, isDigit(text[index]), digits < 10 {
            if digits < 9 { nanos = nanos * 10 + Int32(text[index] - UInt8(ascii: "0")) }
            digits += 1
            index += 1
        }
        guard (1...9).contains(digits) else { return nil }
        for _ in digits..<9 { nanos *= 10 }
        return nanos
    }

    /// "Z" or "±hh:mm", in seconds east of UTC.
    mutating func zoneOffset() -> Int64? {
        if take("Z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(digits: 2), take(":"), let minutes = number(digits: 2),
            hours < 24, minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
}

enum DigitWriter {
    static func append(_ value: Int64, width: Int, to output: inout [UInt8]) {
        let start = output.count
        var rest = value
        repeat {
            output.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0 || output.count - start < width
        output[start...].reverse()
    }

    /// Nothing, or 3, 6 or 9 digits after a point.
    static func append(fraction nanos: Int32, to output: inout [UInt8]) {
        if nanos == 0 { return }
        output.append(UInt8(ascii: "."))
        if nanos % 1_000_000 == 0 {
            append(Int64(nanos / 1_000_000), width: 3, to: &output)
        } else if nanos % 1000 == 0 {
            append(Int64(nanos / 1000), width: 6, to: &output)
        } else {
            append(Int64(nanos), width: 9, to: &output)
        }
    }
}
