import Testing

@testable import DatasetBackend

@Suite("Sniffing")
struct SnifferTests {
    @Test(
        "the delimiter is the one that most records have as often as the first",
        arguments: [
            ("a,b\n1,2\n", ","), ("a;b\n1;2\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|"),
            // Decimal commas.
            ("a;b\n1,5;2,5\n3;4\n", ";"),
            // Commas in text, without quotes and within them.
            ("id;text\n1;a, b\n2;c\n3;d, e, f\n", ";"), ("a,b\n\"x;y;z\",1\n\"p|q\nr|s\",2\n", ","),
            ("\"a,b\"|c\n1|2\n", "|"), ("a,b\n\"x\"\"y,\",1\n", ","),
            // Both fit: the one that makes more columns.
            ("a;b,c;d\n1;2,3;4\n", ";"),
            // The first record decides which are possible.
            ("a\n1,2\n3,4\n", ","), ("a\n1;2\n3;4\n", ","), ("a\n", ","), ("", ","), ("\n\na;b\n1;2\n", ";"),
            // A line break at the end, or none.
            ("a;b", ";"), ("a;b\r\n1;2", ";"), ("a;b\r1;2\r", ";"),
            // Timestamps and paths.
            ("at\tpath\n2026-01-01 00:00:00\t/a|b\n", "\t"),
        ])
    func delimiters(text: String, delimiter: String) {
        let found = Array(text.utf8).withUnsafeBufferPointer { DelimiterSniffer.delimiter($0, isWhole: true) }
        #expect(String(decoding: [found], as: UTF8.self) == delimiter)
    }

    @Test("what the dialect says are quotes and escapes hides delimiters, and is none")
    func dialect() {
        func found(_ text: String, _ dialect: CSVDialect) -> UInt8 {
            Array(text.utf8).withUnsafeBufferPointer {
                DelimiterSniffer.delimiter($0, isWhole: true, dialect: dialect)
            }
        }
        let bar = UInt8(ascii: "|")
        #expect(found("|a,b,c|;d\n|1,,2|;3\n", CSVDialect(quote: bar)) == UInt8(ascii: ";"))
        #expect(found("|a|\n|b|\n", CSVDialect(quote: bar)) == ASCII.comma)
        let backslash = CSVDialect(escape: UInt8(ascii: "\\"))
        #expect(found("\"a\\\",b,c\";d\n\"x\";1\n", backslash) == UInt8(ascii: ";"))
    }

    @Test("the record that the head breaks off in does not count, unless there is no other")
    func brokenOff() {
        func found(_ text: String) -> UInt8 {
            Array(text.utf8).withUnsafeBufferPointer { DelimiterSniffer.delimiter($0, isWhole: false) }
        }
        #expect(found("a;b,c\n1;2") == ASCII.comma)
        #expect(found("a;b,c\n1;2\n3;4,") == UInt8(ascii: ";"))
        #expect(found("a;b;c") == UInt8(ascii: ";"))
    }

    @Test(
        "formats by their beginning",
        arguments: [
            ("[{\"a\":1}]", .jsonArray), (" \n[ \n {", .jsonArray), ("[[1,2]]", .jsonArray), ("[]", .jsonArray),
            ("{\"a\":1}\n", .jsonLines), ("{ }\n", .jsonLines), ("  {\n\"a\":1", .jsonLines),
            ("[\"a\",\"b\"]\n[1,2]\n", .jsonLines), ("[1, 2] \r\n", .jsonLines), ("[null]", .jsonLines),
            ("a,b\n", .separated), ("", .separated), ("{a},b\n", .separated), ("[a],b\n", .separated),
            ("[1,b\n", .separated), ("[\n", .separated), ("\"a\",b\n", .separated), ("1,2\n", .separated),
        ] as [(String, FileFormat)])
    func formats(text: String, format: FileFormat) {
        #expect(FormatSniffer.format(Array(text.utf8)) == format)
    }
}
