internal import CScan

/// The file's first records as they were read, kept until the types of the columns are decided.
struct RowSample {
    private let limits: IngestLimits
    private var bytes: [UInt8] = []
    private var ends: [Int32] = []
    private var quoted: [Bool] = []
    private var records: [Record] = []
    private var faultBytes = 0

    private struct Record {
        var line: Int
        var fieldCount: Int32
        var fault: RecordBatch.Fault?
    }

    init(limits: IngestLimits) { self.limits = limits }

    var isFull: Bool {
        records.count >= limits.chunkRowsMax
            || bytes.count + ends.count * 5 + records.count * 48 + faultBytes >= limits.sampleBytesTarget
    }

    mutating func append(_ record: RecordBatch.Record, of batch: RecordBatch, columnCount: Int) {
        guard !record.isFault else {
            let fault = batch.faults[Int(record.first)]
            records.append(Record(line: record.line, fieldCount: 0, fault: fault))
            faultBytes += fault.reason.utf8.count + fault.text.count
            return
        }
        for index in 0..<columnCount {
            let field = batch.field(Int(record.first) + index)
            bytes.append(contentsOf: field.bytes)
            ends.append(Int32(bytes.count))
            quoted.append(field.isQuoted)
        }
        records.append(Record(line: record.line, fieldCount: Int32(columnCount), fault: nil))
    }

    /// Calls `body` with each field of rows that can be read, and its column.
    func forEachField(_ body: (CSVField, Int) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            var field = 0
            for record in records {
                for column in 0..<Int(record.fieldCount) {
                    body(self.field(field, bytes), column)
                    field += 1
                }
            }
        }
    }

    /// Fills the batch with the records, again and again, and calls `body` each time. Columns that came up after a record
    /// are missing in it.
    func replay(through batch: RecordBatch, columnCount: Int, _ body: () throws -> Void) throws {
        var next = 0
        for record in records {
            if batch.isFull {
                try body()
                batch.removeAll()
            }
            let first = batch.fieldCount
            if let fault = record.fault {
                batch.refuse(fault, from: first, line: record.line)
                continue
            }
            bytes.withUnsafeBufferPointer { bytes in
                for column in 0..<columnCount {
                    if column >= record.fieldCount {
                        batch.append(UnsafeBufferPointer(start: nil, count: 0), isQuoted: false)
                        continue
                    }
                    let field = field(next, bytes)
                    batch.append(field.bytes, isQuoted: field.isQuoted)
                    next += 1
                }
            }
            batch.endRecord(from: first, line: record.line)
        }
        try body()
    }

    private func field(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> CSVField {
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return CSVField(bytes: UnsafeBufferPointer(rebasing: bytes[start..<Int(ends[index])]), isQuoted: quoted[index])
    }
}
