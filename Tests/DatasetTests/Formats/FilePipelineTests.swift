import TestKit
import Testing

@testable import DatasetBackend

@Suite("File pipeline")
struct FilePipelineTests {
    @Test("every format, compressed in every way and cut anywhere, gives the same table", arguments: TestFile.allCases)
    func formats(file: TestFile) throws {
        let expected = try IngestedTable(TestFile.commas.text(TestFile.rows))
        #expect(expected.types == [.float, .integer, .string, .boolean, .timestamp, .string])
        #expect(expected.summary.rejectedRows == 0)
        var generator = SeededGenerator(seed: 1)
        for compression in TestCompression.allCases {
            let bytes = try compression.compressed(file.bytes())
            for longest in [1, 7, 1 << 20] {
                let table = try IngestedTable(file: bytes.randomPieces(longest: longest, using: &generator))
                #expect(table.rows == expected.rows, "\(compression)")
                #expect(table.summary == expected.summary)
            }
        }
    }

    @Test("small pieces of content, small heads and many chunks do not matter", arguments: TestFile.allCases)
    func manyPieces(file: TestFile) throws {
        let rows = TestFile.repeated(500)
        let ingestLimits = IngestLimits(chunkRowsMax: 37)
        let expected = try IngestedTable(TestFile.commas.text(rows), limits: ingestLimits)
        let limits = FormatLimits(pieceBytes: 64, sniffBytes: 100)
        for compression in TestCompression.allCases {
            let table = try IngestedTable(
                file: [compression.compressed(file.bytes(rows))[...]], limits: limits, ingestLimits: ingestLimits)
            #expect(table.rows == expected.rows)
            #expect(table.chunkRows == expected.chunkRows)
        }
    }

    @Test("the spec overrides what the file looks like")
    func overrides() throws {
        let table = try IngestedTable(file: "a;b,c\n1;2,3\n", spec: FileSpec(delimiter: UInt8(ascii: ",")))
        #expect(table.summary.columns.map(\.name) == ["a;b", "c"])
        let separated = try IngestedTable(file: "[1]\n[2]\n", spec: FileSpec(format: .separated))
        #expect(separated.summary.columns.map(\.name) == ["[1]"])
        let lines = try IngestedTable(file: "[\"a\"]\n[1]\n", spec: FileSpec(format: .jsonLines))
        #expect(lines.rows == [[.integer(1)]])
        #expect {
            try IngestedTable(file: "a,b\n1,2\n", spec: FileSpec(compression: .gzip))
        } throws: {
            ($0 as? FormatError)?.message.contains("not gzip") == true
        }
        let twice = try TestCompression.gzip.compressed(Array("a\n1\n".utf8))
        #expect {
            try IngestedTable(file: [twice[...]], spec: FileSpec(compression: FileCompression.none))
        } throws: {
            ($0 as? FormatError)?.message.contains("spec.compression") == true
        }
    }

    @Test("Latin-1 becomes UTF-8, in every format")
    func latin1() throws {
        let text: [UInt8] =
            Array("name,n\ncaf".utf8) + [0xE9] + Array(",1\n\"".utf8) + [0x80, 0xFF] + Array("\",2\n".utf8)
        let lines: [UInt8] =
            Array("{\"name\":\"caf".utf8) + [0xE9] + Array("\",\"n\":1}\n{\"name\":\"".utf8) + [0x80, 0xFF]
            + Array("\",\"n\":2}".utf8)
        for bytes in [text, lines] {
            var generator = SeededGenerator(seed: 5)
            for compression in TestCompression.allCases {
                let pieces = try compression.compressed(bytes).randomPieces(longest: 5, using: &generator)
                let table = try IngestedTable(
                    file: pieces, spec: FileSpec(encoding: .latin1),
                    limits: FormatLimits(pieceBytes: 16, sniffBytes: 20))
                #expect(
                    table.rows == [[.string("café"), .integer(1)], [.string("\u{80}ÿ"), .integer(2)]], "\(compression)")
            }
        }
        let all = (0...255).map { UInt8($0) }
        let target = UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 1)
        defer { target.deallocate() }
        let count = all.withUnsafeBytes { Latin1.decode($0, into: target) }
        let expected = String(String.UnicodeScalarView(all.map { Unicode.Scalar($0) }))
        #expect(Array(target[..<count]) == Array(expected.utf8))
    }

    @Test("a row that is not UTF-8 is rejected by its column, in every format")
    func invalidUTF8() throws {
        for text in ["a,b\n\"x\",\"_\"\n\"y\",\"z\"\n", "{\"a\":\"x\",\"b\":\"_\"}\n{\"a\":\"y\",\"b\":\"z\"}\n"] {
            let bytes = text.utf8.map { $0 == UInt8(ascii: "_") ? 0xFF : $0 }
            let table = try IngestedTable(file: [bytes[...]])
            #expect(table.rows == [[.string("y"), .string("z")]])
            #expect(table.summary.rejects.map(\.column) == ["b"])
            #expect(table.summary.rejects.map(\.reason) == ["not valid UTF-8"])
        }
    }

    @Test(
        "a character whose halves stand in two fields is none, in the sample and behind it", arguments: [8 << 20, 100])
    func halvedCharacter(sampleBytesTarget: Int) throws {
        let good = (String(repeating: "u,v\n", count: 60), String(repeating: "{\"a\":\"u\",\"b\":\"v\"}\n", count: 60))
        for text in ["a,b\n" + good.0 + "x_,~y\n", good.1 + "{\"a\":\"x_\",\"b\":\"~y\"}\n"] {
            let bytes = text.utf8.map { $0 == UInt8(ascii: "_") ? 0xC3 : $0 == UInt8(ascii: "~") ? 0xA9 : $0 }
            let table = try IngestedTable(
                file: [bytes[...]], ingestLimits: IngestLimits(sampleBytesTarget: sampleBytesTarget))
            #expect(table.summary.acceptedRows == 60 && table.summary.rejectedRows == 1)
            #expect(table.summary.rejects.map(\.reason) == ["not valid UTF-8"])
        }
    }

    @Test("only one byte order mark is taken off, and half of one is content")
    func otherMarks() throws {
        let twice = try IngestedTable(file: "\u{FEFF}\u{FEFF}a,b\n1,2\n")
        #expect(twice.summary.columns.map(\.name) == ["\u{FEFF}a", "b"])
        let half: [UInt8] = [0xEF, 0xBB, 0x41, 0x0A, 0x31]
        for pieces in [[half[...]], half.indices.map { half[$0...$0] }, [half[..<2]]] {
            #expect(throws: IngestError.headerNotUTF8(column: 1)) {
                try IngestedTable(file: pieces, spec: FileSpec(format: .separated))
            }
        }
    }

    @Test("a byte order mark is taken off, and contradicts Latin-1", arguments: ["a,b\n1,2\n", "[{\"a\":1,\"b\":2}]"])
    func mark(text: String) throws {
        var generator = SeededGenerator(seed: 2)
        let bytes = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        for _ in 0..<10 {
            let table = try IngestedTable(file: bytes.randomPieces(longest: 3, using: &generator))
            #expect(table.summary.columns.map(\.name) == ["a", "b"])
            #expect(table.rows == [[.integer(1), .integer(2)]])
        }
        #expect(throws: FormatError.markOfUTF8) {
            try IngestedTable(file: [bytes[...]], spec: FileSpec(encoding: .latin1))
        }
    }

    @Test(
        "what is known and can't be read is refused with what to do",
        arguments: [
            (Array("PAR1".utf8) + [0x15, 0x04], "Parquet"), (Array("ARROW1".utf8) + [0, 0], "Feather"),
            (Array("ORC".utf8) + [0x08], "ORC"), (Array("ORC\n".utf8) + [0x06, 0x12], "ORC"),
            ([0x50, 0x4B, 3, 4, 20, 0], "xlsx"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "xls"), (Array("BZh91AY&SY".utf8), "bzip2"),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0], "xz"), ([0xFF, 0xFE, 0x61, 0, 0x2C, 0], "UTF-8"),
            ([0xFE, 0xFF, 0, 0x61, 0, 0x2C], "UTF-8"), (Array("a,b\n1,2\n".utf8).flatMap { [$0, 0] }, "UTF-8"),
            (Array("a,b\n1,2\n".utf8).flatMap { [0, $0] }, "UTF-8"),
        ] as [([UInt8], String)])
    func foreign(bytes: [UInt8], word: String) throws {
        for compression in TestCompression.allCases {
            #expect {
                try IngestedTable(file: [compression.compressed(bytes)[...]])
            } throws: { error in
                guard case .unsupported(let sentence) = error as? FormatError else { return false }
                return sentence.contains(word) && sentence.hasPrefix("The file")
            }
        }
    }

    @Test(
        "a table whose first column is named as a foreign format's mark is read", arguments: ["PAR1", "ORC", "ARROW1"])
    func names(name: String) throws {
        #expect(try IngestedTable(file: "\(name),b\n1,2\n").summary.columns.first?.name == name)
        #expect(try IngestedTable(file: "\(name)\n1\n").summary.columns.first?.name == name)
    }

    @Test("content at the limit is read, one byte more is refused, and a bomb costs no more than the limit")
    func contentLimit() throws {
        let text = Array(("a\n" + String(repeating: "1\n", count: 9_999)).utf8)
        for compression in TestCompression.allCases where compression != .none {
            let bytes = try compression.compressed(text)
            let table = try IngestedTable(file: [bytes[...]], limits: FormatLimits(contentBytesMax: 20_000))
            #expect(table.rows.count == 9_999)
            #expect(throws: FormatError.contentTooLarge(limitBytes: 19_999)) {
                try IngestedTable(file: [bytes[...]], limits: FormatLimits(contentBytesMax: 19_999))
            }
        }
    }

    @Test("one call works off one piece of content, however little unfolds to it")
    func bounded() throws {
        let text = Array(("a\n" + String(repeating: "1\n", count: 1 << 19)).utf8)
        for compression in [TestCompression.gzip, .zstd] {
            let bytes = try compression.compressed(text)
            let file = FilePipeline(
                FileSpec(), ingest: IngestSpec(), limits: FormatLimits(pieceBytes: 64 << 10),
                ingestLimits: IngestLimits(chunkRowsMax: 10_000))
            var most = 0
            var steps = 0
            try bytes.withUnsafeBytes { bytes in
                var position = 0
                while true {
                    let step = try file.read(bytes, from: &position)
                    most = max(most, step.chunks.count)
                    steps += 1
                    if step.needsMore { break }
                }
            }
            // 64 KiB are 32,768 rows; the head and the sample come on top once.
            #expect(most <= 9)
            #expect(steps >= 16)
            #expect(try file.finish().summary.acceptedRows == 1 << 19)
        }
    }

    @Test("damaged and truncated compression is a clear error", arguments: [TestCompression.gzip, .zstd])
    func damaged(compression: TestCompression) throws {
        let bytes = try compression.compressed(TestFile.jsonLines.bytes(TestFile.repeated(100)))
        func message(_ bytes: [UInt8]) -> String {
            do {
                _ = try IngestedTable(file: [bytes[...]])
                return ""
            } catch {
                return (error as? FormatError)?.message ?? "\(error)"
            }
        }
        #expect(message(bytes.dropLast(3) + []).contains("end too early"))
        #expect(message(bytes + [0]).contains("bytes follow"))
        var damaged = bytes
        damaged[bytes.count / 2] ^= 0xFF
        #expect(message(damaged).contains("damaged"))
    }

    @Test("nothing at all, and no more than white space, is no table")
    func empty() throws {
        for text in ["", "\u{FEFF}", "{}", "[]", "[{}]"] {
            #expect(throws: (any Error).self, "\(text)") { try IngestedTable(file: text) }
        }
    }
}
