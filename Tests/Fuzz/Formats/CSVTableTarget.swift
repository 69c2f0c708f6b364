@testable import DatasetBackend

/// Separated values as tables, whole and in pieces, in any dialect and with any policy.
enum CSVTableTarget {
    private static let limits = IngestLimits(
        csv: CSVLimits(recordBytesMax: 256, fieldBytesMax: 48, columnsMax: 8, columnNameBytesMax: 16),
        chunkRowsMax: 5, dictionaryBytesTarget: 64, rejectsMax: 1000)

    static func run(_ input: FuzzInput) {
        var input = input
        var spec = IngestSpec()
        if input.flag() { spec.dialect = CSVDialect(delimiter: 0x3B, quote: 0x27, escape: 0x5C) }
        spec.hasHeader = input.flag()
        if input.flag() { spec.policy = .nullValue }
        let piece = input.number(below: 100) + 1
        let bytes = input.remaining()
        let whole = outcome(bytes, spec, piece: max(bytes.count, 1))
        require(whole == outcome(bytes, spec, piece: piece), "how the text is cut decides what it means")
        if let summary = whole.summary {
            require(summary.rejects.count(where: { !$0.isNulled }) == summary.rejectedRows, "a reject is not described")
            require(whole.rows == summary.acceptedRows, "the chunks have other rows than were accepted")
        }
    }

    private struct Outcome: Equatable {
        var hashes: [[UInt8]] = []
        var rows: Int64 = 0
        var summary: IngestSummary?
        var error: IngestError?
    }

    private static func outcome(_ bytes: [UInt8], _ spec: IngestSpec, piece: Int) -> Outcome {
        let feed = CSVFeed(spec: spec, limits: limits)
        var outcome = Outcome()
        do {
            for start in stride(from: 0, to: bytes.count, by: piece) {
                // Memory of its own, so that a read past its end is seen.
                let part = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: min(piece, bytes.count - start))
                defer { part.deallocate() }
                _ = part.initialize(from: bytes[start..<(start + part.count)])
                take(try feed.feed(UnsafeBufferPointer(part)), &outcome)
            }
            let end = try feed.finish()
            take(end.chunks, &outcome)
            outcome.summary = end.summary
        } catch {
            outcome.error = error as? IngestError
            require(outcome.error != nil, "another error: \(error)")
        }
        return outcome
    }

    private static func take(_ chunks: [EncodedChunk], _ outcome: inout Outcome) {
        for chunk in chunks {
            require(chunk.firstRow == outcome.rows, "a chunk out of place")
            outcome.rows += Int64(chunk.rowCount)
            outcome.hashes += chunk.columns.map(\.contentHash)
        }
    }
}
