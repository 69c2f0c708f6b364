internal import CScan
internal import Glibc

/// Records that were cut out of a piece of a file: what every format's reader makes, and all that `TableIngest` knows.
///
/// The fields of all records lie in one array, as places among the batch's bytes, which are readable as they are: without
/// quotes and escapes. A bare field without a byte is a missing value, and so are JSON's `null` and a key that is absent.
/// All records that can be read have as many fields as the table has columns at that time: a reader that finds another
/// column hands over what it has, adds the column, and goes on. A record that can't be read has a fault in its place.
///
/// It owns its memory, of fixed size, and checks places as they are added; what is added is never out of bounds later.
/// Used by one task.
final class RecordBatch {
    /// Fields that a batch has room for besides the bytes' worth: as many as make it full.
    static let fieldsTarget = 128 << 10

    struct Record {
        /// The number of its first field, or of its fault.
        var first: UInt32
        var isFault: Bool
        /// The line of the file on which it begins; the first is 1.
        var line: Int
    }

    struct Fault {
        /// The column that it is about; nil if it is about the record as a whole.
        var column: Int?
        var reason: String
        /// The offending text, not much longer than a report shows.
        var text: [UInt8]
    }

    /// Bytes after which it is full.
    let bytesTarget: Int
    private let bytesCapacity: Int
    private let fieldsCapacity: Int
    /// With CScan's padding before and behind them.
    let bytes: UnsafeMutablePointer<UInt8>
    let fields: UnsafeMutablePointer<cscan_field>
    private(set) var byteCount = 0
    private(set) var fieldCount = 0
    private(set) var records: [Record] = []
    private(set) var faults: [Fault] = []

    /// - Parameters:
    ///   - bytesTarget: bytes of a piece; also what makes the batch full.
    ///   - recordBytesMax: bytes of the longest record, which may come on top.
    init(bytesTarget: Int, recordBytesMax: Int, fieldsPerRecordMax: Int) {
        self.bytesTarget = bytesTarget
        bytesCapacity = 2 * bytesTarget + recordBytesMax + 2
        // A field of a piece takes a byte at least, but for those that are absent.
        fieldsCapacity = max(Self.fieldsTarget, bytesCapacity) + fieldsPerRecordMax + 1
        let room = UnsafeMutablePointer<UInt8>.allocate(capacity: bytesCapacity + 2 * CSCAN_PADDING)
        // A call of `initialize(repeating:)` takes a millisecond without optimization, which tests pay for each file.
        memset(room, 0, bytesCapacity + 2 * CSCAN_PADDING)
        bytes = room + CSCAN_PADDING
        fields = .allocate(capacity: fieldsCapacity + Int(CSCAN_BLOCK))
    }

    deinit {
        (bytes - CSCAN_PADDING).deallocate()
        fields.deallocate()
    }

    var isEmpty: Bool { records.isEmpty }
    var isFull: Bool { byteCount >= bytesTarget || fieldCount >= Self.fieldsTarget }

    func removeAll() {
        byteCount = 0
        fieldCount = 0
        records.removeAll(keepingCapacity: true)
        faults.removeAll(keepingCapacity: true)
    }

    func field(_ index: Int) -> CSVField {
        precondition(index < fieldCount)
        let field = fields[index]
        return CSVField(
            bytes: UnsafeBufferPointer(
                start: bytes + Int(field.offset), count: Int(field.length_and_flags & UInt32(CSCAN_LENGTH))),
            isQuoted: field.length_and_flags & UInt32(CSCAN_QUOTED) != 0)
    }
}

// Adding.
extension RecordBatch {
    /// Copies a piece of a file in whose parts are to become fields (`place`); returns where it begins.
    func load(_ piece: UnsafeBufferPointer<UInt8>) -> Int {
        precondition(piece.count <= bytesCapacity - byteCount)
        let start = byteCount
        if let base = piece.baseAddress { (bytes + start).update(from: base, count: piece.count) }
        byteCount += piece.count
        return start
    }

    /// Where records that `cscan_records` makes of so many bytes are to go.
    func room(forBytes count: Int) -> (bytes: UnsafeMutablePointer<UInt8>, fields: UnsafeMutablePointer<cscan_field>) {
        precondition(count <= bytesCapacity - byteCount && count <= fieldsCapacity - fieldCount)
        return (bytes, fields + fieldCount)
    }

    /// Adds the records that were written there, on the given lines after `line`.
    func endRecords(_ lines: UnsafeBufferPointer<UInt32>, after line: Int, fieldsEach: Int, byteCount: Int) {
        precondition(byteCount >= self.byteCount && byteCount <= bytesCapacity)
        precondition(fieldsEach * lines.count <= fieldsCapacity - fieldCount)
        self.byteCount = byteCount
        for before in lines {
            records.append(
                Record(first: UInt32(truncatingIfNeeded: fieldCount), isFault: false, line: line + Int(before)))
            fieldCount += fieldsEach
        }
    }

    /// Adds a field to the record that is being made, and copies its bytes.
    func append(_ text: UnsafeBufferPointer<UInt8>, isQuoted: Bool) {
        precondition(fieldCount < fieldsCapacity)
        let start = load(text)
        fields[fieldCount] = cscan_field(
            offset: UInt32(start), length_and_flags: UInt32(text.count) | (isQuoted ? UInt32(CSCAN_QUOTED) : 0))
        fieldCount += 1
    }

    /// Makes a record of the fields that were added since `first`.
    func endRecord(from first: Int, line: Int) {
        records.append(Record(first: UInt32(first), isFault: false, line: line))
    }

    /// The record can't be read; its fields since `first` are taken back.
    func refuse(_ fault: Fault, from first: Int, line: Int) {
        fieldCount = first
        records.append(Record(first: UInt32(faults.count), isFault: true, line: line))
        faults.append(fault)
    }

    /// A record of another batch.
    func append(_ record: Record, of other: RecordBatch, columnCount: Int) {
        if record.isFault {
            return refuse(other.faults[Int(record.first)], from: fieldCount, line: record.line)
        }
        let first = fieldCount
        for index in 0..<columnCount {
            let field = other.field(Int(record.first) + index)
            append(field.bytes, isQuoted: field.isQuoted)
        }
        endRecord(from: first, line: record.line)
    }
}
