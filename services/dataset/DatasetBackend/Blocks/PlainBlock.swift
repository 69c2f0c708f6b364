/// One column of one chunk, unpacked: what `EncodedBlock` compresses.
struct PlainBlock: Sendable, Equatable {
    var type: ValueType
    /// The bits of each row's value: f64, i64, 0/1, or an index into `dictionary`; 0 where it is missing.
    var values: [UInt64]
    /// Nil if no row is missing.
    var isMissing: [Bool]?
    /// Distinct strings, each a little-endian u32 length and its bytes.
    var dictionary: [UInt8] = []

    var rowCount: Int { values.count }
    var missingCount: Int { isMissing?.reduce(into: 0) { $0 += $1 ? 1 : 0 } ?? 0 }

    func isMissing(_ row: Int) -> Bool { isMissing?[row] ?? false }
}

extension PlainBlock {
    /// Bytes of one value in `ColumnBlock.data`.
    static func width(of type: ValueType) -> Int {
        switch type {
        case .float, .integer, .timestamp: 8
        case .string: 4
        case .boolean: 1
        }
    }

    var statistics: BlockStatistics {
        var statistics = BlockStatistics(missingCount: missingCount)
        guard type != .string else { return statistics }
        for row in values.indices where !isMissing(row) {
            let number = number(row)
            if number < statistics.minimum ?? .infinity || statistics.minimum == nil { statistics.minimum = number }
            if number > statistics.maximum ?? -.infinity || statistics.maximum == nil { statistics.maximum = number }
        }
        return statistics
    }

    private func number(_ row: Int) -> Double {
        type == .float ? Double(bitPattern: values[row]) : Double(Int64(bitPattern: values[row]))
    }

    /// The strings of the dictionary, in order.
    func strings() throws(BlockError) -> [String] {
        var strings: [String] = []
        var offset = 0
        while offset < dictionary.count {
            guard offset + 4 <= dictionary.count else { throw .damaged("the dictionary ends inside a length") }
            let length = dictionary.withUnsafeBytes {
                Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
            }
            guard length <= dictionary.count - offset - 4 else { throw .damaged("the dictionary ends inside a string") }
            strings.append(String(decoding: dictionary[(offset + 4)..<(offset + 4 + length)], as: UTF8.self))
            offset += 4 + length
        }
        return strings
    }
}

enum BlockError: Error, Sendable, Equatable {
    case damaged(String)
    /// The block can't take this type without losing values; asking for it is a fault of ours.
    case cannotWiden(from: ValueType, to: ValueType)
}
