import CScan
import Glibc
import TestKit
import Testing

/// Numbers are parsed by the column, many digits at a time; the C library's `strtod` and Swift say what is right.
@Suite("Quick numbers")
struct QuickNumberTests {
    @Test("decimals of every length, sign and exponent are the nearest doubles")
    func decimals() {
        var generator = SeededGenerator(seed: 3)
        var texts: [String] = []
        for whole in 0...12 {
            for fraction in 0...20 where whole + fraction > 0 {
                for exponent in ["", "e-07", "E+12", "e5", "e-300", "e+307"] {
                    texts.append(Self.decimal(whole, fraction, exponent, &generator))
                }
            }
        }
        for _ in 0..<20_000 {
            let number = Double(bitPattern: generator.next())
            if number.isFinite { texts.append("\(number)") }
            texts.append("\(Double.random(in: -1e7...1e7, using: &generator))")
        }
        let (values, status) = Self.floats(texts)
        for parse in [cscan_floats_portable, cscan_floats_modern] {
            let other = Self.floats(texts, parse: parse)
            #expect(other.values.map(\.bitPattern) == values.map(\.bitPattern))
            #expect(other.status == status)
        }
        var unanswered = 0
        for (index, text) in texts.enumerated() {
            guard status[index] == CSCAN_VALUE else {
                unanswered += 1
                continue
            }
            #expect(values[index].bitPattern == strtod(text, nil).bitPattern, "\(text)")
        }
        // Longer ones than nineteen digits, and those that are no normal doubles.
        #expect(unanswered < texts.count / 10)
    }

    @Test(
        "numbers are read to their last byte and not beyond",
        arguments: [
            ("0.5", 0.5), ("-0", -0.0), (".25", 0.25), ("7.", 7), ("-.5", -0.5), ("1e+22", 1e22), ("-1e-05", -1e-5),
            ("00000000000000.5", 0.5), ("0.30000000000000004", 0.30000000000000004),
            ("9007199254740993", 9007199254740992),
            ("1234567.8901234567", 1234567.8901234567), ("0.01234567890123456", 0.01234567890123456),
            ("8.41", 8.41), ("12345678901234567.8", 12345678901234567.8),
        ])
    func whole(text: String, value: Double) {
        // What lies around a field is other fields: digits, points and signs.
        for (front, behind) in [("", ""), ("9.", "9"), ("-", ".5"), ("1e-0", "e+05"), ("..", "..")] {
            for parse in Self.waysToParse {
                let (values, status) = Self.floats(Self.some(text), front: front, behind: behind, parse: parse)
                #expect(status == Self.some(UInt8(CSCAN_VALUE)))
                #expect(values.map(\.bitPattern) == Self.some(value.bitPattern))
            }
        }
    }

    @Test(
        "what is no plain number is left to the exact rules",
        arguments: [
            "-", ".", "-.", "1.2.3", "1..2", "1-2", "--1", "+1", "1e", "1e+", "e-05", ".e-05", "-e-05", "1:5", "1/5",
            "12345678:", "0x10", "1 ", " 1", "nan", "1234567890123456.1.1", "1.2345678901234567.1", "1,5",
            "12345678901234567890123",
        ])
    func refused(text: String) {
        for parse in Self.waysToParse {
            let (values, status) = Self.floats(Self.some(text), front: "1", behind: "1", parse: parse)
            #expect(status == Self.some(UInt8(CSCAN_ASK)))
            #expect(values == Self.some(0))
        }
    }

    private static var waysToParse: [(cscan_cells, UnsafeMutablePointer<Double>?, UnsafeMutablePointer<UInt8>?) -> Int]
    { [cscan_floats, cscan_floats_portable, cscan_floats_modern] }

    /// Cells are parsed eight at a time, and the rest one by one.
    private static func some<Element>(_ cell: Element) -> [Element] { Array(repeating: cell, count: 19) }

    @Test("decimals halfway between two doubles, and next to it, are the nearest doubles")
    func halves() {
        var generator = SeededGenerator(seed: 5)
        var texts: [String] = []
        for _ in 0..<20_000 {
            // An odd multiple of a half, a quarter or an eighth of a unit in the last place.
            let whole =
                UInt64.random(in: 1 << 52..<1 << 53, using: &generator) >> UInt64.random(in: 0...3, using: &generator)
            let near = ["5", "25", "75", "125", "375", "499", "501", "4999", "5001", "50"].randomElement(
                using: &generator)
            texts.append("\(whole).\(near ?? "5")")
            texts.append("\((1 << 53) + 2 * UInt64.random(in: 0..<1 << 52, using: &generator) + 1)")
            texts.append("\((1 << 54) + 4 * UInt64.random(in: 0..<1 << 52, using: &generator) + 2).0")
        }
        for parse in Self.waysToParse {
            let (values, status) = Self.floats(texts, parse: parse)
            for (index, text) in texts.enumerated() where status[index] == CSCAN_VALUE {
                #expect(values[index].bitPattern == strtod(text, nil).bitPattern, "\(text)")
            }
            // Some are longer than nineteen digits.
            #expect(status.count { $0 == CSCAN_VALUE } > texts.count * 3 / 4)
        }
    }

    @Test("integers of up to eighteen digits are exact; whatever else is asked about")
    func integers() {
        var generator = SeededGenerator(seed: 4)
        var texts = [
            "0", "-0", "00012", "999999999999999999", "-999999999999999999", "1000000000000000000", "-", "1a", ":",
            "1.0",
        ]
        for digits in 1...18 {
            for _ in 0..<50 { texts.append(String(Self.digits(digits, &generator))) }
            texts.append("-" + Self.digits(digits, &generator))
        }
        for parse in [cscan_integers, cscan_integers_portable, cscan_integers_modern] {
            for isCanonical in [false, true] {
                let (values, status) = Self.integers(texts) { parse($0, isCanonical ? 1 : 0, $1, $2) }
                for (index, text) in texts.enumerated() {
                    let isShort = text.utf8.count - (text.hasPrefix("-") ? 1 : 0) <= 18
                    var expected = isShort ? Int64(text) : nil
                    if isCanonical, let number = expected, "\(number)" != text { expected = nil }
                    #expect(status[index] == (expected == nil ? UInt8(CSCAN_ASK) : UInt8(CSCAN_VALUE)), "\(text)")
                    #expect(values[index] == expected ?? 0, "\(text)")
                }
            }
        }
    }

    private static func decimal(
        _ whole: Int, _ fraction: Int, _ exponent: String, _ generator: inout SeededGenerator
    ) -> String {
        let sign = Bool.random(using: &generator) ? "-" : ""
        let point = fraction > 0 ? "." : ""
        return sign + digits(whole, &generator) + point + digits(fraction, &generator) + exponent
    }

    private static func digits(_ count: Int, _ generator: inout SeededGenerator) -> String {
        (0..<count).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
    }
}

extension QuickNumberTests {
    private static func floats(
        _ texts: [String], front: String = "", behind: String = "",
        parse: (cscan_cells, UnsafeMutablePointer<Double>?, UnsafeMutablePointer<UInt8>?) -> Int = cscan_floats
    ) -> (values: [Double], status: [UInt8]) {
        var values = [Double](repeating: 1, count: texts.count)
        var status = [UInt8](repeating: 9, count: texts.count)
        withCells(texts, front, behind) { _ = parse($0, &values, &status) }
        return (values, status)
    }

    private static func integers(
        _ texts: [String],
        parse: (cscan_cells, UnsafeMutablePointer<Int64>?, UnsafeMutablePointer<UInt8>?) -> Int
    ) -> (values: [Int64], status: [UInt8]) {
        var values = [Int64](repeating: 1, count: texts.count)
        var status = [UInt8](repeating: 9, count: texts.count)
        withCells(texts, "", "") { _ = parse($0, &values, &status) }
        return (values, status)
    }

    private static func withCells(_ texts: [String], _ front: String, _ behind: String, _ body: (cscan_cells) -> Void) {
        QuickCells.with(texts.map { Array($0.utf8) }, between: front, and: behind, body)
    }
}

/// Cells for CScan.
enum QuickCells {
    /// One column of the texts, each between `front` and `behind`.
    static func with(
        _ texts: [[UInt8]], between front: String = "", and behind: String = "", isQuoted: Bool = false,
        _ body: (cscan_cells) -> Void
    ) {
        let padding = [UInt8](repeating: 0, count: Int(CSCAN_PADDING))
        var bytes = padding
        var fields: [cscan_field] = []
        for text in texts {
            bytes += front.utf8
            fields.append(
                cscan_field(
                    offset: UInt32(bytes.count - padding.count),
                    length_and_flags: UInt32(text.count) | (isQuoted ? UInt32(CSCAN_QUOTED) : 0)))
            bytes += text
            bytes += behind.utf8
        }
        bytes += padding
        let rows = (0..<texts.count).map { UInt32($0) }
        bytes.withUnsafeBufferPointer { bytes in
            fields.withUnsafeBufferPointer { fields in
                rows.withUnsafeBufferPointer { rows in
                    guard let text = bytes.baseAddress else { return }
                    body(
                        cscan_cells(
                            bytes: text + padding.count, fields: fields.baseAddress, rows: rows.baseAddress,
                            count: texts.count, column: 0))
                }
            }
        }
    }
}
