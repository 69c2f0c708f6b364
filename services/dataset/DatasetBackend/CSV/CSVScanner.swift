internal import CScan

/// Cuts pieces of separated values into batches of records, 64 bytes at a time (`cscan_records`).
///
/// Records that are not as they mostly are, those that a piece does not hold as a whole, too long ones and those with
/// escapes, are left to `CSVReader`, so that its rules hold for them.
struct CSVScanner: ~Copyable {
    /// Knows the place between records, in lines, for both.
    var exact: CSVReader
    private let dialect: CSVDialect
    private let limits: CSVLimits
    /// How many fields a record must have.
    private let columnCount: Int
    private let lines: UnsafeMutablePointer<UInt32>
    /// Records that are taken at a time.
    private static let rowsMax = 4096

    /// - Parameter reader: stands behind the first record, which tells the number of columns.
    init(_ reader: consuming CSVReader, dialect: CSVDialect, columnCount: Int, limits: CSVLimits) {
        exact = reader
        self.dialect = dialect
        self.columnCount = columnCount
        self.limits = limits
        lines = .allocate(capacity: Self.rowsMax)
    }

    deinit { lines.deallocate() }

    /// Reads a piece, of at most the batch's `bytesTarget`, into the empty batch.
    mutating func read(_ piece: UnsafeBufferPointer<UInt8>, into batch: RecordBatch) {
        precondition(piece.count <= batch.bytesTarget && batch.byteCount == 0)
        var position = 0
        while true {
            if exact.isBetweenRecords {
                scan(piece, from: &position, into: batch)
                if position == piece.count { return }
            }
            guard exact.next(in: piece, from: &position) else { return }
            takeExact(into: batch)
        }
    }

    /// What is left after the last piece.
    mutating func finish(into batch: RecordBatch) {
        while exact.nextAtEnd() { takeExact(into: batch) }
    }

    /// The record that `exact` has read.
    func takeExact(into batch: RecordBatch) {
        // A line without any character is no row, unless there is but one column to miss a value.
        if exact.isBlank, columnCount > 1 { return }
        let first = batch.fieldCount
        if let problem = exact.problem {
            var column: Int?
            if case .fieldTooLong(let index, _) = problem, index < columnCount { column = index }
            let fault = RecordBatch.Fault(column: column, reason: problem.reason, text: exact.text())
            return batch.refuse(fault, from: first, line: exact.line)
        }
        guard exact.fieldCount == columnCount else {
            return batch.refuse(ragged(exact.fieldCount, text: exact.text()), from: first, line: exact.line)
        }
        for index in 0..<columnCount {
            batch.append(exact.fields[index].bytes, isQuoted: exact.fields[index].isQuoted)
        }
        batch.endRecord(from: first, line: exact.line)
    }

    private func ragged(_ count: Int, text: [UInt8]) -> RecordBatch.Fault {
        let reason = "\(count) \(count == 1 ? "field" : "fields") where the header has \(columnCount)"
        return RecordBatch.Fault(column: nil, reason: reason, text: text)
    }
}

// The quick way.
extension CSVScanner {
    /// Takes records from `position` on, which moves to the first one that is left to `exact`, or to the end.
    private mutating func scan(
        _ piece: UnsafeBufferPointer<UInt8>, from position: inout Int, into batch: RecordBatch
    ) {
        guard position < piece.count, let source = piece.baseAddress else { return }
        if exact.skipLineFeed {
            exact.skipLineFeed = false
            if piece[position] == ASCII.lineFeed { position += 1 }
        }
        var isOdd = false
        while position < piece.count, !isOdd {
            let count = piece.count - position
            let room = batch.room(forBytes: count)
            var rest = cscan_piece(
                source: source + position, count: count, delimiter: dialect.delimiter, quote: dialect.quote,
                escape: dialect.escape ?? dialect.quote, columns: UInt32(columnCount), field_max: limits.fieldBytesMax,
                record_max: limits.recordBytesMax, bytes: room.bytes, start: UInt32(batch.byteCount),
                fields: room.fields, lines: lines, rows_max: Self.rowsMax)
            let taken = cscan_records(&rest)
            batch.endRecords(
                UnsafeBufferPointer(start: lines, count: taken.rows), after: exact.currentLine,
                fieldsEach: columnCount, byteCount: Int(taken.end))
            exact.currentLine += Int(taken.lines)
            position += taken.taken
            // A record that ends with the piece's last byte, a CR, may have a LF to come.
            exact.skipLineFeed = position == piece.count && taken.ended_with_return != 0
            isOdd = taken.is_odd != 0
        }
    }
}
