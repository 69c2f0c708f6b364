import Testing

@testable import DatasetBackend

/// Files of the corpus that are too large to be kept.
@Suite("Corpus of large files")
struct GeneratedFileTests {
    private static let field = CSVLimits.standard.fieldBytesMax
    private static let record = CSVLimits.standard.recordBytesMax

    private static func x(_ count: Int) -> String { String(repeating: "x", count: count) }

    @Test("a field of 64 KiB is taken, one byte more is rejected and named", arguments: ["", "\""])
    func field(quote: String) throws {
        let rows = [Self.field, Self.field + 1, 1].map { "\(quote)\(Self.x($0))\(quote),1\n" }.joined()
        let table = try IngestedTable(file: "a,b\n" + rows)
        #expect(table.rows == [[.string(Self.x(Self.field)), .integer(1)], [.string("x"), .integer(1)]])
        #expect(table.summary.acceptedRows + table.summary.rejectedRows == 3)
        #expect(table.summary.rejects.map(\.line) == [3])
        #expect(table.summary.rejects.map(\.column) == ["a"])
        #expect(table.summary.rejects.map(\.reason) == ["a field longer than 65536 bytes"])
        #expect(table.summary.rejects.map(\.text) == [quote + Self.x(200 - quote.utf8.count) + "…"])
    }

    @Test("a field of 1 MiB costs its row only, bare, quoted, over lines, and in JSON")
    func megabyteField() throws {
        let lines = String(repeating: Self.x(99) + "\n", count: 1 << 20 / 100)
        let files = [
            ("a,b\n" + Self.x(1 << 20) + ",1\ny,2\n", 2, "longer than 1048576 bytes"),
            ("a,b\n\"" + Self.x(1 << 20) + "\",1\ny,2\n", 2, "longer than 1048576 bytes"),
            ("a,b\n" + Self.x((1 << 20) - 2) + ",1\ny,2\n", 2, "a field longer than 65536 bytes"),
            ("a,b\n\"" + lines + "\",1\ny,2\n", 2, "a field longer than 65536 bytes"),
            ("{\"a\":\"" + Self.x(1 << 20) + "\",\"b\":1}\n{\"a\":\"y\",\"b\":2}\n", 1, "longer than 1048576 bytes"),
            ("[{\"a\":\"" + Self.x(1 << 20) + "\",\"b\":1},\n{\"a\":\"y\",\"b\":2}]", 1, "longer than 1048576 bytes"),
        ]
        for (index, (text, line, reason)) in files.enumerated() {
            let table = try IngestedTable(file: text)
            #expect(table.rows == [[.string("y"), .integer(2)]], "file \(index)")
            #expect(table.summary.rejectedRows == 1, "file \(index)")
            #expect(table.summary.rejects.first?.line == Int64(line), "file \(index)")
            #expect(table.summary.rejects.first?.reason == reason, "file \(index)")
        }
    }

    @Test("a record of 1 MiB is taken, one byte more is rejected and named")
    func record() throws {
        // 16 fields of the largest size and the commas between them are more than a record may have.
        let names = (0..<17).map { "c\($0)" }.joined(separator: ",") + "\n"
        func row(_ bytes: Int) -> String {
            let full = (0..<15).map { _ in Self.x(Self.field) }
            let rest = bytes - 15 * Self.field - 16
            return (full + [Self.x(rest / 2), Self.x(rest - rest / 2)]).joined(separator: ",") + "\n"
        }
        let table = try IngestedTable(file: names + row(Self.record) + row(Self.record + 1) + row(Self.record - 1))
        #expect(table.summary.acceptedRows == 2)
        #expect(table.summary.rejects.map(\.line) == [3])
        #expect(table.summary.rejects.map(\.reason) == ["longer than 1048576 bytes"])
    }

    private static func file(columns: Int, _ kind: String) -> String {
        let names = (0..<columns).map { "c\($0)" }
        switch kind {
        case "csv": return names.joined(separator: ",") + "\n" + names.map { _ in "7" }.joined(separator: ",") + "\n"
        case "objects": return "{" + names.map { "\"\($0)\":7" }.joined(separator: ",") + "}\n"
        default:
            return "[" + names.map { "\"\($0)\"" }.joined(separator: ",") + "]\n"
                + "[" + names.map { _ in "7" }.joined(separator: ",") + "]\n"
        }
    }

    @Test("1000 columns are taken", arguments: ["csv", "objects", "arrays"])
    func manyColumns(kind: String) throws {
        let table = try IngestedTable(file: Self.file(columns: 1000, kind))
        #expect(table.rows == [Array(repeating: .integer(7), count: 1000)])
    }

    @Test("10,000 columns are refused, and the limit is named", arguments: ["csv", "objects", "arrays"])
    func tooManyColumns(kind: String) throws {
        for columns in [1001, 10_000] {
            do {
                // The first line is longer than what a format is told from.
                let spec = FileSpec(format: kind == "csv" ? .separated : .jsonLines)
                _ = try IngestedTable(file: Self.file(columns: columns, kind), spec: spec)
                Issue.record("\(columns) columns were taken")
            } catch let error as IngestError {
                #expect(error.message.contains("more than 1000 columns") || error.message.contains("the 1000 columns"))
            }
        }
    }

    @Test("a row of 10,000 fields is a ragged one, however short the others are")
    func wideRow() throws {
        let wide = (0..<10_000).map { _ in "7" }.joined(separator: ",")
        let table = try IngestedTable(file: "a,b\n1,2\n\(wide)\n3,4\n")
        #expect(table.rows == [[.integer(1), .integer(2)], [.integer(3), .integer(4)]])
        #expect(table.summary.rejects.map(\.reason) == ["10000 fields where the header has 2"])
    }
}
