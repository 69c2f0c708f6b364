/// The chunk that is being filled, column by column.
struct ChunkBuffer {
    private let limits: IngestLimits
    private(set) var columns: [ColumnBuffer] = []
    private(set) var firstRow: Int64 = 0
    private var dictionaryBytes = 0
    private var largestDictionary = 0

    init(limits: IngestLimits) { self.limits = limits }

    var rowCount: Int { columns.first?.rowCount ?? 0 }

    /// What the rows take in memory, and about what they take in plain blocks.
    var bytes: Int { rowCount * rowBytes + dictionaryBytes }

    /// A value of eight bytes, and whether it is missing.
    private static let cellBytes = 9
    private var rowBytes: Int { columns.count * Self.cellBytes }

    /// Whether the chunk must be cut before another row.
    var isFull: Bool { mayBeFull(after: 0, strings: 0) }

    /// Whether it can be full with so many rows more, whose strings, all of them new, take so many bytes.
    func mayBeFull(after rows: Int, strings: Int) -> Bool {
        rowCount + rows >= limits.chunkRowsMax || bytes + rows * rowBytes + strings >= limits.chunkBytesTarget
            || largestDictionary + strings >= limits.dictionaryBytesTarget
    }

    /// Whether the chunk must be cut before so many columns more.
    func isFull(withColumns added: Int) -> Bool {
        bytes + rowCount * added * Self.cellBytes >= limits.chunkBytesTarget
    }

    /// The values of the rows that are in are missing there.
    mutating func addColumns(_ types: [ValueType]) {
        let rows = rowCount
        columns += types.map { type in
            let column = ColumnBuffer(type: type)
            column.reserve(rows)
            for row in 0..<rows { column.setMissing(row) }
            _ = column.keep(rows, leavingOut: nil)
            return column
        }
    }

    /// To be called when strings were added.
    mutating func measureDictionaries() {
        dictionaryBytes = 0
        largestDictionary = 0
        for column in columns where column.type == .string {
            dictionaryBytes += column.dictionary.byteCount
            largestDictionary = max(largestDictionary, column.dictionary.byteCount)
        }
    }

    /// The rows as a chunk; the next one begins.
    mutating func cut() throws -> EncodedChunk {
        let rows = rowCount
        let encoded = try columns.map { column in
            let (block, statistics) = column.block()
            column.removeAll()
            return limits.packsChunks
                ? try EncodedChunk.Column(block, statistics)
                : EncodedChunk.Column(unpacked: block, statistics)
        }
        defer { firstRow += Int64(rows) }
        dictionaryBytes = 0
        largestDictionary = 0
        return EncodedChunk(firstRow: firstRow, rowCount: rows, columns: encoded)
    }
}
