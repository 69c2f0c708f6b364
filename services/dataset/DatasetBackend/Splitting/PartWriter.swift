internal import FoundationEssentials

/// One part of a split on its way into a draft: rows are collected column by column and stored as chunks, by the rules by
/// which an upload cuts them. Used by one task.
final class PartWriter {
    let draft: DraftVersion
    private let parts: DatasetParts
    private var columns: [PartColumn]
    private(set) var rowCount: Int64 = 0
    private var chunkRows = 0
    private var chunkCount = 0

    init(_ version: VersionRecord, tenant: String, parts: DatasetParts) {
        draft = DraftVersion(tenant: tenant)
        self.parts = parts
        columns = version.columns.map { PartColumn(type: $0.valueType) }
    }

    /// Takes rows from `start` on, of those that `belongs` names, until a chunk is full; the row after the last one taken.
    func take(_ table: ChunkTable, from start: Int, where belongs: [Bool], is wanted: Bool) -> Int {
        var row = start
        while row < table.rowCount, !isFull {
            if belongs[row] == wanted {
                for index in columns.indices { columns[index].append(table.columns[index], row) }
                chunkRows += 1
            }
            row += 1
        }
        return row
    }

    private var isFull: Bool {
        let limits = parts.ingestLimits
        return chunkRows >= limits.chunkRowsMax || bytes >= limits.chunkBytesTarget
            || columns.contains { $0.dictionaryBytes >= limits.dictionaryBytesTarget }
    }

    private var bytes: Int { columns.reduce(chunkRows * columns.count * 9) { $0 + $1.dictionaryBytes } }

    /// Stores the chunk if it is full, or whatever it has.
    func store(onlyFull: Bool) async throws {
        guard onlyFull ? isFull : chunkRows > 0 else { return }
        let (firstRow, rows) = (rowCount, chunkRows)
        let packed = try await withTaskExecutorPreference(parts.cpuPool) {
            var encoded: [EncodedChunk.Column] = []
            for index in columns.indices { encoded.append(try EncodedChunk.Column(columns[index].takeBlock())) }
            return PackedChunk(EncodedChunk(firstRow: firstRow, rowCount: rows, columns: encoded))
        }
        try await parts.drafts.reserve(packed.blobs.reduce(0) { $0 + $1.bytes.count }, for: draft)
        try await parts.store(packed.blobs, of: draft) {
            try await parts.drafts.add(packed.chunk, blobs: packed.blobs, index: chunkCount, to: draft)
        }
        chunkCount += 1
        rowCount += Int64(rows)
        chunkRows = 0
    }

    /// The version that the stored chunks make.
    func version(of source: VersionRecord, byteSize: Int64) async throws -> VersionRecord {
        var records = source.columns
        for index in records.indices { records[index].missing = columns[index].missingCount }
        let hash = ContentHash.ofVersion(
            columns: records.map { ($0.name, $0.valueType) }, rowCount: rowCount,
            blocks: try await parts.drafts.blocksHash(of: draft))
        return VersionRecord(
            id: draft.id, rowCount: rowCount, rejectedRows: 0, byteSize: byteSize, contentHash: hash, columns: records)
    }
}

/// The values of one column of the chunk that is being filled.
private struct PartColumn {
    let type: ValueType
    private var values: [UInt64] = []
    private var isMissing: [Bool] = []
    private var chunkMissing = 0
    private var dictionary = StringDictionary()
    private(set) var missingCount: Int64 = 0

    init(type: ValueType) { self.type = type }

    var dictionaryBytes: Int { dictionary.byteCount }

    mutating func append(_ source: ColumnValues, _ row: Int) {
        guard !source.block.isMissing(row) else {
            values.append(0)
            isMissing.append(true)
            chunkMissing += 1
            return
        }
        let bits = source.block.values[row]
        if type == .string {
            var text = source.strings[Int(bits)]
            values.append(UInt64(text.withUTF8 { dictionary.index(ofUnpadded: $0) }))
        } else {
            values.append(bits)
        }
        isMissing.append(false)
    }

    mutating func takeBlock() -> PlainBlock {
        defer {
            missingCount += Int64(chunkMissing)
            (values, isMissing, chunkMissing) = ([], [], 0)
            dictionary.removeAll()
        }
        return PlainBlock(
            type: type, values: values, isMissing: chunkMissing > 0 ? isMissing : nil, dictionary: dictionary.bytes)
    }
}
