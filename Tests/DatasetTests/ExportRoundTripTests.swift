import TestKit
import Testing

@testable import DatasetBackend

/// What our exporter writes is read as what it was, to the last bit, whatever is in the table.
@Suite("Export round trip")
struct ExportRoundTripTests {
    private static func read(
        _ table: ExportedTable, _ pieces: [ArraySlice<UInt8>], limits: IngestLimits = .standard
    ) throws -> IngestedTable {
        // Format, delimiter and compression are told from the file; only the types are given.
        try IngestedTable(file: pieces, ingest: IngestSpec(columns: table.columns), ingestLimits: limits)
    }

    /// A double's description tells zeros apart, and bytes tell apart texts that Swift takes for equal.
    private static func exact(_ rows: [[TestValue]]) -> [[[UInt8]]] {
        rows.map { $0.map { Array($0.description.utf8) } }
    }

    private static func expect(_ found: IngestedTable, _ table: ExportedTable, _ comment: Comment) {
        #expect(found.summary.rejects == [], comment)
        #expect(found.summary.columns.map(\.name) == table.names, comment)
        #expect(found.types == table.types, comment)
        #expect(exact(found.rows) == exact(table.rows), comment)
    }

    @Test("a table made from a seed comes back exactly", arguments: 0..<60 as Range<UInt64>)
    func tables(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let table = ExportedTable(seed: seed, rows: Int.random(in: 1...120, using: &generator))
        for format in [ExportFormat.csv, .jsonLines] {
            let text = try table.text(format, messageBytes: Int.random(in: 1...2000, using: &generator))
            let limits = IngestLimits(chunkRowsMax: Int.random(in: 10...150, using: &generator))
            let pieces = text.randomPieces(longest: 300, using: &generator)
            Self.expect(try Self.read(table, pieces, limits: limits), table, "\(format.rawValue), seed \(seed)")
        }
    }

    @Test("the only column may have any name", arguments: ExportedTable.oddNames)
    func oneColumn(name: String) throws {
        let table = ExportedTable(seed: 1, rows: 20, names: [name])
        for format in [ExportFormat.csv, .jsonLines] {
            let text = try table.text(format, messageBytes: 1000)
            Self.expect(try Self.read(table, [text[...]]), table, "\(format.rawValue)")
        }
    }

    @Test("wherever the file is cut in two", arguments: 100..<106 as Range<UInt64>)
    func cuts(seed: UInt64) throws {
        let table = ExportedTable(seed: seed, rows: 4)
        for format in [ExportFormat.csv, .jsonLines] {
            let text = try table.text(format, messageBytes: 1000)
            for position in text.indices {
                let found = try Self.read(table, [text[..<position], text[position...]])
                Self.expect(found, table, "\(format.rawValue), seed \(seed), cut at byte \(position)")
            }
        }
    }
}
