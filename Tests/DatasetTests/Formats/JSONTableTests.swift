import TestKit
import Testing

@testable import DatasetBackend

@Suite("JSON tables")
struct JSONTableTests {
    @Test("a string is what a quoted field is, null and NaN are missing, numbers stay exact, what is nested is text")
    func values() throws {
        let table = try IngestedTable(
            file: """
                {"i":9007199254740993,"f":1.5,"s":"NA","b":true,"n":{"k":[1, "a b"]},"t":"2026-01-01T00:00:00Z","q":"12"}
                {"i":-9223372036854775808,"f":NaN,"s":"","b":null,"n":[],"q":"13"}
                {"i":9223372036854775807,"f":-Infinity,"s":null,"b":false,"n":null,"t":"2026-01-02","q":14}
                {"s":"word"}
                """)
        #expect(table.types == [.integer, .float, .string, .boolean, .string, .timestamp, .integer])
        #expect(
            table.rows == [
                [
                    .integer(9_007_199_254_740_993), .float(1.5), .string("NA"), .boolean(true),
                    .string(#"{"k":[1,"a b"]}"#), .timestamp("2026-01-01T00:00:00Z"), .integer(12),
                ],
                [.integer(.min), .missing, .string(""), .missing, .string("[]"), .missing, .integer(13)],
                [
                    .integer(.max), .float(-.infinity), .missing, .boolean(false), .missing,
                    .timestamp("2026-01-02T00:00:00Z"), .integer(14),
                ],
                [.missing, .missing, .string("word"), .missing, .missing, .missing, .missing],
            ])
        #expect(table.summary.rejects.isEmpty)
    }

    @Test("what contradicts its column, and what can't be read, is rejected with line, column and text; counts add up")
    func rejects() throws {
        let good = (0..<20).map { "{\"a\":\($0),\"b\":\"x\"}" }
        let bad = ["{\"a\":\"y\",\"b\":\"x\"}", "{\"a\":[1],\"b\":\"x\"}", "{\"a\":1,\"a\":2}", "{\"a\":1", "", "7"]
        let table = try IngestedTable(file: (good + bad + good).joined(separator: "\n"))
        #expect(table.summary.acceptedRows == 40)
        #expect(table.summary.rejectedRows == 5)
        #expect(table.summary.rejects.map(\.line) == [21, 22, 23, 24, 26])
        #expect(table.summary.rejects.map(\.column) == ["a", "a", "a", "", ""])
        #expect(table.summary.rejects.map(\.text) == ["y", "[1]", "{\"a\":1,\"a\":2}", "{\"a\":1", "7"])
        #expect(table.summary.rejects.map(\.reason)[2].contains("twice"))
    }

    @Test(
        "more objects without keys than the sample takes, before the first that has some, are no table",
        arguments: [4, 3])
    func keysTooLate(count: Int) throws {
        let text = String(repeating: "{}\n", count: count) + "{\"a\":1}\n{\"a\":2}\n"
        let table = Result {
            try IngestedTable(file: [Array(text.utf8)[...]], ingestLimits: IngestLimits(chunkRowsMax: 4))
        }
        if count == 4 {
            #expect(throws: IngestError.noKeys) { try table.get() }
            return
        }
        #expect(try table.get().rows.count == 5)
        #expect(try table.get().summary.acceptedRows == 5)
    }

    @Test("keys that come up later are columns that were missing before, in chunks handed out before too")
    func laterKeys() throws {
        let limits = IngestLimits(chunkRowsMax: 10)
        let lines = (0..<95).map { row in
            "{\"a\":\(row)" + (row >= 5 ? ",\"b\":\"\(row)\"" : "") + (row >= 33 && row != 40 ? ",\"c\":\(row)" : "")
                + "}"
        }
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let table = try IngestedTable(file: [bytes[...]], ingestLimits: limits)
        #expect(table.summary.columns.map(\.name) == ["a", "b", "c"])
        #expect(table.summary.columns.map(\.firstRow) == [0, 0, 30])
        #expect(table.summary.columns.map(\.missingCount) == [0, 5, 34])
        #expect(table.rows.count == 95)
        for (index, row) in table.rows.enumerated() {
            #expect(row[0] == .integer(Int64(index)))
            #expect(row[1] == (index < 5 ? .missing : .integer(Int64(index))))
            #expect(row[2] == (index < 33 || index == 40 ? .missing : .integer(Int64(index))))
        }
    }

    @Test("many keys that come up one by one do not make a chunk each")
    func manyLaterKeys() throws {
        let limits = IngestLimits(sampleBytesTarget: 100)
        let lines = (0..<500).map { "{\"k\($0)\":\($0)}\n" }
        let table = try IngestedTable(file: [Array(lines.joined().utf8)[...]], ingestLimits: limits)
        #expect(table.chunkRows == [500])
        #expect(table.summary.columns.map(\.missingCount) == Array(repeating: 499, count: 500))
        #expect(table.rows[499][0] == .missing && table.rows[499][499] == .integer(499))
    }

    @Test("short records of many columns are handed out chunk by chunk, though they came in one piece")
    func fewChunksAtOnce() throws {
        let limits = IngestLimits(chunkBytesTarget: 1 << 20, sampleBytesTarget: 100, packsChunks: false)
        let keys = (0..<500).map { "\"k\($0)\":1" }.joined(separator: ",")
        let bytes = Array("{\(keys)}\n".utf8) + Array(repeating: Array("{\"k0\":2}\n".utf8), count: 3000).joined()
        let pipeline = FilePipeline(FileSpec(format: .jsonLines), ingest: IngestSpec(), ingestLimits: limits)
        var (atOnce, rows, position, needsMore) = ([Int](), 0, 0, false)
        while !needsMore {
            let step = try bytes.withUnsafeBytes { try pipeline.read($0, from: &position) }
            needsMore = step.needsMore
            atOnce.append(step.chunks.count)
            rows += step.chunks.reduce(0) { $0 + $1.rowCount }
        }
        let end = try pipeline.finish()
        #expect(rows + end.chunks.reduce(0) { $0 + $1.rowCount } == 3001)
        #expect(atOnce.reduce(0, +) > 10 && atOnce.allSatisfy { $0 <= 3 } && end.chunks.count <= 1, "\(atOnce)")
        #expect(end.summary.acceptedRows == 3001)
    }

    @Test("a column in which no value may be missing can't come up behind rows that lack it")
    func lateRequiredKey() throws {
        let limits = IngestLimits(sampleBytesTarget: 100)
        let ingest = IngestSpec(columns: [GivenColumn(name: "b", isMissingRejected: true)])
        let early = String(repeating: "{\"a\":1}\n", count: 20)
        #expect(throws: IngestError.missingBefore(column: "b", rows: 20)) {
            try IngestedTable(
                file: [Array((early + "{\"b\":1}\n").utf8)[...]], ingest: ingest, ingestLimits: limits)
        }
        // Within the sample they are rejected one by one.
        let table = try IngestedTable(file: [Array((early + "{\"b\":1}\n").utf8)[...]], ingest: ingest)
        #expect(table.summary.acceptedRows == 1 && table.summary.rejectedRows == 20)
    }

    @Test("what is kept of records that can't be read counts towards the sample")
    func faultsInSample() throws {
        let limits = IngestLimits(sampleBytesTarget: 1000)
        let faults = String(repeating: "{\"a\":\(String(repeating: "x", count: 90))}\n", count: 10)
        let table = try IngestedTable(
            file: [Array(("{\"a\":1}\n" + faults + "{\"a\":\"text\"}\n").utf8)[...]], ingestLimits: limits)
        // Types were decided before the text came.
        #expect(table.types == [.integer] && table.summary.rejectedRows == 11)
    }

    @Test("arrays have the names in the first; another number of values rejects the row")
    func arrays() throws {
        let table = try IngestedTable(file: "[[\"a\",\"b\"],[1,2],[3],[4,5,6],{\"a\":1},[7,null]]")
        #expect(table.rows == [[.integer(1), .integer(2)], [.integer(7), .missing]])
        #expect(table.summary.rejectedRows == 3)
        for text in ["[[\"a\",\"a\"],[1,2]]", "[[\"\"],[1]]", "[[]]"] {
            #expect(throws: (any Error).self, "\(text)") { try IngestedTable(file: text) }
        }
    }

    @Test("arrays without a header have the given names, then those of their places")
    func arraysWithoutHeader() throws {
        let spec = IngestSpec(hasHeader: false, columns: [GivenColumn(name: "a")])
        let table = try IngestedTable(file: "[[],[1,\"x\"],[2,\"y\"],[3]]", ingest: spec)
        #expect(table.summary.columns.map(\.name) == ["a", "column_2"])
        #expect(table.rows == [[.integer(1), .string("x")], [.integer(2), .string("y")]])
        #expect(table.summary.rejectedRows == 2)
    }

    @Test("roles are given by name, and a name that no record has is refused at the end")
    func roles() throws {
        let text = "{\"x\":1}\n{\"k\":\"007\",\"x\":2,\"y\":0}\n"
        let table = try IngestedTable(file: text, ingest: IngestSpec(targetColumn: "y", idColumns: ["k"]))
        #expect(table.summary.columns.map(\.role) == [.feature, .identifier, .label])
        #expect(table.rows == [[.integer(1), .missing, .missing], [.integer(2), .string("007"), .integer(0)]])
        #expect(throws: IngestError.unknownColumn(field: "spec.target_column", name: "z")) {
            try IngestedTable(file: text, ingest: IngestSpec(targetColumn: "z"))
        }
    }

    @Test("a file of nothing but rejects says so, and one that breaks off says where")
    func errors() throws {
        #expect {
            try IngestedTable(file: "{\"a\":}\n{\n", spec: FileSpec(format: .jsonLines))
        } throws: {
            if case .everyRowRejected(_, 2) = $0 as? IngestError { true } else { false }
        }
        #expect {
            try IngestedTable(file: "[{\"a\":1},\n{\"a\":2}")
        } throws: {
            ($0 as? FormatError)?.message.hasPrefix("line 2, column 8:") == true
        }
    }

    /// Random tables, written as JSON and as CSV.
    @Test("what is written as JSON reads as its CSV twin", arguments: 0..<30)
    func property(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let pool = Array("ab ,\"\\/\n\t\u{1}é€😀{}[]:0'")
        let columnCount = Int.random(in: 1...6, using: &generator)
        let names = (0..<columnCount).map { column in
            "c\(column)" + String((0..<2).map { _ in pool.randomElement(using: &generator) ?? "x" }) + "."
        }
        let kinds = (0..<columnCount).map { _ in Int.random(in: 0..<4, using: &generator) }
        var csv = names.map(Self.quoted).joined(separator: ",") + "\n"
        var records: [String] = []
        for _ in 0..<Int.random(in: 1...60, using: &generator) {
            var members: [String] = []
            var fields: [String] = []
            for column in 0..<columnCount {
                let isMissing = !records.isEmpty && Int.random(in: 0..<5, using: &generator) == 0
                let (field, value): (String, String)
                switch kinds[column] {
                case 0:
                    let number = "\(Int64.random(in: .min ... .max, using: &generator))"
                    (field, value) = (number, number)
                case 1:
                    let number = "\(Double.random(in: -1e9...1e9, using: &generator))"
                    (field, value) = (number, number)
                case 2:
                    let flag = "\(Bool.random(using: &generator))"
                    (field, value) = (flag, flag)
                default:
                    let text = String(
                        (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                            pool.randomElement(using: &generator) ?? "x"
                        })
                    (field, value) = (Self.quoted(text), Self.json(text, using: &generator))
                }
                fields.append(isMissing ? "" : field)
                if !isMissing {
                    members.append(Self.json(names[column], using: &generator) + ":" + value)
                } else if Bool.random(using: &generator) {
                    members.append(Self.json(names[column], using: &generator) + " : null")
                }
            }
            csv += fields.joined(separator: ",") + "\n"
            if !records.isEmpty { members.shuffle(using: &generator) }
            records.append("{" + members.joined(separator: ", ") + "}")
        }
        let expected = try IngestedTable(csv, spec: IngestSpec(), limits: IngestLimits(chunkRowsMax: 7))
        for text in [records.joined(separator: "\n"), "[" + records.joined(separator: ",") + "]"] {
            let table = try IngestedTable(
                file: Array(text.utf8).randomPieces(longest: 50, using: &generator),
                ingestLimits: IngestLimits(chunkRowsMax: 7))
            #expect(table.rows == expected.rows)
            #expect(table.summary.columns == expected.summary.columns)
        }
    }

    private static func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }

    private static func json(_ text: String, using generator: inout SeededGenerator) -> String {
        var json = "\""
        for unit in text.utf16 {
            let isPlain = unit >= 0x20 && unit < 0x80 && unit != 0x22 && unit != 0x5C
            if isPlain, Int.random(in: 0..<10, using: &generator) > 0 {
                json.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            } else {
                let digits = String(unit, radix: 16, uppercase: Bool.random(using: &generator))
                json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return json + "\""
    }
}
