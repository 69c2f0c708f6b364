import TestKit
import Testing

@testable import DatasetBackend

/// The scanner is quick; `CSVReader` knows the rules. Both must see the same records.
@Suite("CSV scanner")
struct CSVScannerTests {
    /// What is behind the first record, as the scanner sees it in pieces, and as the reader does.
    private static func compare(
        _ bytes: [UInt8], pieces: [ArraySlice<UInt8>], dialect: CSVDialect = CSVDialect(), limits: CSVLimits = .standard
    ) -> (scanned: [ReadRecord], read: [ReadRecord]) {
        var first = CSVReader(dialect, limits: limits)
        var expected: [ReadRecord] = []
        var position = 0
        let hasFirst = bytes.withUnsafeBufferPointer { first.next(in: $0, from: &position) } || first.nextAtEnd()
        guard hasFirst, first.problem == nil else { return ([], []) }
        let columns = first.fieldCount
        guard columns <= limits.columnsMax else { return ([], []) }
        var rest = CSVReader(dialect, limits: limits)
        bytes.withUnsafeBufferPointer { bytes in
            var position = 0
            _ = rest.next(in: bytes, from: &position)
            while rest.next(in: bytes, from: &position) { expected.append(Self.record(rest, columns)) }
        }
        while rest.nextAtEnd() { expected.append(Self.record(rest, columns)) }
        expected.removeAll { columns > 1 && $0.fields == [""] && $0.text == "blank" }

        var header = CSVReader(dialect, limits: limits)
        let batch = RecordBatch(bytesTarget: 4096, recordBytesMax: limits.recordBytesMax, fieldsPerRecordMax: columns)
        var scanned: [ReadRecord] = []
        var rests: [[UInt8]] = []
        var found = false
        for piece in pieces {
            guard !found else {
                rests.append(Array(piece))
                continue
            }
            piece.withUnsafeBufferPointer { piece in
                var position = 0
                found = header.next(in: piece, from: &position)
                if found { rests.append(Array(piece[position...])) }
            }
        }
        if !found { found = header.nextAtEnd() }
        var scanner = CSVScanner(header, dialect: dialect, columnCount: columns, limits: limits)
        for piece in rests {
            batch.removeAll()
            piece.withUnsafeBufferPointer { scanner.read($0, into: batch) }
            scanned += Self.records(batch, columns)
        }
        batch.removeAll()
        scanner.finish(into: batch)
        return (scanned + Self.records(batch, columns), expected)
    }

    private static func record(_ reader: borrowing CSVReader, _ columns: Int) -> ReadRecord {
        if reader.isBlank, columns > 1 {
            var blank = ReadRecord(line: reader.line, [""])
            blank.text = "blank"
            return blank
        }
        var record = ReadRecord(reader)
        record.problem = nil
        if let problem = reader.problem { record.fields = [problem.reason] }
        if reader.problem == nil, reader.fieldCount != columns {
            record.text = String(decoding: reader.text(), as: UTF8.self)
            record.fields = ["ragged \(reader.fieldCount)"]
        }
        return record
    }

    private static func records(_ batch: RecordBatch, _ columns: Int) -> [ReadRecord] {
        batch.records.map { record in
            guard record.isFault else {
                return ReadRecord(
                    line: record.line,
                    (0..<columns).map { String(decoding: batch.field(Int(record.first) + $0).bytes, as: UTF8.self) })
            }
            let fault = batch.faults[Int(record.first)]
            var faulty = ReadRecord(line: record.line, [fault.reason])
            if fault.reason.contains("where the header has") {
                faulty.fields = ["ragged \(fault.reason.prefix { $0.isNumber })"]
            }
            faulty.text = String(decoding: fault.text, as: UTF8.self)
            return faulty
        }
    }

    @Test("the reader's examples, wherever they are split", arguments: CSVReaderTests.examples)
    func examples(example: CSVReaderTests.Example) {
        let bytes = Array(("h,i\n" + example.text).utf8)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]]
                let (scanned, read) = Self.compare(bytes, pieces: pieces)
                #expect(scanned == read, "split at \(first) and \(second)")
            }
        }
    }

    struct Alphabet: Sendable {
        var text: String
        var dialect = CSVDialect()
        var limits = CSVLimits.standard
    }

    static let alphabets = [
        Alphabet(text: "abc,,\n"), Alphabet(text: "ab,\r\n\n"), Alphabet(text: "ab,\"\"\n"),
        Alphabet(text: "aaaaaaaabbbbbbbbbbb,,\"\r\n"),
        Alphabet(text: "a;'\n\\", dialect: .init(delimiter: 0x3B, quote: 0x27, escape: 0x5C)),
        Alphabet(text: "abcdefgh,\"\n", limits: CSVLimits(recordBytesMax: 40, fieldBytesMax: 12)),
    ]

    @Test("random bytes in random pieces", arguments: alphabets, 0..<40)
    func noise(alphabet: Alphabet, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let letters = Array(alphabet.text.utf8)
        let header = [letters[0], alphabet.dialect.delimiter, letters[1], ASCII.lineFeed]
        let bytes = header + (0..<3000).map { _ in letters.randomElement(using: &generator) ?? 0 }
        let longest = [3, 70, 500, 4000].randomElement(using: &generator) ?? 3
        let (scanned, read) = Self.compare(
            bytes, pieces: bytes.randomPieces(longest: longest, using: &generator), dialect: alphabet.dialect,
            limits: alphabet.limits)
        #expect(scanned == read)
    }

    @Test("tables with quoted text in random pieces", arguments: 0..<40)
    func tables(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var text = "a,b,c\n"
        let ends = ["\n", "\r\n", "\r"]
        let end = ends.randomElement(using: &generator) ?? "\n"
        for _ in 0..<200 {
            text +=
                (0..<3).map { _ in
                    let length = Int.random(in: 0...40, using: &generator)
                    let letters = (0..<length).map { _ in
                        ["a", "b", " ", ",", "\"\"", "\n", "\r\n", "é"].randomElement(using: &generator) ?? "a"
                    }
                    let isQuoted = Bool.random(using: &generator)
                    return isQuoted ? "\"\(letters.joined())\"" : letters.joined().filter { $0.isLetter || $0 == " " }
                }.joined(separator: ",") + end
            if Int.random(in: 0..<40, using: &generator) == 0 { text += "x,\"forgotten,y\(end)" }
        }
        let bytes = Array(text.utf8)
        let longest = [7, 100, 1000, 4000].randomElement(using: &generator) ?? 7
        let (scanned, read) = Self.compare(bytes, pieces: bytes.randomPieces(longest: longest, using: &generator))
        #expect(scanned == read)
        #expect(scanned.count >= 200)
    }
}
