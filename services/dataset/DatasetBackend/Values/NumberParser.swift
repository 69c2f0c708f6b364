/// Decimal numbers from bytes, as `[+-]digits[.digits][e[+-]digits]`, `[+-]inf` or `[+-]infinity`; no other spelling.
enum NumberParser {
    /// Nil if the text is not an integer or leaves the range of 64 bits.
    static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var index = 0
        let isNegative = sign(text, &index)
        guard index < text.count else { return nil }
        var value: Int64 = 0
        while index < text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            // Accumulated below zero, where the range has one value more.
            let (sum, overflow2) = scaled.subtractingReportingOverflow(Int64(digit))
            if overflow || overflow2 { return nil }
            value = sum
            index += 1
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    /// An integer whose text can be made again from its value: no sign but minus, no leading zero.
    static func canonicalInteger(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard let first = text.first else { return nil }
        let digits = first == UInt8(ascii: "-") ? 1 : 0
        guard first != UInt8(ascii: "+"), digits < text.count else { return nil }
        if text[digits] == UInt8(ascii: "0"), text.count > 1 { return nil }
        return integer(text)
    }

    /// Nil if the text is not a number, or so large that only infinity could stand for it. Correctly rounded.
    static func float(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        var index = 0
        let isNegative = sign(text, &index)
        guard var decimal = Decimal(text, &index) else { return infinity(text, index, isNegative) }
        guard decimal.readExponent(text, &index), index == text.count else { return nil }
        if let magnitude = decimal.exactMagnitude { return isNegative ? -magnitude : magnitude }
        // Rare lengths and exponents: the standard library's conversion, which rounds correctly.
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    private static func sign(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
        guard let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") else { return false }
        index = 1
        return first == UInt8(ascii: "-")
    }

    private static func infinity(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ isNegative: Bool) -> Double? {
        let word = UnsafeBufferPointer(rebasing: text[start...])
        guard word.equalsIgnoringCase("inf") || word.equalsIgnoringCase("infinity") else { return nil }
        return isNegative ? -.infinity : .infinity
    }
}

/// digits × 10^exponent.
private struct Decimal {
    private var digits: UInt64 = 0
    private var exponent = 0
    /// Digits were left out of `digits` because they don't fit.
    private var isTruncated = false

    /// Reads `digits[.digits]`; nil if there is no digit.
    init?(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
        let start = index
        var count = Decimal.run(text, &index, &digits, &isTruncated)
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            let fraction = Decimal.run(text, &index, &digits, &isTruncated)
            exponent = -fraction
            count += fraction
        }
        guard count > 0 else {
            index = start
            return nil
        }
    }

    /// Reads an optional exponent; false if it has no digits.
    mutating func readExponent(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
        guard index < text.count, text[index] | 0x20 == UInt8(ascii: "e") else { return true }
        index += 1
        var isNegative = false
        if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            isNegative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        var value: UInt64 = 0
        var overflowed = false
        guard Decimal.run(text, &index, &value, &overflowed) > 0 else { return false }
        let clipped = overflowed || value > 100_000 ? 100_000 : Int(value)
        exponent += isNegative ? -clipped : clipped
        return true
    }

    /// Clinger's fast path: both the digits and the power of ten are exact doubles, so that one operation rounds once.
    var exactMagnitude: Double? {
        guard !isTruncated, digits <= 1 << 53 else { return nil }
        if digits == 0 { return 0 }
        if exponent >= 0 {
            return exponent <= 22 ? Double(digits) * Decimal.powersOfTen[exponent] : nil
        }
        return exponent >= -22 ? Double(digits) / Decimal.powersOfTen[-exponent] : nil
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// Appends a run of digits to `value`, up to 19 of them in all, and counts them.
    private static func run(
        _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ value: inout UInt64, _ isTruncated: inout Bool
    ) -> Int {
        let start = index
        while index < text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            if value < 1_000_000_000_000_000_000 {
                value = value * 10 + UInt64(digit)
            } else {
                isTruncated = true
            }
            index += 1
        }
        return index - start
    }
}
