internal import Glibc

/// Cuts a stream of bytes into JSON records and these into fields, wherever the stream is split.
///
/// Call `next` with each piece until it returns false, then `nextAtEnd` until it returns false. After each true the record is
/// at `line` and `parser`, or, if it can't be read, its `fault` and `faultText` say why. In JSON lines such a record is its
/// line. In an array it is an element whose brackets are balanced; what breaks the array itself ends the reading with an
/// error.
struct JSONReader: ~Copyable {
    private enum Place {
        /// In an array: before its bracket, before an element (the first, which may be missing, or another), within one,
        /// behind one, behind the array.
        case beforeArray, beforeFirst, beforeElement, inElement, afterElement, afterArray
        case inLine
    }

    let limits: JSONLimits
    private(set) var parser: JSONRecordParser
    private var buffer: JSONBuffer
    private var place: Place
    /// Where framing goes on, in the buffer.
    private var scan = 0
    private var depth = 0
    private var isString = false
    private var isEscaped = false
    /// The record is longer than allowed; what is over is thrown away as it comes.
    private var isTooLong = false
    private var currentLine = 1
    /// Where the current line begins, in the file.
    private var lineStart = 0
    private var textMax: Int

    /// The line on which the record begins; the first of the stream is 1.
    private(set) var line = 1
    private(set) var fault: JSONFault?
    private(set) var faultText: [UInt8] = []
    private var recordStart = 0
    private var recordCount = 0

    init(isArray: Bool, limits: JSONLimits, textBytesMax: Int) {
        self.limits = limits
        parser = JSONRecordParser(limits: limits)
        buffer = JSONBuffer(recordBytesMax: limits.recordBytesMax)
        place = isArray ? .beforeArray : .inLine
        textMax = textBytesMax
    }

    /// Reads on in `bytes` from `position` to the end of the next record; false if `bytes` ends first.
    mutating func next(
        in bytes: UnsafeBufferPointer<UInt8>, from position: inout Int
    ) throws(FormatError) -> Bool {
        while true {
            if try frame() { return true }
            if position == bytes.count { return false }
            scan -= buffer.fill(from: bytes, at: &position)
        }
    }

    /// Yields what is left after the last piece.
    mutating func nextAtEnd() throws(FormatError) -> Bool {
        if place == .inLine { return endLine(at: buffer.end, isLast: true) }
        switch place {
        case .afterArray: return false
        case .beforeArray: throw malformed(buffer.end, "the file has no JSON array")
        default: throw malformed(buffer.end, "the file ends before its JSON array does")
        }
    }

    /// The record's bytes; valid until the next call of `next`.
    var record: UnsafeMutableBufferPointer<UInt8> {
        UnsafeMutableBufferPointer(start: buffer.pointer(at: recordStart), count: recordCount)
    }

    /// To the end of the next record, and parses it; false if more bytes are needed.
    private mutating func frame() throws(FormatError) -> Bool {
        let isFound = place == .inLine ? frameLine() : try frameElement()
        if isFound { return true }
        if !isTooLong, isWithinRecord, buffer.end - buffer.start > limits.recordBytesMax + 1 {
            isTooLong = true
            keepText(upTo: buffer.end)
        }
        if isTooLong || !isWithinRecord { buffer.use(upTo: buffer.end) }
        return false
    }

    private var isWithinRecord: Bool { place == .inLine || place == .inElement }

    private mutating func keepText(upTo end: Int) {
        let count = min(end - buffer.start, textMax + 1)
        faultText = Array(UnsafeBufferPointer(start: buffer.pointer(at: buffer.start), count: count))
    }

    /// Hands the record that ends at `end` on.
    private mutating func finishRecord(at end: Int) {
        recordStart = buffer.start
        recordCount = end - buffer.start
        if isTooLong || recordCount > limits.recordBytesMax {
            if !isTooLong { keepText(upTo: end) }
            fault = JSONFault(kind: .recordTooLong, offset: 0)
            isTooLong = false
            return
        }
        do throws(JSONFault) {
            try parser.parse(buffer.pointer(at: recordStart), count: recordCount)
            fault = nil
        } catch {
            fault = error
            keepText(upTo: end)
        }
    }
}

// JSON lines.
extension JSONReader {
    private mutating func frameLine() -> Bool {
        while scan < buffer.end {
            guard let found = memchr(buffer.pointer(at: scan), Int32(ASCII.lineFeed), buffer.end - scan) else {
                scan = buffer.end
                return false
            }
            let end = found.assumingMemoryBound(to: UInt8.self) - buffer.pointer(at: 0)
            if endLine(at: end, isLast: false) { return true }
        }
        return false
    }

    /// False for a line of white space, which is none.
    private mutating func endLine(at end: Int, isLast: Bool) -> Bool {
        line = currentLine
        currentLine += 1
        var isBlank = !isTooLong
        var index = buffer.start
        while isBlank, index < end {
            isBlank = JSONCursor.isSpace(buffer[index])
            index += 1
        }
        let hasReturn = end > buffer.start && buffer[end - 1] == ASCII.carriageReturn
        if !isBlank { finishRecord(at: hasReturn ? end - 1 : end) }
        scan = isLast ? end : end + 1
        buffer.use(upTo: scan)
        return !isBlank
    }
}

// JSON arrays.
extension JSONReader {
    private mutating func frameElement() throws(FormatError) -> Bool {
        while scan < buffer.end {
            if place == .inElement {
                scanElement()
                guard place == .afterElement else { return false }
                finishRecord(at: scan)
                buffer.use(upTo: scan)
                return true
            }
            let byte = buffer[scan]
            if JSONCursor.isSpace(byte) {
                if byte == ASCII.lineFeed { beginLine(after: scan) }
                scan += 1
                continue
            }
            try step(byte)
        }
        return false
    }

    /// At a byte between elements that is no space.
    private mutating func step(_ byte: UInt8) throws(FormatError) {
        switch (place, byte) {
        case (.beforeArray, UInt8(ascii: "[")): place = .beforeFirst
        case (.beforeArray, _):
            throw malformed(scan, "no JSON array begins here; a file with an object on each line has the format jsonl")
        case (.beforeFirst, UInt8(ascii: "]")), (.afterElement, UInt8(ascii: "]")): place = .afterArray
        case (.afterElement, UInt8(ascii: ",")): place = .beforeElement
        case (.afterElement, _): throw malformed(scan, "neither a comma nor a closing bracket follows an element")
        case (.afterArray, _): throw malformed(scan, "text follows the JSON array")
        case (.beforeElement, UInt8(ascii: "]")): throw malformed(scan, "no element follows a comma")
        case (_, UInt8(ascii: ",")), (_, UInt8(ascii: "]")), (_, UInt8(ascii: "}")), (_, UInt8(ascii: ":")):
            throw malformed(scan, "no element where one must be")
        default:
            place = .inElement
            line = currentLine
            depth = 0
            buffer.use(upTo: scan)
            return
        }
        scan += 1
    }

    /// From within an element to its end, which is a bracket's or, for a bare value, the next comma's or bracket's place.
    /// One loop over the bytes on purpose.
    private mutating func scanElement() {
        var index = scan
        let end = buffer.end
        let bytes = buffer.pointer(at: 0)
        defer { scan = index }
        while index < end {
            let byte = bytes[index]
            if isString {
                if isEscaped {
                    isEscaped = false
                } else if byte == ASCII.quote {
                    isString = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                }
                if byte == ASCII.lineFeed { beginLine(after: index) }
                index += 1
                continue
            }
            switch byte {
            case ASCII.quote: isString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth > 0 { depth -= 1 } else { return place = .afterElement }
                if depth == 0 {
                    index += 1
                    return place = .afterElement
                }
            case UInt8(ascii: ","):
                if depth == 0 { return place = .afterElement }
            case ASCII.lineFeed: beginLine(after: index)
            default: break
            }
            index += 1
        }
    }

    private mutating func beginLine(after index: Int) {
        currentLine += 1
        lineStart = buffer.fileOffset + index + 1
    }

    private func malformed(_ index: Int, _ reason: String) -> FormatError {
        .malformedJSON(line: currentLine, column: buffer.fileOffset + index - lineStart + 1, reason)
    }
}
