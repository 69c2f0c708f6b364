internal import FoundationEssentials
internal import RPC

/// Reads stored blocks of one version, a few megabytes at a time.
struct BlockReader {
    let parts: DatasetParts
    let version: UUID
    let tenant: String

    /// Calls `body` with each column's block of one chunk, in the order of `columns`.
    func forEach(
        chunk: Int, columns: [Int], _ body: (BlockRecord, [UInt8]) async throws -> Void
    ) async throws {
        let records = try await parts.catalog.blocks(of: version, chunk: chunk, columns: columns, tenant: tenant)
        var batch: [BlockRecord] = []
        var size = 0
        for column in columns {
            guard let record = records[column] else { throw gone }
            batch.append(record)
            size += record.blobSize
            if size >= parts.limits.readAheadBytes {
                try await read(batch, body)
                (batch, size) = ([], 0)
            }
        }
        try await read(batch, body)
    }

    private func read(_ records: [BlockRecord], _ body: (BlockRecord, [UInt8]) async throws -> Void) async throws {
        let blobs = try await parts.blobs.get(Array(Set(records.map(\.blobHash))), tenant: tenant)
        for record in records {
            guard let blob = blobs[record.blobHash] else { throw gone }
            try await body(record, blob)
        }
    }

    /// A deleted dataset keeps its blocks for the retention; a reader slower than that ends here.
    private var gone: RPCError { RPCError(.aborted, "The dataset was deleted while it was being read.") }
}
