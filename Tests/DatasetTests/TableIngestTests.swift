import Testing

@testable import DatasetBackend

@Suite("Ingest")
struct TableIngestTests {
    @Test("types are inferred, missing values are missing")
    func types() throws {
        let table = try IngestedTable(
            """
            id,x,n,flag,at,name
            1,0.5,7,true,2026-01-01,anna
            2,,8,FALSE,2026-01-02T03:04:05Z,"bo, jr"
            3,-1e3,NA,,null,
            4,"2",9,True,,"NA"
            """)
        #expect(table.types == [.integer, .float, .integer, .boolean, .timestamp, .string])
        #expect(table.summary.columns.map(\.missingCount) == [0, 1, 1, 1, 2, 1])
        #expect(table.summary.columns.map(\.role) == [.feature, .feature, .feature, .feature, .eventTime, .feature])
        #expect(
            table.rows == [
                [
                    .integer(1), .float(0.5), .integer(7), .boolean(true), .timestamp("2026-01-01T00:00:00Z"),
                    .string("anna"),
                ],
                [
                    .integer(2), .missing, .integer(8), .boolean(false), .timestamp("2026-01-02T03:04:05Z"),
                    .string("bo, jr"),
                ],
                [.integer(3), .float(-1000), .missing, .missing, .missing, .missing],
                [.integer(4), .float(2), .integer(9), .boolean(true), .missing, .string("NA")],
            ])
    }

    @Test("bad rows are reported with line, column, reason and text, and the counts add up")
    func rejects() throws {
        let table = try IngestedTable(
            """
            a,b
            1,x
            2,y,z
            3
            "4"4,x
            five,x
            6,"multi
            line"
            7,7
            8,q

            9,"open
            10,fine
            """)
        #expect(
            table.summary.rejects == [
                RowReject(line: 3, column: "", reason: "3 fields where the header has 2", text: "2,y,z"),
                RowReject(line: 4, column: "", reason: "1 field where the header has 2", text: "3"),
                RowReject(line: 5, column: "", reason: CSVProblem.textAfterQuote.reason, text: "\"4\"4,x"),
                RowReject(line: 6, column: "a", reason: "not an integer", text: "five"),
                RowReject(line: 12, column: "", reason: CSVProblem.unclosedQuote.reason, text: "9,\"open"),
            ])
        #expect(table.summary.acceptedRows == 5)
        #expect(table.summary.rejectedRows == 5)
        #expect(
            table.rows == [
                [.integer(1), .string("x")], [.integer(6), .string("multi\nline")], [.integer(7), .string("7")],
                [.integer(8), .string("q")], [.integer(10), .string("fine")],
            ])
    }

    @Test("text that is not UTF-8, or has a NUL, rejects its row")
    func badText() throws {
        let bytes = Array("a,b\nx,1\n".utf8) + [0xFF, 0xFE] + Array(",2\nz\0z,3\n\u{E9},4\n".utf8)
        let table = try IngestedTable([bytes[...]])
        #expect(table.summary.rejects.map(\.reason) == ["not valid UTF-8", "a NUL character"])
        #expect(table.summary.rejects.map(\.text) == ["\u{FFFD}\u{FFFD}", "z?z"])
        #expect(table.rows.map(\.first) == [.string("x"), .string("é")])
    }

    static let smallSample = IngestLimits(chunkRowsMax: 4)

    @Test("after the sample an integer column widens to numbers, chunks already cut included")
    func widening() throws {
        let table = try IngestedTable("a\n1\n2\n3\n4\n5\n6\n7.5\n8\n9\n", limits: Self.smallSample)
        #expect(table.chunkRows == [4, 4, 1])
        #expect(table.types == [.float])
        #expect(table.rows.map { $0[0] } == [1, 2, 3, 4, 5, 6, 7.5, 8, 9].map(TestValue.float))
    }

    @Test(
        "after the sample an identifier that its number does not give again widens its column", arguments: [" 5", "05"])
    func identifiersWiden(text: String) throws {
        let table = try IngestedTable(
            "a,b\n1,1\n2,1\n3,1\n4,1\n\(text),1\n5,1\n", spec: IngestSpec(idColumns: ["a"]),
            limits: Self.smallSample)
        #expect(table.types[0] == .string)
        #expect(table.rows.map { $0[0] } == ["1", "2", "3", "4", text, "5"].map(TestValue.string))
    }

    @Test("a row that is rejected widens nothing")
    func rejectedRowsWidenNothing() throws {
        let table = try IngestedTable("a,b\n1,1\n2,2\n3,3\n4,4\n5.5,x\n6,6\n", limits: Self.smallSample)
        #expect(table.types == [.integer, .integer])
        #expect(table.summary.rejects.map(\.column) == ["b"])
        #expect(table.rows.count == 5)
    }

    @Test("after the sample a value that contradicts its column rejects its row")
    func contradiction() throws {
        let text = "a,b,c\n" + String(repeating: "1,true,2026-01-01\n", count: 4)
        let table = try IngestedTable(
            text + "x,true,\n2,maybe,\n2,,soon\n2,,\n1e400,,\n", limits: Self.smallSample)
        #expect(table.summary.rejects.map(\.line) == [6, 7, 8, 10])
        #expect(table.summary.rejects.map(\.column) == ["a", "b", "c", "a"])
        #expect(
            table.summary.rejects.map(\.reason)
                == ["not an integer", "not true or false", "not a timestamp", "not an integer"])
        #expect(table.summary.acceptedRows == 5)
    }

    @Test("a column without values takes the type of the first that comes")
    func undecided() throws {
        let text = "a,b,c\n" + String(repeating: "1,,\n", count: 6) + "1,x,\n1,y,\n"
        let table = try IngestedTable(text, limits: Self.smallSample)
        #expect(table.types == [.integer, .string, .float])
        #expect(table.rows[5] == [.integer(1), .missing, .missing])
        #expect(table.rows[7] == [.integer(1), .string("y"), .missing])
        #expect(table.summary.columns.map(\.missingCount) == [0, 6, 8])
    }

    @Test("identifiers keep their text and widen to text")
    func identifiers() throws {
        let spec = IngestSpec(targetColumn: "y", idColumns: ["k", "z"])
        let text = "k,z,y\n1,01,0\n22,02,1\n-3,03,0\n4,04,0\n5,05,0\nA6,06,1\n7,07,0\n"
        let table = try IngestedTable(text, spec: spec, limits: Self.smallSample)
        #expect(table.summary.columns.map(\.role) == [.identifier, .identifier, .label])
        #expect(table.types == [.string, .string, .integer])
        #expect(table.rows.map { $0[0] } == ["1", "22", "-3", "4", "5", "A6", "7"].map(TestValue.string))
        #expect(table.rows.map { $0[1] } == ["01", "02", "03", "04", "05", "06", "07"].map(TestValue.string))
    }

    @Test("one value in ten may contradict a type, more make the column text")
    func tolerance() throws {
        let numbers = (1...18).map { "\($0)\n" }.joined()
        #expect(try IngestedTable("a\n" + numbers + "x\ny\n").types == [.integer])
        #expect(try IngestedTable("a\n" + numbers + "x\ny\nz\n").types == [.string])
        #expect(try IngestedTable("a\n1\n2\nx\n").summary.rejectedRows == 1)
        #expect(try IngestedTable("a\n1\nx\n").types == [.string])
    }

    @Test("integers beyond 64 bits are numbers")
    func largeIntegers() throws {
        let table = try IngestedTable("a,b\n9223372036854775807,1\n-9223372036854775808,18446744073709551616\n")
        #expect(table.types == [.integer, .float])
        #expect(table.rows[1] == [.integer(.min), .float(18_446_744_073_709_551_616)])
    }

    @Test("in a file of one column a line without characters is a missing value")
    func oneColumn() throws {
        #expect(try IngestedTable("a\n1\n\n3\n").rows == [[.integer(1)], [.missing], [.integer(3)]])
        #expect(try IngestedTable("a,b\n1,2\n\n3,4\n\n").rows.count == 2)
    }

    @Test("columns that hold nothing are numbers, all missing")
    func nothing() throws {
        let table = try IngestedTable("a,b\n,\n,\n")
        #expect(table.types == [.float, .float])
        #expect(table.rows == [[.missing, .missing], [.missing, .missing]])
    }

    struct BadFile: Sendable {
        var text: String
        var error: IngestError
    }

    @Test(
        "files that can't be datasets",
        arguments: [
            BadFile(text: "", error: .noHeader),
            BadFile(text: "a,b", error: .noRows),
            BadFile(text: "a,b\n\n\n", error: .noRows),
            BadFile(text: "a,,c\n1,2,3\n", error: .emptyColumnName(column: 2)),
            BadFile(text: "\n\n1,2,3\n", error: .noRows),
            BadFile(text: "\n\r\n", error: .noHeader),
            BadFile(text: "a,b,a\n1,2,3\n", error: .duplicateColumnName("a")),
            BadFile(text: "a, a \n1,2\n", error: .duplicateColumnName("a")),
            BadFile(text: "\"a\"b,c\n1,2\n", error: .malformedHeader(.textAfterQuote)),
            BadFile(text: "\"a,c\n1,2\n", error: .malformedHeader(.unclosedQuote)),
            BadFile(
                text: "a,b\n1\n2\n",
                error: .everyRowRejected(
                    [
                        RowReject(line: 2, column: "", reason: "1 field where the header has 2", text: "1"),
                        RowReject(line: 3, column: "", reason: "1 field where the header has 2", text: "2"),
                    ], count: 2)),
        ])
    func badFiles(file: BadFile) {
        #expect(throws: file.error) { try IngestedTable(file.text) }
    }

    @Test("columns that the uploader names must exist")
    func namedColumns() {
        #expect(throws: IngestError.unknownColumn(field: "spec.target_column", name: "y")) {
            try IngestedTable("a\n1\n", spec: IngestSpec(targetColumn: "y"))
        }
        #expect(throws: IngestError.unknownColumn(field: "spec.id_columns", name: "k")) {
            try IngestedTable("a\n1\n", spec: IngestSpec(idColumns: ["a", "k"]))
        }
    }

    @Test("column limits: at and one past")
    func columnLimits() throws {
        func file(_ columns: Int) -> String {
            (1...columns).map { "c\($0)" }.joined(separator: ",") + "\n"
                + (1...columns).map { "\($0)" }.joined(separator: ",") + "\n"
        }
        #expect(try IngestedTable(file(1000)).rows[0].count == 1000)
        #expect(throws: IngestError.tooManyColumns(limit: 1000)) { try IngestedTable(file(1001)) }
        let name = String(repeating: "n", count: 200)
        #expect(try IngestedTable("\(name)\n1\n").summary.columns[0].name == name)
        #expect(throws: IngestError.columnNameTooLong(column: 1, limitBytes: 200)) {
            try IngestedTable("\(name)n\n1\n")
        }
    }

    @Test("rejects are described up to the limit, in order of lines, and all of them counted")
    func rejectLimit() throws {
        let rows = (0..<10).map { $0 % 2 == 0 ? "1\n" : "x,y\n" }.joined() + "z\n"
        for (limit, lines) in [(6, [3, 5, 7, 9, 11, 12]), (5, [3, 5, 7, 9, 11]), (0, [])] {
            let table = try IngestedTable("a\n" + rows, limits: IngestLimits(rejectsMax: limit))
            #expect(table.summary.rejects.map { Int($0.line) } == lines)
            #expect(table.summary.rejectedRows == 6)
            #expect(table.summary.acceptedRows == 5)
        }
        let sampled = try IngestedTable("a,b\n1,1\nx,1\n1,1\n1\n1,1\n", limits: IngestLimits(rejectsMax: 1))
        #expect(sampled.summary.rejects.map(\.line) == [3])
    }

    @Test("a reject's text is cut at the limit, between characters")
    func rejectText() throws {
        let limits = IngestLimits(csv: CSVLimits(rejectTextBytesMax: 4))
        let table = try IngestedTable("a\nabcd\nabcé\n" + String(repeating: "1\n", count: 18), limits: limits)
        #expect(table.summary.rejects.map(\.text) == ["abcd", "abc…"])
    }

    @Test("chunks end at the rows, the bytes and the strings allowed")
    func chunkLimits() throws {
        let rows = (0..<10).map { "\($0),text \($0)\n" }.joined()
        #expect(try IngestedTable("a,b\n" + rows, limits: IngestLimits(chunkRowsMax: 5)).chunkRows == [5, 5])
        // 18 bytes of cells and 10 of a new string a row.
        #expect(
            try IngestedTable("a,b\n" + rows, limits: IngestLimits(chunkBytesTarget: 84)).chunkRows == [3, 3, 3, 1])
        #expect(
            try IngestedTable("a,b\n" + rows, limits: IngestLimits(dictionaryBytesTarget: 40)).chunkRows == [4, 4, 2])
    }
}
