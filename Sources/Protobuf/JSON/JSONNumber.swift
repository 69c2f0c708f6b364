/// The number grammar of RFC 8259, and what a number's text means as an integer or a Double.
enum JSONNumber {
    /// Where the number that begins at `start` ends; nil when there is none.
    static func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
        let integerStart = index
        index = digitsEnd(bytes, index)
        guard index > integerStart else { return nil }
        if bytes[integerStart] == UInt8(ascii: "0"), index > integerStart + 1 { return nil }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            let fractionStart = index + 1
            index = digitsEnd(bytes, fractionStart)
            guard index > fractionStart else { return nil }
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                index += 1
            }
            let exponentStart = index
            index = digitsEnd(bytes, exponentStart)
            guard index > exponentStart else { return nil }
        }
        return index
    }

    private static func digitsEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.count, isDigit(bytes[index]) { index += 1 }
        return index
    }

    /// A number as ±digits × 10^exponent. `digits` holds the leading ones that fit; `isExact` says
    /// whether the rest, counted in the exponent, are zeros.
    struct Decimal {
        var isNegative = false
        var digits: UInt64 = 0
        var exponent = 0
        var isExact = true
        /// Digits are only counted from here on.
        fileprivate var pastUInt64 = false
    }

    /// Takes apart text of the grammar above.
    static func decimal(_ text: UnsafeBufferPointer<UInt8>) -> Decimal {
        var decimal = Decimal()
        var index = 0
        if text[0] == UInt8(ascii: "-") {
            decimal.isNegative = true
            index = 1
        }
        var isFraction = false
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: ".") {
                isFraction = true
            } else if isDigit(byte) {
                decimal.take(digit: UInt64(byte - UInt8(ascii: "0")), isFraction: isFraction)
            } else {
                break
            }
            index += 1
        }
        if index < text.count { decimal.exponent += exponent(text, from: index + 1) }
        return decimal
    }

    private static func exponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var value = 0
        // Beyond this no number is representable, and the sum above cannot overflow.
        for byte in text[start...] where isDigit(byte) && value < 1_000_000 {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return text[start] == UInt8(ascii: "-") ? -value : value
    }

    /// The integer that the text stands for: "12", "1.2e1" and "12.00", but not "1.25e1".
    static func integer(_ text: UnsafeBufferPointer<UInt8>) -> (isNegative: Bool, magnitude: UInt64)? {
        var decimal = decimal(text)
        while decimal.exponent < 0, decimal.digits != 0 {
            guard decimal.isExact, decimal.digits % 10 == 0 else { return nil }
            decimal.digits /= 10
            decimal.exponent += 1
        }
        if decimal.digits == 0 { return (decimal.isNegative, 0) }
        while decimal.exponent > 0 {
            let (product, overflow) = decimal.digits.multipliedReportingOverflow(by: 10)
            guard decimal.isExact, !overflow else { return nil }
            decimal.digits = product
            decimal.exponent -= 1
        }
        return decimal.isExact ? (decimal.isNegative, decimal.digits) : nil
    }

    /// The nearest Double; infinite when the number is out of range.
    static func double(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        let decimal = decimal(text)
        // Both factors are exact Doubles, so one rounding gives the nearest (Clinger 1990).
        if decimal.isExact, decimal.digits < 1 << 53, (-22...22).contains(decimal.exponent) {
            let magnitude = Double(decimal.digits)
            let scaled =
                decimal.exponent < 0
                ? magnitude / powersOfTen[-decimal.exponent] : magnitude * powersOfTen[decimal.exponent]
            return decimal.isNegative ? -scaled : scaled
        }
        return Double(String(decoding: text, as: UTF8.self))
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}

extension JSONNumber.Decimal {
    fileprivate mutating func take(digit: UInt64, isFraction: Bool) {
        if digits >= 1_000_000_000_000_000_000 {
            takeBeyondNineteen(digit, isFraction: isFraction)
            return
        }
        digits = digits * 10 + digit
        if isFraction { exponent -= 1 }
    }

    /// A twentieth digit still fits when the number is a UInt64; trailing zeros cost nothing.
    private mutating func takeBeyondNineteen(_ digit: UInt64, isFraction: Bool) {
        let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(digit)
        if isExact, !overflow, !carry, !pastUInt64 {
            digits = sum
            if isFraction { exponent -= 1 }
            return
        }
        pastUInt64 = true
        if digit != 0 { isExact = false }
        if !isFraction { exponent += 1 }
    }
}
