/// Hands the records of a JSON file to a table.
///
/// A string is what a quoted field of a CSV file is: text in a text column, and in others what it says (a timestamp, for
/// one). Numbers and literals are bare fields. `null`, an absent key and `NaN` are missing. A nested object or array is
/// text, its JSON without the white space. In a file of arrays the first one has the names of the columns.
final class JSONFeed {
    private let ingest: TableIngest
    private let limits: IngestLimits
    private let jsonLimits: JSONLimits
    private var reader: JSONReader
    private var record: RecordStorage

    init(ingest: TableIngest, isArray: Bool, depthMax: Int) {
        self.ingest = ingest
        limits = ingest.limits
        jsonLimits = JSONLimits(
            recordBytesMax: limits.csv.recordBytesMax, fieldBytesMax: limits.csv.fieldBytesMax,
            columnsMax: limits.csv.columnsMax, columnNameBytesMax: limits.csv.columnNameBytesMax, depthMax: depthMax)
        reader = JSONReader(isArray: isArray, limits: jsonLimits, textBytesMax: limits.csv.rejectTextBytesMax)
        record = RecordStorage(limits: limits.csv)
    }

    func feed(_ bytes: UnsafeBufferPointer<UInt8>) throws -> [EncodedChunk] {
        var position = 0
        while try reader.next(in: bytes, from: &position) { try takeRecord() }
        return ingest.takeChunks()
    }

    func finish() throws -> (chunks: [EncodedChunk], summary: IngestSummary) {
        while try reader.nextAtEnd() { try takeRecord() }
        return try ingest.finishRecords()
    }

    private func takeRecord() throws {
        if let fault = reader.fault {
            let names = reader.parser.columns.names
            let column = names.indices.contains(Int(fault.column)) ? String(decoding: names[Int(fault.column)], as: UTF8.self) : ""
            return ingest.rejects.add(
                line: reader.line, column: column, reason: fault.reason(jsonLimits), text: reader.faultText)
        }
        if reader.parser.shape == .arrays {
            let count = reader.parser.valueCount
            gather(count)
            if ingest.columns.isEmpty { return try ingest.addColumns(header()) }
            guard count == ingest.columns.count else {
                let reason = "\(count) \(count == 1 ? "value" : "values") where the first array has \(ingest.columns.count)"
                return ingest.rejects.add(line: reader.line, reason: reason, text: Array(reader.record))
            }
        } else {
            let names = reader.parser.columns.names
            if names.count > ingest.columns.count {
                try ingest.addColumns(names[ingest.columns.count...].map { String(decoding: $0, as: UTF8.self) })
            }
            gather(names.count)
        }
        try ingest.add(record.fields, line: reader.line)
    }

    /// The first array's values as names.
    private func header() throws(IngestError) -> [String] {
        try CSVHeader.names(of: record.fields, count: record.fieldCount, limits: limits.csv)
    }

    /// Copies the record's values, readable, into fields.
    private func gather(_ count: Int) {
        record.removeAll()
        let bytes = reader.record
        for column in 0..<count {
            let field = reader.parser[column]
            if field.kind != .missing, let start = bytes.baseAddress?.advanced(by: Int(field.start)) {
                var length = Int(field.length)
                if field.kind == .escapedString { length = JSONText.unescape(start, count: length) }
                if field.kind == .nested { length = JSONText.compact(start, count: length) }
                record.append(UnsafeBufferPointer(start: start, count: length))
            }
            _ = record.endField(isQuoted: field.kind != .missing && field.kind != .token)
        }
    }
}
