/// A chunk laid out for writing row by row: all values in one array, column after column, and each distinct text once in
/// the form in which it is written. So a cell costs no reference count.
struct TableText: Sendable {
    let rowCount: Int
    private let format: ExportFormat
    private let types: [ValueType]
    private let values: [UInt64]
    private let isMissing: [Bool]
    /// What stands before each column's field.
    private let leads: TextPool
    private let texts: TextPool
    /// Where each column's texts begin in `texts`.
    private let firstText: [Int]

    init(_ table: ChunkTable, _ format: ExportFormat) {
        self.format = format
        rowCount = table.rowCount
        types = table.columns.map(\.type)
        var values: [UInt64] = []
        var isMissing: [Bool] = []
        values.reserveCapacity(rowCount * types.count)
        isMissing.reserveCapacity(rowCount * types.count)
        var leads = TextPool()
        var texts = TextPool()
        var firstText: [Int] = []
        for (index, column) in table.columns.enumerated() {
            values += column.block.values
            isMissing += column.block.isMissing ?? Array(repeating: false, count: rowCount)
            leads.append(Self.lead(index, column.name, format))
            firstText.append(texts.count)
            for text in column.strings {
                texts.append(format == .csv ? FieldText.csv(text) : FieldText.json(text))
            }
        }
        (self.values, self.isMissing, self.leads, self.texts, self.firstText) =
            (values, isMissing, leads, texts, firstText)
    }

    private static func lead(_ index: Int, _ name: String, _ format: ExportFormat) -> [UInt8] {
        switch format {
        case .csv: index == 0 ? [] : [ASCII.comma]
        case .jsonLines: [index == 0 ? UInt8(ascii: "{") : ASCII.comma] + FieldText.json(name) + [UInt8(ascii: ":")]
        }
    }

    /// Writes rows from `start` on until there are none or the buffer has `limit` bytes; the row after the last one.
    func write(from start: Int, to buffer: inout TextBuffer, limit: Int) -> Int {
        var row = start
        while row < rowCount, buffer.count < limit {
            for column in types.indices { writeField(row, column, &buffer) }
            buffer.reserve(2)
            if format == .jsonLines { buffer.put(UInt8(ascii: "}")) }
            buffer.put(UInt8(ascii: "\n"))
            row += 1
        }
        return row
    }

    @inline(__always) private func writeField(_ row: Int, _ column: Int, _ buffer: inout TextBuffer) {
        leads.put(column, in: &buffer)
        let cell = column * rowCount + row
        if isMissing[cell] {
            buffer.reserve(4)
            if format == .jsonLines { buffer.put("null") }
            return
        }
        let bits = values[cell]
        buffer.reserve(NumberText.bytesMax + 2)
        switch types[column] {
        case .integer: NumberText.put(Int64(bitPattern: bits), in: &buffer)
        case .float: writeNumber(Double(bitPattern: bits), &buffer)
        case .boolean: buffer.put(bits != 0 ? "true" : "false")
        case .timestamp:
            if format == .jsonLines { buffer.put(ASCII.quote) }
            NumberText.putTimestamp(Int64(bitPattern: bits), in: &buffer)
            if format == .jsonLines { buffer.put(ASCII.quote) }
        case .string: texts.put(firstText[column] + Int(bits), in: &buffer)
        }
    }

    /// JSON has no infinities: they stand as text, which an upload reads as numbers in a column of numbers.
    @inline(__always) private func writeNumber(_ value: Double, _ buffer: inout TextBuffer) {
        let isText = format == .jsonLines && !value.isFinite
        if isText { buffer.put(ASCII.quote) }
        NumberText.put(value, in: &buffer)
        if isText { buffer.put(ASCII.quote) }
    }
}

/// Texts one after the other in one array.
private struct TextPool: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    var count: Int { ends.count - 1 }

    mutating func append(_ text: [UInt8]) {
        bytes += text
        ends.append(bytes.count)
    }

    @inline(__always) func put(_ index: Int, in buffer: inout TextBuffer) {
        let range = ends[index]..<ends[index + 1]
        buffer.reserve(range.count)
        bytes.withUnsafeBufferPointer { buffer.put(UnsafeBufferPointer(rebasing: $0[range])) }
    }
}
