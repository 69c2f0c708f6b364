internal import CScan

/// Cuts pieces of separated values into batches of records, 64 bytes at a time.
///
/// Marks of delimiters, line breaks and quotes (`cscan_mark`) make fields: a separator counts where the number of quotes
/// before it is even, which is the running exclusive or of the quotes' bits (Langdale and Lemire, "Parsing gigabytes of
/// JSON per second", 2019). A record is taken only if each of its fields is bare and has no quote, or begins and ends with
/// one and has only doubled ones within; up to there the parity is the grammar's state. All others, those that a piece does
/// not hold as a whole, too long ones and those with escapes, are left to `CSVReader`, so that its rules hold for them.
struct CSVScanner: ~Copyable {
    /// Knows the place between records, in lines, for both.
    var exact: CSVReader
    private let dialect: CSVDialect
    private let limits: CSVLimits
    /// How many fields a record must have.
    private let columnCount: Int
    private let marks: UnsafeMutablePointer<cscan_marks>
    /// Blocks that are marked at a time.
    private static let run = 32

    /// - Parameter reader: stands behind the first record, which tells the number of columns.
    init(_ reader: consuming CSVReader, dialect: CSVDialect, columnCount: Int, limits: CSVLimits) {
        exact = reader
        self.dialect = dialect
        self.columnCount = columnCount
        self.limits = limits
        marks = .allocate(capacity: Self.run)
    }

    deinit { marks.deallocate() }

    /// Reads a piece, of at most the batch's `bytesTarget`, into the empty batch.
    mutating func read(_ piece: UnsafeBufferPointer<UInt8>, into batch: RecordBatch) {
        precondition(piece.count <= batch.bytesTarget && batch.byteCount == 0)
        _ = batch.load(piece)
        var position = 0
        while true {
            if exact.isBetweenRecords {
                position = scan(batch, from: position, to: piece.count)
                if position == piece.count { return }
            }
            let start = position
            let isFound = exact.next(in: piece, from: &position)
            batch.blank(start..<position)
            guard isFound else { return }
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
    /// Takes records from `start` on; returns where the first one begins that is left to `exact`, or `end`.
    private mutating func scan(_ batch: RecordBatch, from start: Int, to end: Int) -> Int {
        guard start < end else { return start }
        var record = OpenRecord(at: start, line: exact.currentLine, firstField: batch.fieldCount)
        if exact.skipLineFeed {
            exact.skipLineFeed = false
            if batch.bytes[start] == ASCII.lineFeed { record.begin(at: start + 1) }
        }
        walk(&record, batch, from: record.start, to: end)
        batch.setFieldCount(record.firstField)
        exact.currentLine = record.line
        // A record that ends with the piece's last byte, a CR, may have a LF to come.
        exact.skipLineFeed = record.start == end && end > start && record.endedWithReturn
        return record.start
    }

    /// One loop over the marks on purpose: its state stays in registers.
    private func walk(_ record: inout OpenRecord, _ batch: RecordBatch, from start: Int, to end: Int) {
        let bytes = batch.bytes
        let fields = batch.fields
        let delimiter = dialect.delimiter
        let quote = dialect.quote
        let escape = dialect.escape ?? quote
        var next = record.firstField
        var fieldStart = record.start
        var insideQuotes: UInt64 = 0
        var fieldQuotes = 0
        var isEscaped = false
        var hasQuotedBreak = false
        var block = start
        while block < end {
            let blocks = min(Self.run, (end - block + 63) >> 6)
            cscan_mark(bytes + block, blocks, delimiter, quote, escape, marks)
            for index in 0..<blocks {
                let base = block + index << 6
                var mark = marks[index]
                if end - base < 64 {
                    let valid: UInt64 = (1 << UInt64(end - base)) - 1
                    mark.separators &= valid
                    mark.breaks &= valid
                    mark.quotes &= valid
                    mark.escapes &= valid
                }
                var separators = mark.separators
                var quotedBreaks: UInt64 = 0
                let isPlain = (mark.quotes | mark.escapes | insideQuotes) == 0 && fieldQuotes == 0 && !isEscaped
                if !isPlain {
                    let inside = Self.runningExclusiveOr(mark.quotes) ^ insideQuotes
                    insideQuotes = UInt64(bitPattern: Int64(bitPattern: inside) >> 63)
                    separators &= ~inside
                    quotedBreaks = mark.breaks & inside
                }
                while separators != 0 {
                    let bit = separators.trailingZeroBitCount
                    let position = base + bit
                    separators &= separators &- 1
                    if isPlain {
                        fields[next] = cscan_field(
                            offset: UInt32(truncatingIfNeeded: fieldStart),
                            length_and_flags: UInt32(truncatingIfNeeded: position - fieldStart))
                    } else {
                        let below: UInt64 = (1 << UInt64(bit)) &- 1
                        fieldQuotes += (mark.quotes & below).nonzeroBitCount
                        mark.quotes &= ~below
                        if isEscaped || mark.escapes & below != 0 { return }
                        if fieldQuotes == 0 {
                            fields[next] = cscan_field(
                                offset: UInt32(truncatingIfNeeded: fieldStart),
                                length_and_flags: UInt32(truncatingIfNeeded: position - fieldStart))
                        } else {
                            guard bytes[fieldStart] == quote, bytes[position - 1] == quote else { return }
                            let length = position - fieldStart - 2
                            if fieldQuotes != 2 {
                                guard cscan_is_doubled(bytes + fieldStart + 1, length, quote) != 0 else { return }
                                record.doubled.append(next)
                            }
                            fields[next] = cscan_field(
                                offset: UInt32(truncatingIfNeeded: fieldStart + 1),
                                length_and_flags: UInt32(truncatingIfNeeded: length) | UInt32(CSCAN_QUOTED))
                            fieldQuotes = 0
                            if hasQuotedBreak || quotedBreaks & below != 0 { record.broken.append(next) }
                            hasQuotedBreak = false
                            quotedBreaks &= ~below
                        }
                    }
                    next += 1
                    fieldStart = position + 1
                    if bytes[position] == delimiter { continue }
                    // The LF of a CRLF whose CR has ended the record.
                    if position == record.start, bytes[position] == ASCII.lineFeed, position > start,
                        bytes[position - 1] == ASCII.carriageReturn
                    {
                        record.endedWithReturn = false
                        record.begin(at: position + 1)
                        next = record.firstField
                        continue
                    }
                    guard finish(&record, batch, at: position, fieldEnd: next) else { return }
                    next = record.firstField
                }
                if !isPlain {
                    fieldQuotes += mark.quotes.nonzeroBitCount
                    if quotedBreaks != 0 { hasQuotedBreak = true }
                    let old = record.start - base
                    if old < 64 { isEscaped = isEscaped || mark.escapes >> UInt64(max(old, 0)) != 0 }
                }
            }
            block += blocks << 6
        }
    }

    /// Ends the record with the line break at `position`; false if it is one for `exact`.
    @inline(__always)
    private func finish(_ record: inout OpenRecord, _ batch: RecordBatch, at position: Int, fieldEnd: Int) -> Bool {
        let length = position - record.start
        if length > limits.fieldBytesMax, !isWithinLimits(record, batch, length, fieldEnd) { return false }
        let count = fieldEnd - record.firstField
        let line = record.line
        record.line += 1
        if record.isIntricate { mend(&record, batch) }
        if count == columnCount, length > 0 || columnCount == 1 {
            batch.endRecord(from: record.firstField, line: line)
            record.firstField = fieldEnd
        } else if length > 0 {
            guard count <= limits.columnsMax else {
                record.line = line
                return false
            }
            batch.setFieldCount(fieldEnd)
            let text = Self.text(batch, record.firstField..<fieldEnd, dialect.delimiter, limits.rejectTextBytesMax)
            batch.refuse(ragged(count, text: text), from: record.firstField, line: line)
        }
        record.endedWithReturn = batch.bytes[position] == ASCII.carriageReturn
        record.begin(at: position + 1)
        return true
    }

    @inline(never)
    private func isWithinLimits(_ record: OpenRecord, _ batch: RecordBatch, _ length: Int, _ fieldEnd: Int) -> Bool {
        guard length <= limits.recordBytesMax else { return false }
        for field in record.firstField..<fieldEnd {
            // Doubled quotes are not made single yet: such a field is left to `exact` as well.
            if Int(batch.fields[field].length_and_flags & UInt32(CSCAN_LENGTH)) > limits.fieldBytesMax { return false }
        }
        return true
    }

    /// Makes doubled quotes single and counts the lines within quotes. Not before the record is known to be taken: a part of
    /// another may have looked like it.
    @inline(never)
    private func mend(_ record: inout OpenRecord, _ batch: RecordBatch) {
        for index in record.doubled {
            let field = batch.fields[index]
            let text = batch.bytes + Int(field.offset)
            let length = Int(field.length_and_flags & UInt32(CSCAN_LENGTH))
            let kept = cscan_undouble(text, length, dialect.quote)
            batch.fields[index].length_and_flags = UInt32(kept) | UInt32(CSCAN_QUOTED)
            // No half of a character is left over: the batch stays text.
            (text + kept).update(repeating: ASCII.space, count: length - kept)
        }
        record.doubled.removeAll(keepingCapacity: true)
        for index in record.broken {
            let field = batch.fields[index]
            let length = Int(field.length_and_flags & UInt32(CSCAN_LENGTH))
            record.line += cscan_line_breaks(batch.bytes + Int(field.offset), length)
        }
        record.broken.removeAll(keepingCapacity: true)
    }

    private static func text(
        _ batch: RecordBatch, _ fields: Range<Int>, _ delimiter: UInt8, _ limit: Int
    ) -> [UInt8] {
        var text: [UInt8] = []
        for index in fields where text.count <= limit {
            if index > fields.lowerBound { text.append(delimiter) }
            text.append(contentsOf: batch.field(index).bytes.prefix(limit + 1))
        }
        return text
    }

    /// Bit i is the parity of the bits 0...i.
    @inline(__always)
    private static func runningExclusiveOr(_ bits: UInt64) -> UInt64 {
        var sum = bits
        sum ^= sum << 1
        sum ^= sum << 2
        sum ^= sum << 4
        sum ^= sum << 8
        sum ^= sum << 16
        return sum ^ sum << 32
    }
}

/// The record at which the scanner is.
private struct OpenRecord {
    private(set) var start: Int
    var line: Int
    var firstField: Int
    /// Fields with line breaks.
    var broken: [Int] = []
    /// Fields with doubled quotes.
    var doubled: [Int] = []
    /// The record before ended with a CR.
    var endedWithReturn = false

    init(at start: Int, line: Int, firstField: Int) {
        self.start = start
        self.line = line
        self.firstField = firstField
    }

    var isIntricate: Bool { !broken.isEmpty || !doubled.isEmpty }

    mutating func begin(at position: Int) { start = position }
}
