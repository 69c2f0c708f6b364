/// Some columns of one chunk, unpacked to be looked up by row.
struct ChunkTable: Sendable {
    var rows: Range<Int64>
    var columns: [ColumnValues]

    var rowCount: Int { Int(rows.upperBound - rows.lowerBound) }
}

/// One column of a chunk.
struct ColumnValues: Sendable {
    let name: String
    let block: PlainBlock
    /// The block's dictionary.
    let strings: [String]

    /// - Throws: `BlockError`, also if a row's index is beyond the dictionary.
    init(_ block: EncodedBlock, name: String) throws(BlockError) {
        self.name = name
        self.block = try block.decoded()
        strings = try self.block.strings()
        guard self.block.type == .string else { return }
        for row in 0..<self.block.rowCount where !self.block.isMissing(row) {
            guard self.block.values[row] < UInt64(strings.count) else {
                throw .damaged("an index beyond the dictionary")
            }
        }
    }

    var type: ValueType { block.type }

    /// Nil where the value is missing; of a STRING column only.
    func text(_ row: Int) -> String? { block.isMissing(row) ? nil : strings[Int(block.values[row])] }
}

extension BlockReader {
    /// Calls `body` with the columns of one chunk after another.
    func forEachTable(
        chunks: [Int], columns: [Int], of version: VersionRecord, _ body: (ChunkTable) async throws -> Void
    ) async throws {
        var blocks: [EncodedBlock] = []
        try await forEach(chunks: chunks, columns: columns) { record, blob in
            blocks.append(try EncodedBlock(blob: blob.bytes))
            guard blocks.count == columns.count else { return }
            let encoded = blocks
            blocks = []
            let values = try await withTaskExecutorPreference(parts.cpuPool) {
                try zip(encoded, columns).map { try ColumnValues($0, name: version.columns[$1].name) }
            }
            let rows = record.firstRow..<(record.firstRow + Int64(record.rowCount))
            try await body(ChunkTable(rows: rows, columns: values))
        }
    }

    func table(_ chunk: Int, columns: [Int], of version: VersionRecord) async throws -> ChunkTable {
        var found: ChunkTable?
        try await forEachTable(chunks: [chunk], columns: columns, of: version) { found = $0 }
        guard let found else { throw Self.gone }
        return found
    }
}
