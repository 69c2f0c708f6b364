/// Cuts a stream of bytes into CSV records (RFC 4180), wherever the stream is split.
///
/// Call `next` with each piece until it returns false, then `nextAtEnd` until it returns false. After each true, the
/// record is at `line`, `fieldCount` and `fields`, or, if it is malformed, at `problem` and `problemText`.
///
/// Records end with LF, CRLF or CR. A quote problem in a record that spans several lines rejects its first line only,
/// and reading resumes on the second: one forgotten quote must not swallow the rows below it. That is linear in time:
/// a line that opens a quote for its successors is, read from within one, the line that closes it.
///
/// This reader goes byte by byte and knows every rule; `CSVScanner` is quick with the records that are as they should be,
/// and leaves the others to it.
struct CSVReader: ~Copyable {
    private enum State { case fieldStart, unquoted, quoted, escaped, quoteSeen, skipping }

    private let limits: CSVLimits
    private let delimiter: UInt8
    private let quote: UInt8
    /// Equal to `quote` if there is none.
    private let escape: UInt8
    /// True for the four bytes that mean something outside quotes.
    private let isSpecial: UnsafeMutablePointer<Bool>
    private var storage: RecordStorage
    private var state = State.fieldStart
    private var isComplete = true
    private var fieldIsQuoted = false
    /// The last record ended with CR; a LF that follows belongs to it.
    var skipLineFeed = false
    /// The line of the next byte, between records.
    var currentLine = 1
    /// Bytes of the current record that came in earlier pieces.
    private var raw: [UInt8] = []
    /// Where the current record begins in the piece being read.
    private var recordStart = 0
    /// Lines of a malformed record that are to be read again.
    private var replay: [UInt8] = []
    private var replayPosition = 0

    /// The line on which the record begins; the first of the stream is 1.
    private(set) var line = 1
    private(set) var problem: CSVProblem?
    private(set) var problemText: [UInt8] = []

    init(_ dialect: CSVDialect = CSVDialect(), limits: CSVLimits = .standard) {
        delimiter = dialect.delimiter
        quote = dialect.quote
        escape = dialect.escape ?? dialect.quote
        self.limits = limits
        storage = RecordStorage(limits: limits)
        isSpecial = .allocate(capacity: 256)
        isSpecial.initialize(repeating: false, count: 256)
        for byte in [delimiter, quote, ASCII.lineFeed, ASCII.carriageReturn] { isSpecial[Int(byte)] = true }
    }

    deinit { isSpecial.deallocate() }

    var fieldCount: Int { storage.fieldCount }

    /// No record is begun, and no line is to be read again.
    var isBetweenRecords: Bool { isComplete && replayPosition >= replay.count }

    /// The record's fields; of a record with more than the columns allowed, one more than allowed.
    var fields: CSVFields { storage.fields }

    /// A line without any character.
    var isBlank: Bool { problem == nil && fieldCount == 1 && storage.count == 0 && !fields[0].isQuoted }

    /// The record's content for a report, shortened.
    func text() -> [UInt8] {
        problem == nil ? storage.text(delimiter: delimiter, limit: limits.rejectTextBytesMax) : problemText
    }

    /// Reads on in `bytes` from `position` to the end of the next record; false if `bytes` ends first.
    mutating func next(in bytes: UnsafeBufferPointer<UInt8>, from position: inout Int) -> Bool {
        nextInReplay() || scan(bytes, from: &position, isReplay: false)
    }

    /// Yields what is left after the last piece.
    mutating func nextAtEnd() -> Bool {
        if nextInReplay() { return true }
        guard !isComplete, !raw.isEmpty else { return false }
        let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        recordStart = 0
        if state == .quoted || state == .escaped, refuse(.unclosedQuote, in: nothing, at: 0, isReplay: false) {
            return true
        }
        if state != .skipping { endField() }
        return complete(in: nothing, at: 0)
    }

    private mutating func nextInReplay() -> Bool {
        while replayPosition < replay.count {
            let source = replay
            var position = replayPosition
            let found = source.withUnsafeBufferPointer { scan($0, from: &position, isReplay: true) }
            replayPosition = position
            if found { return true }
        }
        replay = []
        replayPosition = 0
        return false
    }
}

// The state machine. `scan` is one long loop on purpose: a call per byte would cost more than the work.
extension CSVReader {
    private mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, from position: inout Int, isReplay: Bool
    ) -> Bool {
        var index = position
        defer { position = index }
        if skipLineFeed, index < bytes.count {
            if bytes[index] == ASCII.lineFeed { index += 1 }
            skipLineFeed = false
        }
        guard index < bytes.count else { return false }
        if isComplete { begin() }
        recordStart = index
        // One byte more than a record may have, so that its line break is still seen.
        let end = min(bytes.count, index + max(limits.recordBytesMax + 1 - raw.count, 0))
        while true {
            switch state {
            case .fieldStart:
                guard index < end else { break }
                fieldIsQuoted = bytes[index] == quote
                state = fieldIsQuoted ? .quoted : .unquoted
                if fieldIsQuoted { index += 1 }
                continue
            case .unquoted:
                index += storage.append(upTo: isSpecial, of: bytes[index..<end])
                guard index < end else { break }
                if bytes[index] == quote {
                    if refuse(.quoteInsideField, in: bytes, at: index, isReplay: isReplay) {
                        if isReplay { index = replayPosition }
                        return true
                    }
                    continue
                }
                if endFieldOrRecord(bytes, &index) { return true }
                continue
            case .quoted:
                copyQuoted(bytes, &index, end)
                guard index < end else { break }
                state = bytes[index] == quote ? .quoteSeen : .escaped
                index += 1
                continue
            case .escaped:
                guard index < end else { break }
                appendQuoted(bytes[index])
                index += 1
                state = .quoted
                continue
            case .quoteSeen:
                guard index < end else { break }
                if bytes[index] == quote {
                    storage.append(quote)
                    index += 1
                    state = .quoted
                } else if isSpecial[Int(bytes[index])] {
                    if endFieldOrRecord(bytes, &index) { return true }
                } else if refuse(.textAfterQuote, in: bytes, at: index, isReplay: isReplay) {
                    if isReplay { index = replayPosition }
                    return true
                }
                continue
            case .skipping:
                while index < bytes.count, bytes[index] != ASCII.lineFeed, bytes[index] != ASCII.carriageReturn {
                    index += 1
                }
                guard index < bytes.count else { break }
                return endRecord(bytes, &index)
            }
            // The piece is used up, or the record has had all the bytes it may have.
            if state != .skipping, raw.count + index - recordStart > limits.recordBytesMax {
                let problem = CSVProblem.recordTooLong(limitBytes: limits.recordBytesMax)
                if refuse(problem, in: bytes, at: index, isReplay: isReplay) {
                    if isReplay { index = replayPosition }
                    return true
                }
                continue
            }
            keepRaw(bytes, upTo: index)
            return false
        }
    }

    private mutating func begin() {
        isComplete = false
        state = .fieldStart
        storage.removeAll()
        raw.removeAll(keepingCapacity: true)
        problem = nil
        line = currentLine
    }

    private mutating func copyQuoted(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int) {
        while index < end, bytes[index] != quote, bytes[index] != escape {
            appendQuoted(bytes[index])
            index += 1
        }
    }

    private mutating func appendQuoted(_ byte: UInt8) {
        // CRLF counts once. What was stored last tells, even when a piece ended between the two.
        if byte == ASCII.carriageReturn {
            currentLine += 1
        } else if byte == ASCII.lineFeed, storage.lastByteOfField != ASCII.carriageReturn {
            currentLine += 1
        }
        storage.append(byte)
    }

    private mutating func endField() {
        let length = storage.endField(isQuoted: fieldIsQuoted)
        if length > limits.fieldBytesMax, problem == nil {
            problem = .fieldTooLong(index: storage.fieldCount - 1, limitBytes: limits.fieldBytesMax)
        }
        fieldIsQuoted = false
        state = .fieldStart
    }

    /// At a delimiter or a line break outside quotes.
    private mutating func endFieldOrRecord(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
        endField()
        if bytes[index] == delimiter {
            index += 1
            return false
        }
        return endRecord(bytes, &index)
    }

    private mutating func endRecord(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
        let isDone = complete(in: bytes, at: index)
        skipLineFeed = bytes[index] == ASCII.carriageReturn
        index += 1
        currentLine += 1
        return isDone
    }

    private mutating func complete(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        if problem != nil {
            keepRaw(bytes, upTo: index)
            problemText = Array(raw.prefix(limits.rejectTextBytesMax + 1))
        }
        isComplete = true
        return true
    }

    private mutating func keepRaw(_ bytes: UnsafeBufferPointer<UInt8>, upTo index: Int) {
        var piece = bytes[min(recordStart, index)..<index]
        if state == .skipping { piece = piece.prefix(max(limits.rejectTextBytesMax + 1 - raw.count, 0)) }
        raw.append(contentsOf: piece)
        recordStart = index
    }
}

// What happens to a record that can't be read.
extension CSVReader {
    /// Rejects the record's first line and has the others read again; false, with the rest of the line to be skipped,
    /// if there is only one.
    private mutating func refuse(
        _ found: CSVProblem, in bytes: UnsafeBufferPointer<UInt8>, at index: Int, isReplay: Bool
    ) -> Bool {
        problem = found
        guard currentLine != line else {
            state = .skipping
            return false
        }
        let whole = raw + bytes[recordStart..<index]
        let second = Self.startOfSecondLine(whole)
        if isReplay {
            // A replay begins with a record, so all of this one lies in it.
            replayPosition = recordStart + second
        } else {
            replay = Array(whole[second...])
            replayPosition = 0
            skipLineFeed = replay.isEmpty && whole.last == ASCII.carriageReturn
        }
        problemText = Array(whole[..<second].prefix(limits.rejectTextBytesMax + 1))
        while let last = problemText.last, last == ASCII.lineFeed || last == ASCII.carriageReturn {
            problemText.removeLast()
        }
        currentLine = line + 1
        isComplete = true
        return true
    }

    private static func startOfSecondLine(_ bytes: [UInt8]) -> Int {
        guard let end = bytes.firstIndex(where: { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }) else {
            return bytes.count
        }
        let isCRLF = bytes[end] == ASCII.carriageReturn && end + 1 < bytes.count && bytes[end + 1] == ASCII.lineFeed
        return end + (isCRLF ? 2 : 1)
    }
}
