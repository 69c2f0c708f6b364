/// Brings blocks that were stored before their column was widened into its final type.
struct Widening {
    let parts: DatasetParts
    let draft: DraftVersion

    /// Blocks in memory at a time.
    private static let batchMax = 8

    func run(_ columns: [IngestColumn]) async throws {
        for (index, column) in columns.enumerated() where column.wasWidened {
            var replaced: Set<BlobHash> = []
            while true {
                let blocks = try await parts.drafts.blocks(
                    of: draft, column: index, otherThan: column.type, limit: Self.batchMax)
                if blocks.isEmpty { break }
                for block in blocks { replaced.insert(block.blobHash) }
                try await widen(blocks, to: column.type)
            }
            let unused = try await parts.drafts.unused(Array(replaced), in: draft)
            try await parts.blobs.release(unused, owner: draft.id, tenant: draft.tenant)
        }
    }

    private func widen(_ blocks: [BlockRecord], to type: ValueType) async throws {
        let stored = try await parts.blobs.get(blocks.map(\.blobHash), tenant: draft.tenant)
        for block in blocks {
            guard let bytes = stored[block.blobHash] else { throw BlockError.damaged("blob \(block.blobHash) is gone") }
            let (column, blob) = try await withTaskExecutorPreference(parts.cpuPool) {
                let plain = try EncodedBlock(blob: bytes).decoded()
                let column = try EncodedChunk.Column(plain.widened(to: type))
                return (column, column.block.blob())
            }
            try await parts.drafts.reserve(blob.bytes.count - block.blobSize, for: draft)
            try await parts.store([blob], of: draft) {
                try await parts.drafts.replace(block, by: column, blob: blob, in: draft)
            }
        }
    }
}
