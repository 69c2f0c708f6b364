/// Takes one record apart into the fields of the columns that its keys name; a new key adds a column.
///
/// The arrays are written and read in the hottest loops of a JSON upload; they are of fixed size, owned here, and indexed
/// by column numbers below `limits.columnsMax` only.
struct JSONRecordParser: ~Copyable {
    /// What the records of a file are; the first one that can be read decides.
    enum Shape { case undecided, objects, arrays }

    private let limits: JSONLimits
    private(set) var columns = JSONColumns()
    private(set) var shape = Shape.undecided
    private let slots: UnsafeMutablePointer<JSONField>
    /// Which record each slot was filled by.
    private let stamps: UnsafeMutablePointer<UInt32>
    private var stamp: UInt32 = 0
    /// Keys with escapes are made readable here.
    private var scratch: [UInt8] = []

    init(limits: JSONLimits) {
        self.limits = limits
        slots = .allocate(capacity: limits.columnsMax)
        slots.initialize(repeating: JSONField(start: 0, length: 0, kind: .missing), count: limits.columnsMax)
        stamps = .allocate(capacity: limits.columnsMax)
        stamps.initialize(repeating: 0, count: limits.columnsMax)
    }

    deinit {
        slots.deallocate()
        stamps.deallocate()
    }

    /// What the record that was parsed last has in a column.
    @inline(__always)
    subscript(column: Int) -> JSONField {
        precondition(column < limits.columnsMax)
        return stamps[column] == stamp ? slots[column] : JSONField(start: 0, length: 0, kind: .missing)
    }

    /// Parses a record, which has `JSONCursor.padding` bytes behind it. One that can't be read adds no columns.
    mutating func parse(_ bytes: UnsafePointer<UInt8>, count: Int) throws(JSONFault) {
        let columnsBefore = columns.count
        do throws(JSONFault) {
            try read(bytes, count: count)
        } catch {
            columns.removeAll(from: columnsBefore)
            throw error
        }
    }

    private mutating func read(_ bytes: UnsafePointer<UInt8>, count: Int) throws(JSONFault) {
        stamp &+= 1
        if stamp == 0 {
            stamps.update(repeating: 0, count: limits.columnsMax)
            stamp = 1
        }
        var cursor = JSONCursor(bytes, count: count)
        cursor.skipSpace()
        let isObject = cursor.current == UInt8(ascii: "{")
        guard isObject || cursor.current == UInt8(ascii: "[") else {
            throw cursor.fault(shape == .arrays ? .expectedArray : .expectedObject)
        }
        switch (shape, isObject) {
        case (.objects, false): throw cursor.fault(.expectedObject)
        case (.arrays, true): throw cursor.fault(.expectedArray)
        default: break
        }
        cursor.position += 1
        if isObject { try object(&cursor) } else { try array(&cursor) }
        cursor.skipSpace()
        guard cursor.position == count else { throw cursor.fault(.textAfterRecord) }
        shape = isObject ? .objects : .arrays
    }

    private mutating func object(_ cursor: inout JSONCursor) throws(JSONFault) {
        var expected = 0
        cursor.skipSpace()
        if cursor.current == UInt8(ascii: "}") {
            cursor.position += 1
            return
        }
        while true {
            guard cursor.current == ASCII.quote else { throw cursor.fault(.expectedKey) }
            let column = try key(&cursor, expected: expected)
            if stamps[column] == stamp {
                throw JSONFault(kind: .duplicateKey, offset: cursor.position, column: Int32(column))
            }
            cursor.skipSpace()
            guard cursor.current == UInt8(ascii: ":") else { throw cursor.fault(.expectedColon) }
            cursor.position += 1
            cursor.skipSpace()
            try value(&cursor, column: column)
            expected = column + 1
            cursor.skipSpace()
            if cursor.current == UInt8(ascii: ",") {
                cursor.position += 1
                cursor.skipSpace()
                continue
            }
            guard cursor.current == UInt8(ascii: "}") else { throw cursor.fault(.expectedCommaOrBrace) }
            cursor.position += 1
            return
        }
    }

    private mutating func array(_ cursor: inout JSONCursor) throws(JSONFault) {
        var column = 0
        cursor.skipSpace()
        if cursor.current != UInt8(ascii: "]") {
            while true {
                guard column < limits.columnsMax else { throw cursor.fault(.tooManyColumns) }
                try value(&cursor, column: column)
                column += 1
                cursor.skipSpace()
                guard cursor.current == UInt8(ascii: ",") else { break }
                cursor.position += 1
                cursor.skipSpace()
            }
            guard cursor.current == UInt8(ascii: "]") else { throw cursor.fault(.expectedCommaOrBracket) }
        }
        cursor.position += 1
        valueCount = column
    }

    /// Values of the array that was parsed last.
    private(set) var valueCount = 0

    /// At a key's opening quote; over the key, and its column.
    @inline(__always)
    private mutating func key(_ cursor: inout JSONCursor, expected: Int) throws(JSONFault) -> Int {
        // Of a record that leaves out some keys, the next one that it has is mostly near.
        for index in expected..<(expected + 3) {
            let here = cursor.bytes + cursor.position
            if let length = columns.length(of: index, at: here, available: cursor.end - cursor.position) {
                cursor.position += length
                return index
            }
        }
        return try unexpectedKey(&cursor)
    }

    private mutating func unexpectedKey(_ cursor: inout JSONCursor) throws(JSONFault) -> Int {
        let start = cursor.position + 1
        cursor.position += 1
        let hasEscape = try cursor.string()
        let raw = UnsafeBufferPointer(start: cursor.bytes + start, count: cursor.position - 1 - start)
        guard hasEscape else { return try column(named: raw, at: start) }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: raw)
        let length = scratch.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { JSONText.unescape($0, count: buffer.count) } ?? 0
        }
        let name = Array(scratch[..<length])
        return try name.withUnsafeBufferPointer { name in
            Result { () throws(JSONFault) in try column(named: name, at: start) }
        }.get()
    }

    private mutating func column(named name: UnsafeBufferPointer<UInt8>, at offset: Int) throws(JSONFault) -> Int {
        if let index = columns.index(of: name) { return index }
        guard !name.isEmpty else { throw JSONFault(kind: .emptyKey, offset: offset) }
        guard name.count <= limits.columnNameBytesMax else { throw JSONFault(kind: .keyTooLong, offset: offset) }
        guard UTF8Check.fault(name) == nil else { throw JSONFault(kind: .keyNotText, offset: offset) }
        guard columns.count < limits.columnsMax else { throw JSONFault(kind: .tooManyColumns, offset: offset) }
        return columns.add(Array(name))
    }

    @inline(__always)
    private mutating func value(_ cursor: inout JSONCursor, column: Int) throws(JSONFault) {
        var start = cursor.position
        var end: Int
        let kind: JSONField.Kind
        switch cursor.current {
        case ASCII.quote:
            cursor.position += 1
            start += 1
            kind = try cursor.string() ? .escapedString : .string
            end = cursor.position - 1
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try cursor.number()
            kind = .token
            end = cursor.position
        default:
            kind = try otherValue(&cursor)
            end = cursor.position
        }
        if end - start > limits.fieldBytesMax {
            throw JSONFault(kind: .fieldTooLong, offset: start, column: Int32(column))
        }
        slots[column] = JSONField(start: Int32(start), length: Int32(end - start), kind: kind)
        stamps[column] = stamp
    }

    private func otherValue(_ cursor: inout JSONCursor) throws(JSONFault) -> JSONField.Kind {
        switch cursor.current {
        case UInt8(ascii: "t"):
            try cursor.word("true")
            return .token
        case UInt8(ascii: "f"):
            try cursor.word("false")
            return .token
        case UInt8(ascii: "n"):
            try cursor.word("null")
            return .missing
        case UInt8(ascii: "N"):
            try cursor.word("NaN")
            return .token
        case UInt8(ascii: "I"):
            try cursor.word("Infinity")
            return .token
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try cursor.nested(depth: 1, depthMax: limits.depthMax)
            return .nested
        default: throw cursor.fault(.unexpectedCharacter)
        }
    }
}
