internal import Compression

/// One column of one chunk, decompressed and checked, its values still in the bytes in which they are stored.
struct ProfiledValues: Sendable {
    let type: ValueType
    let rowCount: Int
    /// One bit per row, least significant first, 1 = present; empty where every row is.
    private let validity: [UInt8]
    private let data: [UInt8]
    /// Of STRING: where each distinct string is in `dictionary`.
    let strings: [Range<Int>]
    let dictionary: [UInt8]

    init(_ block: EncodedBlock) throws {
        type = block.type
        rowCount = block.rowCount
        validity = block.validity
        data = try Self.unpacked(block, block.data, limit: rowCount * PlainBlock.width(of: type))
        dictionary =
            block.dictionary.isEmpty
            ? [] : try Self.unpacked(block, block.dictionary, limit: EncodedBlock.dictionaryBytesMax)
        guard data.count == rowCount * PlainBlock.width(of: type),
            validity.isEmpty || validity.count == (rowCount + 7) / 8
        else { throw BlockError.damaged("the block's parts don't fit its \(rowCount) rows") }
        strings = try Self.strings(dictionary)
    }

    private static func unpacked(_ block: EncodedBlock, _ bytes: [UInt8], limit: Int) throws -> [UInt8] {
        block.encoding == .zstd ? try Zstd.decompress(bytes, limit: limit) : bytes
    }

    private static func strings(_ dictionary: [UInt8]) throws(BlockError) -> [Range<Int>] {
        var strings: [Range<Int>] = []
        var offset = 0
        while offset < dictionary.count {
            guard offset + 4 <= dictionary.count else { throw .damaged("the dictionary ends inside a length") }
            let length = (0..<4).reduce(0) { $0 | Int(dictionary[offset + $1]) << ($1 * 8) }
            guard length <= dictionary.count - offset - 4 else { throw .damaged("the dictionary ends inside a string") }
            strings.append(offset + 4..<offset + 4 + length)
            offset += 4 + length
        }
        return strings
    }

    var hasGaps: Bool { !validity.isEmpty }

    @inline(__always) func isPresent(_ row: Int) -> Bool {
        validity.isEmpty || validity[row >> 3] >> UInt8(truncatingIfNeeded: row & 7) & 1 == 1
    }

    /// The bits of 8-byte values. The bounds were compared in `init`, so only the row is checked.
    @inline(__always) func word(_ row: Int) -> UInt64 {
        precondition(row >= 0 && row < rowCount)
        return UInt64(littleEndian: data.span.bytes.unsafeLoadUnaligned(fromByteOffset: row * 8, as: UInt64.self))
    }

    /// The index of a STRING's value.
    @inline(__always) func index(_ row: Int) -> Int {
        precondition(row >= 0 && row < rowCount)
        return Int(
            UInt32(littleEndian: data.span.bytes.unsafeLoadUnaligned(fromByteOffset: row * 4, as: UInt32.self)))
    }

    @inline(__always) func flag(_ row: Int) -> Bool { data[row] != 0 }
}
