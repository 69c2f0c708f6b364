import TestKit
import Testing

@testable import DatasetBackend

/// Files that came, or may come, from somewhere, each with the table and the reject report that a user would expect.
@Suite("Corpus of files")
struct CorpusTests {
    static let cases = CorpusCase.all("csv") + CorpusCase.all("json")

    @Test("the corpus is there")
    func isThere() {
        #expect(CorpusCase.all("csv").count >= 120)
        #expect(CorpusCase.all("json").count >= 35)
    }

    @Test("a file becomes the table and the report that are expected", arguments: cases)
    func outcome(file: CorpusCase) throws {
        let expected = try file.expected()
        let wanted = try CorpusOutcome(expected)
        let found = try CorpusOutcome(of: [file.input()[...]], file.request())
        #expect(found.error == wanted.error)
        #expect(found.columns == wanted.columns)
        #expect(found.rows == wanted.rows)
        #expect(found.rejects == wanted.rejects)
        for (column, role) in wanted.roles { #expect(found.roles[column] == role, "role of \(column)") }
        // Nothing is dropped silently: each data row of the file is accepted or rejected.
        #expect(found.accepted == Int64(found.rows.count))
        #expect(found.accepted + found.rejected == expected.records ?? 0)
        #expect(found.nulled == wanted.nulled)
    }

    /// A longer file is cut at so many places, evenly spread.
    private static let cutsMax = 100

    @Test("it does not matter how the file is cut: in two at any byte, and into single bytes", arguments: cases)
    func pieces(file: CorpusCase) throws {
        let input = try file.input()
        let request = try file.request()
        // Room that is made anew for each reading; what the limits do is tried elsewhere.
        let small = IngestLimits(csv: CSVLimits(recordBytesMax: 4096, fieldBytesMax: 4096))
        let whole = try CorpusOutcome(of: [input[...]], request)
        for position in stride(from: 0, through: input.count, by: input.count / Self.cutsMax + 1) {
            let cut = try CorpusOutcome(of: [input[..<position], input[position...]], request, ingestLimits: small)
            #expect(cut == whole, "cut at byte \(position)")
            if cut != whole { return }
        }
        let limits = FormatLimits(pieceBytes: 16, sniffBytes: FormatLimits.standard.sniffBytes)
        let bytes = input.indices.map { input[$0...$0] }
        #expect(try CorpusOutcome(of: bytes, request, limits: limits, ingestLimits: small) == whole, "single bytes")
    }
}
