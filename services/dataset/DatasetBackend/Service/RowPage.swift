internal import Messages

/// Rows of one version as values, for people to look at; detectors read blocks.
struct RowPage {
    let parts: DatasetParts
    let version: VersionRecord
    let tenant: String

    /// At most `limit` rows from `start`, and where the next page begins, nil at the end.
    func read(from start: Int64, limit: Int) async throws -> (rows: [DatasetV1.Row], next: Int64?) {
        var rows: [DatasetV1.Row] = []
        // Before anything is added to it: a page token is the client's.
        guard start < version.rowCount else { return (rows, nil) }
        let end = min(version.rowCount, start + Int64(limit))
        var bytes = 0
        for chunk in try await parts.catalog.chunks(of: version.id, rows: start..<end, tenant: tenant) {
            let table = try await load(chunk)
            try await withTaskExecutorPreference(parts.cpuPool) {
                let columns = try table.columns.map { try RowColumn($0.0, name: $0.1) }
                for row in max(start, table.rows.lowerBound)..<min(end, table.rows.upperBound) {
                    guard bytes < parts.limits.rowsPageBytesMax else { break }
                    rows.append(Self.row(row, columns, firstRow: table.rows.lowerBound, &bytes))
                }
            }
            if bytes >= parts.limits.rowsPageBytesMax { break }
        }
        let next = start + Int64(rows.count)
        return (rows, next < version.rowCount ? next : nil)
    }

    private func load(_ chunk: Int) async throws -> (rows: Range<Int64>, columns: [(EncodedBlock, String)]) {
        let reader = BlockReader(parts: parts, version: version.id, tenant: tenant)
        var rows: Range<Int64> = 0..<0
        var columns: [(EncodedBlock, String)] = []
        try await reader.forEach(chunk: chunk, columns: Array(version.columns.indices)) { record, blob in
            rows = record.firstRow..<(record.firstRow + Int64(record.rowCount))
            columns.append((try EncodedBlock(blob: blob), version.columns[record.columnIndex].name))
        }
        return (rows, columns)
    }

    private static func row(_ index: Int64, _ columns: [RowColumn], firstRow: Int64, _ bytes: inout Int)
        -> DatasetV1.Row
    {
        var values = GoogleProtobuf.Struct()
        for column in columns {
            let value = column.value(Int(index - firstRow))
            // Name, number and their tags; a string's own length on top.
            bytes += column.name.utf8.count + 20 + (value.string?.utf8.count ?? 0)
            values[column.name] = value
        }
        return DatasetV1.Row(rowIndex: index, values: values)
    }
}

/// One column of a chunk, unpacked to be looked up by row.
private struct RowColumn {
    let name: String
    private let block: PlainBlock
    private let strings: [String]

    init(_ block: EncodedBlock, name: String) throws {
        self.name = name
        self.block = try block.decoded()
        strings = try self.block.strings()
    }

    func value(_ row: Int) -> GoogleProtobuf.Value {
        if block.isMissing(row) { return .null }
        let bits = block.values[row]
        switch block.type {
        case .float: return Self.number(Double(bitPattern: bits))
        case .integer: return Self.integer(Int64(bitPattern: bits))
        case .boolean: return GoogleProtobuf.Value(bits != 0)
        case .timestamp: return GoogleProtobuf.Value(TimestampParser.text(Int64(bitPattern: bits)))
        case .string: return bits < UInt64(strings.count) ? GoogleProtobuf.Value(strings[Int(bits)]) : .null
        }
    }

    /// JSON has no infinities.
    private static func number(_ value: Double) -> GoogleProtobuf.Value {
        if value.isFinite { return GoogleProtobuf.Value(value) }
        return GoogleProtobuf.Value(value < 0 ? "-Infinity" : "Infinity")
    }

    /// Beyond 2^53 a number would lose digits.
    private static func integer(_ value: Int64) -> GoogleProtobuf.Value {
        value.magnitude <= 1 << 53 ? GoogleProtobuf.Value(Double(value)) : GoogleProtobuf.Value(String(value))
    }
}
