/// Hands the records of a JSON file to a table.
///
/// A string is what a quoted field of a CSV file is: text in a text column, and in others what it says (a timestamp, for
/// one). Numbers and literals are bare fields. `null`, an absent key and `NaN` are missing. A nested object or array is
/// text, its JSON without the white space. In a file of arrays the first one has the names of the columns, unless the spec
/// says that there is no header.
final class JSONFeed {
    private let ingest: TableIngest
    private let limits: IngestLimits
    private let jsonLimits: JSONLimits
    private var reader: JSONReader
    private let batch: RecordBatch
    /// Of a file of arrays without a header; nil if it has one.
    private let givenNames: [String]?
    /// What was not read of the last piece.
    private var rest: [UInt8] = []

    init(ingest: TableIngest, isArray: Bool, depthMax: Int, givenNames: [String]? = nil) {
        self.ingest = ingest
        self.givenNames = givenNames
        limits = ingest.limits
        jsonLimits = JSONLimits(
            recordBytesMax: limits.csv.recordBytesMax, fieldBytesMax: limits.csv.fieldBytesMax,
            columnsMax: limits.csv.columnsMax, columnNameBytesMax: limits.csv.columnNameBytesMax, depthMax: depthMax)
        reader = JSONReader(isArray: isArray, limits: jsonLimits, textBytesMax: limits.csv.rejectTextBytesMax)
        batch = RecordBatch(
            bytesTarget: CSVFeed.pieceBytes, recordBytesMax: limits.csv.recordBytesMax,
            fieldsPerRecordMax: limits.csv.columnsMax)
    }

    var columns: [IngestColumn] { ingest.columns }

    /// Takes the next piece of the file and returns chunks that it completed. If it `isWaiting` then, `goOn` is to be called
    /// before the next piece.
    func feed(_ bytes: UnsafeBufferPointer<UInt8>) throws -> [EncodedChunk] {
        guard !isWaiting else {
            rest += bytes
            return []
        }
        var position = 0
        while !isWaiting, try reader.next(in: bytes, from: &position) {
            try takeRecord()
            isWaiting = ingest.hasChunks
        }
        rest = Array(bytes[position...])
        try handOver()
        return ingest.takeChunks()
    }

    /// Whether there may be more in the last piece. Few bytes can make many chunks, a record in which most keys are absent
    /// being short: they are handed out as they come, so that few are held.
    private(set) var isWaiting = false

    func goOn() throws -> [EncodedChunk] {
        let bytes = rest
        rest = []
        isWaiting = false
        return try bytes.withUnsafeBufferPointer { try feed($0) }
    }

    func finish() throws -> (chunks: [EncodedChunk], summary: IngestSummary) {
        var chunks: [EncodedChunk] = []
        while isWaiting { chunks += try goOn() }
        while try reader.nextAtEnd() { try takeRecord() }
        try handOver()
        do {
            let end = try ingest.finish()
            return (chunks + end.chunks, end.summary)
        } catch IngestError.noHeader {
            throw IngestError.noKeys
        }
    }

    private func handOver() throws {
        if !batch.isEmpty { try ingest.add(batch) }
        batch.removeAll()
    }

    private func takeRecord() throws {
        if batch.isFull { try handOver() }
        let first = batch.fieldCount
        if let fault = reader.fault {
            let column = ingest.columns.indices.contains(Int(fault.column)) ? Int(fault.column) : nil
            return batch.refuse(
                RecordBatch.Fault(column: column, reason: fault.reason(jsonLimits), text: reader.faultText),
                from: first, line: reader.line)
        }
        if reader.parser.shape == .arrays {
            let count = reader.parser.valueCount
            if ingest.columns.isEmpty, count > 0 {
                guard let givenNames else { return try takeNames(count) }
                try handOver()
                try ingest.addColumns(CSVHeader.names(count: count, given: givenNames))
            }
            guard count == ingest.columns.count, count > 0 else {
                let reason =
                    "\(count) \(count == 1 ? "value" : "values") where the first array has \(ingest.columns.count)"
                let text = Array(reader.record.prefix(limits.csv.rejectTextBytesMax + 1))
                return batch.refuse(
                    RecordBatch.Fault(column: nil, reason: reason, text: text), from: first, line: reader.line)
            }
            gather(count)
        } else {
            let names = reader.parser.columns.names
            if names.count > ingest.columns.count {
                // What is in the batch has no field of the new columns.
                try handOver()
                try ingest.addColumns(names[ingest.columns.count...].map { String(decoding: $0, as: UTF8.self) })
            }
            gather(names.count)
        }
        batch.endRecord(from: batch.fieldCount - ingest.columns.count, line: reader.line)
    }

    /// The first array's values are names.
    private func takeNames(_ count: Int) throws {
        try handOver()
        gather(count)
        let fields = (0..<count).map { batch.field($0) }
        try ingest.addColumns(CSVHeader.names(of: fields, limits: limits.csv))
        batch.removeAll()
    }

    /// Copies the record's values, readable, into fields.
    private func gather(_ count: Int) {
        let bytes = reader.record
        for column in 0..<count {
            let field = reader.parser[column]
            guard field.kind != .missing, let start = bytes.baseAddress?.advanced(by: Int(field.start)) else {
                batch.append(UnsafeBufferPointer(start: nil, count: 0), isQuoted: false)
                continue
            }
            var length = Int(field.length)
            if field.kind == .escapedString { length = JSONText.unescape(start, count: length) }
            if field.kind == .nested { length = JSONText.compact(start, count: length) }
            batch.append(UnsafeBufferPointer(start: start, count: length), isQuoted: field.kind != .token)
        }
    }
}
