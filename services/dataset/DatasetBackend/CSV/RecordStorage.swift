/// The fields of the record being read, unquoted, one after the other.
struct RecordStorage: ~Copyable {
    /// Room for the longest record allowed, plus the byte that shows it to be too long; the kernel provides only the
    /// pages that are touched.
    private let bytes: UnsafeMutablePointer<UInt8>
    private let ends: UnsafeMutablePointer<Int32>
    private let quoted: UnsafeMutablePointer<Bool>
    private let fieldsMax: Int
    /// Bytes in use.
    private(set) var count = 0
    private(set) var fieldCount = 0
    private var fieldStart = 0

    init(limits: CSVLimits) {
        // A field more than the columns allowed shows that there are too many; the rest is only counted.
        fieldsMax = limits.columnsMax + 1
        bytes = .allocate(capacity: limits.recordBytesMax + 1)
        ends = .allocate(capacity: fieldsMax)
        quoted = .allocate(capacity: fieldsMax)
    }

    deinit {
        bytes.deallocate()
        ends.deallocate()
        quoted.deallocate()
    }

    var fields: CSVFields {
        CSVFields(bytes: bytes, ends: ends, quoted: quoted, count: min(fieldCount, fieldsMax))
    }

    /// The byte before the next one of the field that is open.
    var lastByteOfField: UInt8? { count > fieldStart ? bytes[count - 1] : nil }

    mutating func removeAll() {
        count = 0
        fieldCount = 0
        fieldStart = 0
    }

    mutating func append(_ byte: UInt8) {
        bytes[count] = byte
        count += 1
    }

    /// Copies bytes from `source` until one that is special, or its end; returns how many.
    mutating func append(
        upTo isSpecial: UnsafeMutablePointer<Bool>, of source: UnsafeBufferPointer<UInt8>.SubSequence
    ) -> Int {
        let target = bytes + count
        let source = UnsafeBufferPointer(rebasing: source)
        var copied = 0
        while copied < source.count {
            let byte = source[copied]
            if isSpecial[Int(byte)] { break }
            target[copied] = byte
            copied += 1
        }
        count += copied
        return copied
    }

    /// Ends the open field and returns its length.
    mutating func endField(isQuoted: Bool) -> Int {
        let length = count - fieldStart
        if fieldCount < fieldsMax {
            ends[fieldCount] = Int32(count)
            quoted[fieldCount] = isQuoted
        }
        fieldCount += 1
        fieldStart = count
        return length
    }

    /// The fields with `delimiter` between them; a little more than `limit` bytes at most.
    func text(delimiter: UInt8, limit: Int) -> [UInt8] {
        var text: [UInt8] = []
        for index in 0..<fields.count where text.count <= limit {
            if index > 0 { text.append(delimiter) }
            text.append(contentsOf: fields[index].bytes.prefix(limit + 1))
        }
        return text
    }
}
