internal import FoundationEssentials
internal import RPC

/// Reads stored blocks of one version, in the order of their rows, a few megabytes at a time.
///
/// While the caller is busy with one batch (or waits for a slow client), the next `readAheadBatches` are fetched side by
/// side, as one session of PostgreSQL is slower than whoever sends; never more. So a reader holds one batch more than
/// that, each of `readAheadBytes` with one block on top at most.
struct BlockReader {
    let parts: DatasetParts
    let version: UUID
    let tenant: String

    /// Calls `body` with each column's block, chunk by chunk and in each in the order of `columns`.
    func forEach(
        chunks: [Int], columns: [Int], _ body: (BlockRecord, LentBlob) async throws -> Void
    ) async throws {
        var plan = BlockPlan(reader: self, chunks: chunks, columns: columns)
        try await withThrowingTaskGroup(of: FetchedBatch.self) { group in
            var begun = 0
            func begin() async throws {
                let records = try await plan.nextBatch()
                guard !records.isEmpty else { return }
                let number = begun
                begun += 1
                group.addTask { FetchedBatch(number: number, blocks: try await fetch(records)) }
            }
            for _ in 0..<parts.limits.readAheadBatches { try await begin() }
            var early: [Int: FetchedBatch] = [:]
            var number = 0
            while number < begun {
                while early[number] == nil, let batch = try await group.next() { early[batch.number] = batch }
                let batch = early.removeValue(forKey: number)
                number += 1
                try await begin()
                for (record, blob) in batch?.blocks ?? [] { try await body(record, blob) }
            }
        }
    }

    /// The same of one chunk, with bytes of one's own.
    func forEach(
        chunk: Int, columns: [Int], _ body: (BlockRecord, [UInt8]) async throws -> Void
    ) async throws {
        try await forEach(chunks: [chunk], columns: columns) { try await body($0, $1.bytes) }
    }

    private func fetch(_ records: [BlockRecord]) async throws -> [(BlockRecord, LentBlob)] {
        let blobs = try await parts.blobs.lend(Array(Set(records.map(\.blobHash))), tenant: tenant)
        return try records.map { record in
            guard let blob = blobs[record.blobHash] else { throw Self.gone }
            return (record, blob)
        }
    }

    /// A deleted dataset keeps its blocks for the retention; a reader slower than that ends here.
    static var gone: RPCError { RPCError(.aborted, "The dataset was deleted while it was being read.") }
}

private struct FetchedBatch: Sendable {
    let number: Int
    let blocks: [(BlockRecord, LentBlob)]
}

/// What is read when: records of blocks, in batches that are bounded by their blobs' bytes.
private struct BlockPlan {
    private let reader: BlockReader
    private let columns: [Int]
    private var chunks: ArraySlice<Int>
    private var records: [BlockRecord] = []
    private var next = 0

    /// Records of blocks that are looked up at once.
    private static let recordsMax = 2000

    init(reader: BlockReader, chunks: [Int], columns: [Int]) {
        self.reader = reader
        self.columns = columns
        self.chunks = chunks[...]
    }

    /// Empty at the end.
    mutating func nextBatch() async throws -> [BlockRecord] {
        var batch: [BlockRecord] = []
        var bytes = 0
        while bytes < reader.parts.limits.readAheadBytes {
            if next == records.count {
                guard !chunks.isEmpty else { break }
                try await lookUp()
            }
            batch.append(records[next])
            bytes += records[next].blobSize
            next += 1
        }
        return batch
    }

    private mutating func lookUp() async throws {
        let some = Array(chunks.prefix(max(1, Self.recordsMax / max(1, columns.count))))
        chunks = chunks.dropFirst(some.count)
        let found = try await reader.parts.catalog.blocks(
            of: reader.version, chunks: some, columns: columns, tenant: reader.tenant)
        records.removeAll(keepingCapacity: true)
        next = 0
        for chunk in some {
            for column in columns {
                guard let record = found[BlockPlace(chunk: chunk, column: column)] else { throw BlockReader.gone }
                records.append(record)
            }
        }
    }
}
