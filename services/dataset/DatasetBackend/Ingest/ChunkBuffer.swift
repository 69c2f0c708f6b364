/// The rows of the chunk that is being filled, row by row as they are read; cut into columns at the end.
struct ChunkBuffer {
    private let columnCount: Int
    private let limits: IngestLimits
    private var values: [UInt64] = []
    private var missing: [Bool] = []
    private var dictionaries: [StringDictionary]
    private var dictionaryBytes = 0
    private var largestDictionary = 0
    private(set) var rowCount = 0
    private(set) var firstRow: Int64

    init(columnCount: Int, limits: IngestLimits, firstRow: Int64 = 0) {
        self.firstRow = firstRow
        self.columnCount = columnCount
        self.limits = limits
        dictionaries = Array(repeating: StringDictionary(), count: columnCount)
    }

    /// Whether the chunk must be cut before another row.
    var isFull: Bool {
        rowCount >= limits.chunkRowsMax || bytes >= limits.chunkBytesTarget
            || largestDictionary >= limits.dictionaryBytesTarget
    }

    /// What the rows take in memory, and about what they take in plain blocks.
    var bytes: Int { values.count * 9 + dictionaryBytes }

    /// Adds a row; the bits of its strings are made with `index(of:column:)` before.
    mutating func append(_ row: [UInt64], missing rowMissing: [Bool]) {
        values.append(contentsOf: row)
        missing.append(contentsOf: rowMissing)
        rowCount += 1
    }

    mutating func index(of string: UnsafeBufferPointer<UInt8>, column: Int) -> UInt64 {
        let before = dictionaries[column].bytes.count
        let index = dictionaries[column].index(of: string)
        noteGrowth(column, from: before)
        return UInt64(index)
    }

    /// Converts a column's values from integers to a wider type.
    mutating func widen(_ column: Int, to type: ValueType) {
        let before = dictionaries[column].bytes.count
        for cell in stride(from: column, to: values.count, by: columnCount) where !missing[cell] {
            switch type {
            case .string: values[cell] = UInt64(dictionaries[column].index(ofInteger: values[cell]))
            default: values[cell] = PlainBlock.floatBits(values[cell])
            }
        }
        noteGrowth(column, from: before)
    }

    private mutating func noteGrowth(_ column: Int, from before: Int) {
        dictionaryBytes += dictionaries[column].bytes.count - before
        largestDictionary = max(largestDictionary, dictionaries[column].bytes.count)
    }

    func block(_ column: Int, type: ValueType) -> PlainBlock {
        let cells = stride(from: column, to: values.count, by: columnCount)
        let isMissing = cells.map { missing[$0] }
        return PlainBlock(
            type: type, values: cells.map { values[$0] }, isMissing: isMissing.contains(true) ? isMissing : nil,
            dictionary: dictionaries[column].bytes)
    }

    /// Begins the next chunk.
    mutating func removeAll() {
        firstRow += Int64(rowCount)
        rowCount = 0
        values.removeAll(keepingCapacity: true)
        missing.removeAll(keepingCapacity: true)
        for column in dictionaries.indices where dictionaries[column].count > 0 { dictionaries[column].removeAll() }
        dictionaryBytes = 0
        largestDictionary = 0
    }
}
