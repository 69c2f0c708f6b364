/// The names in a file's first record.
enum CSVHeader {
    /// Names without the spaces around them, in the file's order.
    static func names(of reader: borrowing CSVReader, limits: CSVLimits) throws(IngestError) -> [String] {
        if let problem = reader.problem { throw .malformedHeader(problem) }
        return try names(of: reader.fields, count: reader.fieldCount, limits: limits)
    }

    static func names(of fields: CSVFields, count: Int, limits: CSVLimits) throws(IngestError) -> [String] {
        guard count <= limits.columnsMax else { throw .tooManyColumns(limit: limits.columnsMax) }
        var names: [String] = []
        var seen: Set<String> = []
        for index in 0..<count {
            let name = try name(fields[index], column: index + 1, limits: limits)
            guard seen.insert(name).inserted else { throw .duplicateColumnName(name) }
            names.append(name)
        }
        return names
    }

    private static func name(_ field: CSVField, column: Int, limits: CSVLimits) throws(IngestError) -> String {
        let bytes = field.bytes.trimmed
        guard !bytes.isEmpty else { throw .emptyColumnName(column: column) }
        guard bytes.count <= limits.columnNameBytesMax else {
            throw .columnNameTooLong(column: column, limitBytes: limits.columnNameBytesMax)
        }
        guard UTF8Check.fault(bytes) == nil else { throw .headerNotUTF8(column: column) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
