import TestKit
import Testing

@testable import DatasetBackend

/// A record as the reader saw it.
struct ReadRecord: Equatable, CustomStringConvertible {
    var line: Int
    var fields: [String] = []
    var problem: CSVProblem?
    var text = ""

    var description: String { problem.map { "\(line): \($0) \(text)" } ?? "\(line): \(fields)" }

    static func read(
        _ pieces: [ArraySlice<UInt8>], delimiter: UInt8 = ASCII.comma, limits: CSVLimits = .standard
    ) -> [ReadRecord] {
        var reader = CSVReader(CSVDialect(delimiter: delimiter), limits: limits)
        var records: [ReadRecord] = []
        for piece in pieces {
            piece.withUnsafeBufferPointer { bytes in
                var position = 0
                while reader.next(in: bytes, from: &position) { records.append(ReadRecord(reader)) }
            }
        }
        while reader.nextAtEnd() { records.append(ReadRecord(reader)) }
        return records
    }

    static func read(_ text: String, delimiter: UInt8 = ASCII.comma, limits: CSVLimits = .standard) -> [ReadRecord] {
        read([Array(text.utf8)[...]], delimiter: delimiter, limits: limits)
    }

    init(line: Int, _ fields: [String]) {
        self.line = line
        self.fields = fields
    }

    init(line: Int, _ problem: CSVProblem, _ text: String) {
        self.line = line
        self.problem = problem
        self.text = text
    }

    init(_ reader: borrowing CSVReader) {
        line = reader.line
        problem = reader.problem
        if problem == nil {
            fields = (0..<reader.fields.count).map { String(decoding: reader.fields[$0].bytes, as: UTF8.self) }
        } else {
            text = String(decoding: reader.text(), as: UTF8.self)
        }
    }
}

@Suite("CSV reader")
struct CSVReaderTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var records: [ReadRecord]
        var testDescription: String { name }
    }

    static let examples: [Example] = [
        Example(name: "nothing", text: "", records: []),
        Example(name: "LF", text: "a,b\n1,2\n", records: [.init(line: 1, ["a", "b"]), .init(line: 2, ["1", "2"])]),
        Example(
            name: "CRLF", text: "a,b\r\n1,2\r\n", records: [.init(line: 1, ["a", "b"]), .init(line: 2, ["1", "2"])]),
        Example(name: "CR", text: "a,b\r1,2\r", records: [.init(line: 1, ["a", "b"]), .init(line: 2, ["1", "2"])]),
        Example(name: "no last line break", text: "a\n1", records: [.init(line: 1, ["a"]), .init(line: 2, ["1"])]),
        Example(
            name: "empty fields", text: ",,\n,\n", records: [.init(line: 1, ["", "", ""]), .init(line: 2, ["", ""])]),
        Example(name: "last field empty at the end", text: "a,", records: [.init(line: 1, ["a", ""])]),
        Example(
            name: "blank lines", text: "a\n\n\r\nb",
            records: [
                .init(line: 1, ["a"]), .init(line: 2, [""]), .init(line: 3, [""]), .init(line: 4, ["b"]),
            ]),
        Example(
            name: "quotes", text: "\"a\",\"b,c\",\"d\"\"e\",\"\"\n\"\"\"\"\n",
            records: [.init(line: 1, ["a", "b,c", "d\"e", ""]), .init(line: 2, ["\""])]),
        Example(
            name: "line breaks in quotes", text: "\"a\nb\",\"c\r\nd\"\r\nx,y\n",
            records: [.init(line: 1, ["a\nb", "c\r\nd"]), .init(line: 4, ["x", "y"])]),
        Example(
            name: "CR in quotes", text: "\"a\rb\r\r\n\n\"\nx\n",
            records: [.init(line: 1, ["a\rb\r\r\n\n"]), .init(line: 6, ["x"])]),
        Example(name: "spaces are kept", text: " a , b\n", records: [.init(line: 1, [" a ", " b"])]),
        Example(name: "quoted at the very end", text: "a,\"b\"", records: [.init(line: 1, ["a", "b"])]),
        Example(
            name: "a quote inside a field", text: "a\"b\",c\nd\n",
            records: [.init(line: 1, .quoteInsideField, "a\"b\",c"), .init(line: 2, ["d"])]),
        Example(
            name: "text after a quote", text: "\"a\"b,c\r\nd\r\n",
            records: [.init(line: 1, .textAfterQuote, "\"a\"b,c"), .init(line: 2, ["d"])]),
        Example(
            name: "unclosed at the end", text: "a\n\"b",
            records: [
                .init(line: 1, ["a"]), .init(line: 2, .unclosedQuote, "\"b"),
            ]),
        Example(
            name: "a forgotten quote costs its own line only", text: "1,\"a\r\n2,b\r\n3,c\r\n",
            records: [
                .init(line: 1, .unclosedQuote, "1,\"a"), .init(line: 2, ["2", "b"]), .init(line: 3, ["3", "c"]),
            ]),
        Example(
            name: "a forgotten quote above a quoted field", text: "1,\"a\n2,b\n3,\"c d\"\n4,e\n",
            records: [
                .init(line: 1, .textAfterQuote, "1,\"a"), .init(line: 2, ["2", "b"]), .init(line: 3, ["3", "c d"]),
                .init(line: 4, ["4", "e"]),
            ]),
        Example(
            name: "two forgotten quotes", text: "1,\"a\n2,\"b\n3,c\n",
            records: [
                .init(line: 1, .textAfterQuote, "1,\"a"), .init(line: 2, .unclosedQuote, "2,\"b"),
                .init(line: 3, ["3", "c"]),
            ]),
    ]

    @Test("records come out the same wherever the stream is split", arguments: examples)
    func everySplit(example: Example) {
        let bytes = Array(example.text.utf8)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]]
                #expect(ReadRecord.read(pieces) == example.records, "split at \(first) and \(second)")
            }
        }
        #expect(ReadRecord.read(bytes.indices.map { bytes[$0...$0] }) == example.records)
    }

    @Test("other delimiters", arguments: [";", "\t", "|", " "])
    func delimiters(delimiter: String) throws {
        let byte = try #require(delimiter.utf8.first)
        let records = ReadRecord.read("a\(delimiter)b,c\n\"x\(delimiter)y\"\(delimiter)z", delimiter: byte)
        #expect(records == [.init(line: 1, ["a", "b,c"]), .init(line: 2, ["x\(delimiter)y", "z"])])
    }

    @Test("a record at the limit is read, one byte more is rejected, whatever the split")
    func recordLimit() {
        let limits = CSVLimits(recordBytesMax: 10, fieldBytesMax: 100)
        for (text, first) in [
            ("12345,7890\nx\n", ReadRecord(line: 1, ["12345", "7890"])),
            ("12345,78901\nx\n", ReadRecord(line: 1, .recordTooLong(limitBytes: 10), "12345,78901")),
            ("\"234567,9\"\r\nx\n", ReadRecord(line: 1, ["234567,9"])),
            ("\"234567,90\"\r\nx\n", ReadRecord(line: 1, .recordTooLong(limitBytes: 10), "\"234567,90\"")),
        ] {
            let bytes = Array(text.utf8)
            for split in 0...bytes.count {
                let records = ReadRecord.read([bytes[..<split], bytes[split...]], limits: limits)
                #expect(records == [first, ReadRecord(line: 2, ["x"])], "split at \(split)")
            }
            #expect(ReadRecord.read(bytes.indices.map { bytes[$0...$0] }, limits: limits).first == first)
        }
    }

    @Test("an open quote that outgrows the limit costs its own line only")
    func openQuoteLimit() {
        let limits = CSVLimits(recordBytesMax: 12, fieldBytesMax: 100)
        let bytes = Array("1,\"a\r\n2,bb\r\n3,cc\r\n4,dd\r\n".utf8)
        let expected = [
            ReadRecord(line: 1, .recordTooLong(limitBytes: 12), "1,\"a"), ReadRecord(line: 2, ["2", "bb"]),
            ReadRecord(line: 3, ["3", "cc"]), ReadRecord(line: 4, ["4", "dd"]),
        ]
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]]
                #expect(ReadRecord.read(pieces, limits: limits) == expected, "split at \(first) and \(second)")
            }
        }
    }

    @Test("a field at the limit is read, one byte more is rejected")
    func fieldLimit() {
        let limits = CSVLimits(fieldBytesMax: 4)
        #expect(ReadRecord.read("a,1234,b\n", limits: limits) == [.init(line: 1, ["a", "1234", "b"])])
        #expect(
            ReadRecord.read("a,12345,b\nx\n", limits: limits)
                == [.init(line: 1, .fieldTooLong(index: 1, limitBytes: 4), "a,12345,b"), .init(line: 2, ["x"])])
    }

    @Test("fields beyond the columns allowed are counted, not kept")
    func fieldCount() {
        var reader = CSVReader(limits: CSVLimits(columnsMax: 3))
        let bytes = Array("1,2,3,4,5,6,7\n".utf8)
        bytes.withUnsafeBufferPointer { bytes in
            var position = 0
            #expect(reader.next(in: bytes, from: &position))
        }
        #expect(reader.fieldCount == 7)
        #expect(reader.fields.count == 4)
    }

    @Test("tables written with random quoting and line breaks are read back", arguments: 0..<20)
    func roundTrip(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var text = ""
        var expected: [[String]] = []
        let alphabet: [Character] = ["a", "é", "1", " ", ",", "\"", "\n", "\r\n", "\r", "💧"]
        for _ in 0..<50 {
            let fields = (0..<3).map { _ in
                String(
                    (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                        alphabet.randomElement(using: &generator) ?? "a"
                    })
            }
            expected.append(fields)
            text += fields.map { field in
                let mustQuote = field.utf8.contains { [ASCII.comma, ASCII.quote, 10, 13].contains($0) }
                guard mustQuote || Bool.random(using: &generator) else { return field }
                var doubled = ""
                for scalar in field.unicodeScalars { doubled += scalar == "\"" ? "\"\"" : String(scalar) }
                return "\"\(doubled)\""
            }.joined(separator: ",")
            text += ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
        }
        let pieces = Array(text.utf8).randomPieces(longest: 9, using: &generator)
        #expect(ReadRecord.read(pieces).map(\.fields) == expected)
    }

    @Test("random bytes never lose a line", arguments: 0..<20)
    func noise(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("ab,\"\"\n".utf8)
        let bytes = (0..<2_000).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
        let whole = ReadRecord.read([bytes[...]])
        #expect(ReadRecord.read(bytes.randomPieces(longest: 5, using: &generator)) == whole)
        #expect(zip(whole, whole.dropFirst()).allSatisfy { $0.line < $1.line })
    }
}
