/// Values as text that reads back as the same value. None takes more than `bytesMax`.
enum NumberText {
    static let bytesMax = 32

    static func put(_ value: Int64, in buffer: inout TextBuffer) {
        if value < 0 { buffer.put(UInt8(ascii: "-")) }
        put(value.magnitude, minimumDigits: 1, in: &buffer)
    }

    /// The shortest decimal that rounds to the value, with a point or an exponent, so that it is never taken for an
    /// integer.
    static func put(_ value: Double, in buffer: inout TextBuffer) {
        if putShortDecimal(value, in: &buffer) { return }
        guard value.isFinite else {
            return buffer.put(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
        }
        buffer.put(value.description)
    }

    /// Measured values mostly have few decimals: m / 10^k for the smallest k at which that is exactly the value. Both are
    /// exact doubles, so the division rounds once, as reading the decimal does.
    private static func putShortDecimal(_ value: Double, in buffer: inout TextBuffer) -> Bool {
        let magnitude = value.magnitude
        guard magnitude < 1e9, magnitude >= 1e-3 || magnitude == 0 else { return false }
        for places in powers.indices {
            let power = powers[places]
            let digits = (magnitude * power).rounded()
            guard digits / power == magnitude else { continue }
            if value.sign == .minus { buffer.put(UInt8(ascii: "-")) }
            let (whole, fraction) = UInt64(digits).quotientAndRemainder(dividingBy: UInt64(power))
            put(whole, minimumDigits: 1, in: &buffer)
            buffer.put(UInt8(ascii: "."))
            put(fraction, minimumDigits: max(places, 1), in: &buffer)
            return true
        }
        return false
    }

    private static let powers: InlineArray<6, Double> = [1, 10, 100, 1000, 10_000, 100_000]

    /// As `TimestampParser.text`.
    static func putTimestamp(_ microseconds: Int64, in buffer: inout TextBuffer) {
        buffer.put(TimestampParser.text(microseconds))
    }

    private static func put(_ value: UInt64, minimumDigits: Int, in buffer: inout TextBuffer) {
        var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
        var start = 20
        var rest = value
        while rest > 0 {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
            start -= 1
            digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: remainder)
            rest = quotient
        }
        for index in min(start, 20 - minimumDigits)..<20 { buffer.put(digits[index]) }
    }
}
