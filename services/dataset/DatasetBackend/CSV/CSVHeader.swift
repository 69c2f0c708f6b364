/// The names in a file's first record.
enum CSVHeader {
    /// Names in the file's order, without the spaces around them; those in quotes keep theirs.
    static func names(of reader: borrowing CSVReader, limits: CSVLimits) throws(IngestError) -> [String] {
        if let problem = reader.problem { throw .malformedHeader(problem) }
        guard reader.fieldCount <= limits.columnsMax else { throw .tooManyColumns(limit: limits.columnsMax) }
        return try names(of: (0..<reader.fieldCount).map { reader.fields[$0] }, limits: limits)
    }

    static func names(of fields: [CSVField], limits: CSVLimits) throws(IngestError) -> [String] {
        guard fields.count <= limits.columnsMax else { throw .tooManyColumns(limit: limits.columnsMax) }
        var names: [String] = []
        var seen: Set<String> = []
        for index in fields.indices {
            let name = try name(fields[index], column: index + 1, limits: limits)
            guard seen.insert(name).inserted else { throw .duplicateColumnName(name) }
            names.append(name)
        }
        return names
    }

    /// Names for a file without a header: the given ones in order, then column_1, column_2, … by their place.
    static func names(count: Int, given: [String]) throws(IngestError) -> [String] {
        if given.count > count { throw .unknownColumn(field: "spec.schema", name: given[count]) }
        let names = given + (given.count..<count).map { "column_\($0 + 1)" }
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted { throw .duplicateColumnName(name) }
        return names
    }

    private static func name(_ field: CSVField, column: Int, limits: CSVLimits) throws(IngestError) -> String {
        let bytes = field.isQuoted ? field.bytes : field.bytes.trimmed
        guard !bytes.isEmpty else { throw .emptyColumnName(column: column) }
        guard bytes.count <= limits.columnNameBytesMax else {
            throw .columnNameTooLong(column: column, limitBytes: limits.columnNameBytesMax)
        }
        guard UTF8Check.fault(bytes) == nil else { throw .headerNotUTF8(column: column) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
