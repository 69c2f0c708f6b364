/// Gives chunks that were stored before a column came up a block of it, in which every value is missing.
struct Backfill {
    let parts: DatasetParts
    let draft: DraftVersion

    /// Chunks looked at together.
    private static let batchMax = 500

    func run(_ columns: [IngestColumn]) async throws {
        for (index, column) in columns.enumerated() where column.firstRow > 0 {
            while true {
                let chunks = try await parts.drafts.chunks(of: draft, lackingColumn: index, limit: Self.batchMax)
                if chunks.isEmpty { break }
                try await fill(chunks, column: index, type: column.type)
            }
        }
    }

    /// Chunks of as many rows share one blob.
    private func fill(_ chunks: [ChunkExtent], column index: Int, type: ValueType) async throws {
        for (rowCount, chunks) in Dictionary(grouping: chunks, by: \.rowCount) {
            let (column, blob) = try await withTaskExecutorPreference(parts.cpuPool) {
                let values = [UInt64](repeating: 0, count: rowCount)
                let isMissing = [Bool](repeating: true, count: rowCount)
                let column = try EncodedChunk.Column(PlainBlock(type: type, values: values, isMissing: isMissing))
                return (column, column.block.blob())
            }
            try await parts.drafts.reserve(blob.bytes.count * chunks.count, for: draft)
            try await parts.store([blob], of: draft) {
                try await parts.drafts.add(column, at: index, blob: blob, to: chunks, of: draft)
            }
        }
    }
}
