import TestKit
import Testing

@testable import DatasetBackend

/// What an uploader may say about the table.
@Suite("Ingest by spec")
struct IngestSpecTests {
    @Test("quote and escape characters, and records without a header")
    func dialect() throws {
        let spec = IngestSpec(
            dialect: CSVDialect(delimiter: UInt8(ascii: ";"), quote: UInt8(ascii: "'"), escape: UInt8(ascii: "\\")),
            hasHeader: false, columns: [GivenColumn(name: "text")])
        let table = try IngestedTable("'a\\'b;\\\\';1\n'it''s\n';2\n\"x\";3\n", spec: spec)
        #expect(table.summary.columns.map(\.name) == ["text", "column_2"])
        #expect(
            table.rows == [
                [.string("a'b;\\"), .integer(1)], [.string("it's\n"), .integer(2)], [.string("\"x\""), .integer(3)],
            ])
    }

    @Test("a given type neither widens nor is inferred; role and unit are taken over")
    func givenColumns() throws {
        let spec = IngestSpec(columns: [
            GivenColumn(name: "n", type: .integer), GivenColumn(name: "s", type: .string),
            GivenColumn(name: "t", role: .ignored, unit: "ms"),
        ])
        let table = try IngestedTable("n,s,t\n1,1,1\n2.5,2,2\n3,3,3\n", spec: spec)
        #expect(table.types == [.integer, .string, .integer])
        #expect(table.summary.rejects.map(\.reason) == ["not an integer"])
        #expect(table.summary.columns.map(\.role) == [.feature, .feature, .ignored])
        #expect(table.summary.columns[2].unit == "ms")
        #expect(throws: IngestError.unknownColumn(field: "spec.schema", name: "x")) {
            try IngestedTable("a\n1\n", spec: IngestSpec(columns: [GivenColumn(name: "x")]))
        }
    }

    @Test("a missing value where there must be one is a reject")
    func missingRejected() throws {
        let spec = IngestSpec(columns: [GivenColumn(name: "a", isMissingRejected: true)])
        let table = try IngestedTable("a,b\n1,\n,2\nNA,3\n4,4\n", spec: spec)
        #expect(table.summary.acceptedRows == 2)
        #expect(table.summary.rejects.map(\.line) == [3, 4])
        #expect(table.summary.rejects.map(\.column) == ["a", "a"])
    }

    @Test("texts that mean a missing value, numbers too")
    func missingTexts() throws {
        let spec = IngestSpec(missingTexts: MissingTexts(["-999", "n.d."]))
        let table = try IngestedTable("a,b\n1,x\n-999,n.d.\n n.d. ,\"n.d.\"\n2,y\n", spec: spec)
        #expect(
            table.rows == [
                [.integer(1), .string("x")], [.missing, .missing], [.missing, .string("n.d.")],
                [.integer(2), .string("y")],
            ])
    }

    private static let mixed = "a,b\n" + (1...20).map { "\($0),x\n" }.joined() + "bad,y\n2\n22,z\n"

    @Test("values that are none of their type become missing where that is wanted, and are counted apart")
    func nullValue() throws {
        let table = try IngestedTable(Self.mixed, spec: IngestSpec(policy: .nullValue))
        #expect(table.summary.acceptedRows == 22)
        #expect(table.summary.rejectedRows == 1)
        #expect(table.summary.nulledCells == 1)
        #expect(table.rows[20] == [.missing, .string("y")])
        #expect(table.summary.rejects.map(\.line) == [22, 23])
        #expect(table.summary.rejects.map(\.isNulled) == [true, false])
    }

    @Test("the first reject ends the upload where that is wanted")
    func failUpload() {
        let reject = RowReject(line: 22, column: "a", reason: "not an integer", text: "bad")
        #expect(throws: IngestError.rowRefused(reject)) {
            try IngestedTable(Self.mixed, spec: IngestSpec(policy: .failUpload))
        }
    }

    @Test("the table does not depend on how the file is split", arguments: 0..<6)
    func splits(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var text = "i,f,s,k\n"
        for row in 0..<400 {
            let isBad = row % 50 == 0 && Bool.random(using: &generator)
            let integer = row == 230 ? "7.5" : isBad ? "x\(row)" : "\(row)"
            let string = row % 7 == 0 ? "\"a \"\"b\"\"\n\(row % 30)\"" : "w\(row % 40)"
            text += "\(integer),\(Double(row) / 7),\(string),\(row > 300 ? "K" : "")\(row)\n"
            if row % 90 == 0 { text += "ragged,row\n" }
        }
        let spec = IngestSpec(idColumns: ["k"])
        let limits = IngestLimits(chunkRowsMax: 64, dictionaryBytesTarget: 200)
        let whole = try IngestedTable(text, spec: spec, limits: limits)
        let pieces = Array(text.utf8).randomPieces(longest: 300, using: &generator)
        let split = try IngestedTable(pieces, spec: spec, limits: limits)
        #expect(whole.summary == split.summary)
        #expect(whole.rows == split.rows)
        #expect(whole.chunkRows == split.chunkRows)
        #expect(whole.summary.acceptedRows + whole.summary.rejectedRows == 405)
        #expect(whole.types == [.float, .float, .string, .string])
    }
}
