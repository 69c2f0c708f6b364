internal import Messages

extension DatasetV1.Row {
    /// One row of a table.
    ///
    /// - Parameter bytes: grows by about what the row takes in a message.
    init(_ index: Int64, of table: ChunkTable, bytes: inout Int) {
        var values = GoogleProtobuf.Struct()
        let row = Int(index - table.rows.lowerBound)
        for column in table.columns {
            let value = column.value(row)
            // Name, number and their tags; a string's own length on top.
            bytes += column.name.utf8.count + 20 + (value.string?.utf8.count ?? 0)
            values[column.name] = value
        }
        self.init(rowIndex: index, values: values)
    }
}

extension ColumnValues {
    func value(_ row: Int) -> GoogleProtobuf.Value {
        if block.isMissing(row) { return .null }
        let bits = block.values[row]
        switch type {
        case .float: return Self.number(Double(bitPattern: bits))
        case .integer: return Self.integer(Int64(bitPattern: bits))
        case .boolean: return GoogleProtobuf.Value(bits != 0)
        case .timestamp: return GoogleProtobuf.Value(TimestampParser.text(Int64(bitPattern: bits)))
        case .string: return GoogleProtobuf.Value(strings[Int(bits)])
        }
    }

    /// JSON has neither infinities nor NaN.
    private static func number(_ value: Double) -> GoogleProtobuf.Value {
        if value.isFinite { return GoogleProtobuf.Value(value) }
        return GoogleProtobuf.Value(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
    }

    /// Beyond 2^53 a number would lose digits.
    private static func integer(_ value: Int64) -> GoogleProtobuf.Value {
        value.magnitude <= 1 << 53 ? GoogleProtobuf.Value(Double(value)) : GoogleProtobuf.Value(String(value))
    }
}
