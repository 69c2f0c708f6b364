import TestKit
import Testing

@testable import DatasetBackend

extension String {
    func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        Array(utf8).withUnsafeBufferPointer(body)
    }
}

@Suite("Values")
struct ValueParserTests {
    @Test(
        "integers",
        arguments: [
            ("0", 0), ("-0", 0), ("+7", 7), ("007", 7), ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("", nil), ("-", nil), ("1.0", nil),
            ("1e3", nil), ("1_000", nil), (" 1", nil), ("0x10", nil), ("١", nil),
        ] as [(String, Int64?)])
    func integers(text: String, expected: Int64?) {
        #expect(text.withBytes(NumberParser.integer) == expected)
    }

    @Test(
        "identifiers are integers only if their text can be made again",
        arguments: [
            ("0", 0), ("-5", -5), ("10", 10), ("007", nil), ("+7", nil), ("-0", nil), ("-05", nil), ("", nil),
            ("-", nil),
        ] as [(String, Int64?)])
    func canonicalIntegers(text: String, expected: Int64?) {
        #expect(text.withBytes(NumberParser.canonicalInteger) == expected)
    }

    @Test(
        "what is not a number",
        arguments: [
            "", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "0x1p3", "nan", "NaN", "infinit", "--1", "1 2",
            "1e400",
            "-1e400", "1f", ".e1",
        ])
    func notNumbers(text: String) {
        #expect(text.withBytes(NumberParser.float) == nil)
    }

    @Test(
        "numbers as the standard library reads them",
        arguments: [
            "0", "-0", "1", "+1", "1.", ".5", "-.5e-3", "1e22", "1e23", "1E5", "123456789012345678", "9007199254740993",
            "0.1", "0.30000000000000004", "1.7976931348623157e308", "4.9e-324", "2.2250738585072011e-308", "1e-400",
            "0.000000000000000000000000000000000001", "100000000000000000000000000000000", "1e-22", "8.5e22", "0e999",
            "6.02214076e23", "179769313486231570000000000000000000000", "0.1e1", "00000000000000000000000012.5",
        ])
    func numbers(text: String) throws {
        let expected = try #require(Double(text))
        #expect(text.withBytes(NumberParser.float)?.bitPattern == expected.bitPattern)
    }

    @Test("infinities", arguments: [("inf", Double.infinity), ("-Infinity", -.infinity), ("+INF", .infinity)])
    func infinities(text: String, expected: Double) {
        #expect(text.withBytes(NumberParser.float) == expected)
    }

    @Test("random numbers, in every way of writing them, as the standard library reads them")
    func randomNumbers() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<20_000 {
            let digits = String(generator.next() >> UInt64.random(in: 0...60, using: &generator))
            let point = Int.random(in: 0...digits.count, using: &generator)
            var text = String(digits.prefix(point)) + "." + String(digits.dropFirst(point))
            if Bool.random(using: &generator) { text += "e\(Int.random(in: -330...300, using: &generator))" }
            let expected = try #require(Double(text))
            #expect(text.withBytes(NumberParser.float)?.bitPattern == (expected.isFinite ? expected.bitPattern : nil))
        }
        for _ in 0..<20_000 {
            let value = Double(bitPattern: generator.next())
            if value.isFinite { #expect(value.description.withBytes(NumberParser.float) == value) }
        }
    }

    @Test(
        "timestamps",
        arguments: [
            ("1970-01-01", 0), ("1970-01-01T00:00:01Z", 1_000_000), ("2026-02-28 23:59:59.5", 1_772_323_199_500_000),
            ("2000-02-29T12:00", 951_825_600_000_000), ("2026-01-01T02:00:00+02:00", 1_767_225_600_000_000),
            ("2026-01-01T00:00:00-0130", 1_767_231_000_000_000),
            ("2026-01-01T00:00:00.123456789+00", 1_767_225_600_123_456),
            ("0001-01-01", -62_135_596_800_000_000), ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
            ("1969-12-31T23:59:59.999999Z", -1), ("2026-02-29", nil), ("1900-02-29", nil), ("2026-13-01", nil),
            ("2026-00-10", nil), ("2026-01-01T24:00", nil), ("2026-01-01T00:60", nil), ("2026-01-01T00:00:60", nil),
            ("2026-01-01T", nil), ("2026-01-01  00:00", nil), ("2026-1-1", nil), ("20260101", nil),
            ("2026-01-01Z", nil),
            ("2026-01-01T00:00:00.Z", nil), ("2026-01-01T00:00:00+2", nil), ("0000-01-01", nil),
            ("0001-01-01T00:00:00+01:00", nil), ("2026-01-01T00:00:00Zx", nil),
        ] as [(String, Int64?)])
    func timestamps(text: String, expected: Int64?) {
        #expect(text.withBytes(TimestampParser.microseconds) == expected)
    }

    @Test("timestamps written are read back")
    func timestampText() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<5_000 {
            let value = Int64.random(in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &generator)
            #expect(TimestampParser.text(value).withBytes(TimestampParser.microseconds) == value)
        }
        #expect(TimestampParser.text(951_825_600_000_000) == "2000-02-29T12:00:00Z")
        #expect(TimestampParser.text(-1) == "1969-12-31T23:59:59.999999Z")
    }

    @Test("missing", arguments: ["", "NA", "na", "N/A", "#N/A", "<NA>", "NaN", "nan", "NULL", "null", "None", "?"])
    func missing(text: String) {
        #expect(text.withBytes(MissingValue.isMissing))
    }

    @Test("not missing", arguments: ["0", "-", "none at all", "N", "nul", "NAN1", "n.a"])
    func notMissing(text: String) {
        #expect(!text.withBytes(MissingValue.isMissing))
    }
}
