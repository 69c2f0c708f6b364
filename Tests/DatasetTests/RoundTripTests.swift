import TestKit
import Testing

@testable import DatasetBackend

/// Random tables, written as CSV in random spellings, cut at random, come out as they went in.
@Suite("Ingest round trip")
struct RoundTripTests {
    private static func value(_ type: ValueType, _ generator: inout SeededGenerator) -> (TestValue, String) {
        if Int.random(in: 0..<6, using: &generator) == 0 {
            return (.missing, ["", "NA", " null ", "NaN"].randomElement(using: &generator) ?? "")
        }
        switch type {
        case .integer:
            let value = Int64(truncatingIfNeeded: generator.next()) >> Int64.random(in: 0...60, using: &generator)
            return (.integer(value), " \(value)")
        case .float:
            let value = Double.random(in: -1e6...1e6, using: &generator)
            return (.float(value), "\(value)")
        case .boolean:
            let value = Bool.random(using: &generator)
            return (.boolean(value), value ? "TRUE" : "false")
        case .timestamp:
            let text = TimestampParser.text(Int64.random(in: 0...1 << 52, using: &generator))
            return (.timestamp(text), text)
        case .string:
            let text = String(
                (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                    ["x", ",", "\"", "\n", "é", " ", "\r\n"].randomElement(using: &generator) ?? "x"
                })
            return (.string(text), "\"" + quoted(text) + "\"")
        }
    }

    private static func quoted(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) }
    }

    @Test("tables come back", arguments: 0..<12)
    func tables(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let types = (0..<5).map { _ in ValueType.allCases.randomElement(using: &generator) ?? .float }
        var text = types.indices.map { "c\($0)" }.joined(separator: ",") + "\r\n"
        var rows: [[TestValue]] = []
        for _ in 0..<300 {
            let cells = types.map { Self.value($0, &generator) }
            rows.append(cells.map(\.0))
            text += cells.map(\.1).joined(separator: ",") + "\r\n"
        }
        let limits = IngestLimits(chunkRowsMax: Int.random(in: 50...400, using: &generator))
        let table = try IngestedTable(Array(text.utf8).randomPieces(longest: 400, using: &generator), limits: limits)
        #expect(table.types == types)
        #expect(table.summary.rejectedRows == 0)
        #expect(table.rows == rows)
        for (index, column) in table.summary.columns.enumerated() {
            #expect(column.missingCount == rows.count { $0[index] == .missing })
        }
    }
}
