import TestKit
import Testing

@testable import DatasetBackend

/// The corpus with some of its bytes changed: whatever a file has become, how it is cut does not matter, and nothing is
/// dropped silently.
@Suite("Corpus of damaged files")
struct MutatedFileTests {
    private static let mutationsPerFile = 5
    /// What means something to a reader.
    private static let tellingBytes =
        Array("\"\"\",,;\t|\n\n\r\r\\{}[]:-+.eE019 tnN\0".utf8) + [0xC3, 0xA9, 0xEF, 0xBB, 0xBF, 0xFF]

    @Test("each file, damaged in some ways", arguments: CorpusTests.cases)
    func damaged(file: CorpusCase) throws {
        let request = try file.request()
        let input = try file.input()
        let small = IngestLimits(
            csv: CSVLimits(recordBytesMax: 300, fieldBytesMax: 100, columnsMax: 8), chunkRowsMax: 5, rejectsMax: 10_000)
        for seed in 0..<Self.mutationsPerFile {
            var generator = SeededGenerator(seed: UInt64(seed))
            let damaged = Self.damage(input, using: &generator)
            let whole = try CorpusOutcome(of: [damaged[...]], request, ingestLimits: small)
            let pieces = damaged.randomPieces(longest: 7, using: &generator)
            let limits = FormatLimits(pieceBytes: 16)
            let cut = try CorpusOutcome(of: pieces, request, limits: limits, ingestLimits: small)
            #expect(cut == whole, "seed \(seed): \(damaged)")
            #expect(whole.accepted == Int64(whole.rows.count), "seed \(seed): \(damaged)")
            #expect(Int64(whole.rejects.count) == whole.rejected + whole.nulled, "seed \(seed): \(damaged)")
        }
    }

    private static func damage(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            let end = min(bytes.count, place + Int.random(in: 0...6, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
            case 2: bytes.insert(tellingBytes.randomElement(using: &generator) ?? 0, at: place)
            default:
                if place < bytes.count { bytes[place] = tellingBytes.randomElement(using: &generator) ?? 0 }
            }
        }
        return bytes
    }
}
