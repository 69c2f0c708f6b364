import Compression
import FoundationEssentials
import Messages
import Protobuf
import RPC

/// Values out of a column block, in the layout that dataset.proto states. A block that breaks it is DATA_LOSS.
struct BlockDecoder {
    private let block: DatasetV1.ColumnBlock
    private let data: [UInt8]
    private let rowCount: Int

    init(_ block: DatasetV1.ColumnBlock) throws(RPCError) {
        self.block = block
        rowCount = Int(block.rowCount)
        guard let width = block.type.byteWidth, rowCount >= 0 else { throw Self.broken(block) }
        data = try Self.plain(block.data, of: block, bytesMax: rowCount * width)
        guard data.count == rowCount * width else { throw Self.broken(block) }
        guard block.validity.isEmpty || block.validity.count == (rowCount + 7) / 8 else { throw Self.broken(block) }
    }

    /// Writes numbers to `target`, whose first entry stands for the block's row `offset`; missing ones are NaN.
    func copyNumbers(from offset: Int, count: Int, into target: UnsafeMutableBufferPointer<Double>) throws(RPCError) {
        switch block.type {
        case .float:
            copy(Double.self, offset, count, target) { Double(bitPattern: UInt64(littleEndian: $0.bitPattern)) }
        case .integer: copy(Int64.self, offset, count, target) { Double(Int64(littleEndian: $0)) }
        case .boolean: copy(UInt8.self, offset, count, target) { $0 == 0 ? 0 : 1 }
        default: throw RPCError(.failedPrecondition, "column \"\(block.column)\" does not hold numbers")
        }
        guard !block.validity.isEmpty else { return }
        for index in 0..<count where !isPresent(offset + index) { target[index] = .nan }
    }

    /// The row's value as text; nil when missing.
    func text(at row: Int, dictionary: [String]) -> String? {
        guard isPresent(row) else { return nil }
        return data.withUnsafeBytes { bytes in
            switch block.type {
            case .float:
                "\(Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: row * 8, as: UInt64.self))))"
            case .integer: "\(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: row * 8, as: Int64.self)))"
            case .boolean: bytes[row] == 0 ? "false" : "true"
            case .timestamp: time(at: row).map { $0.formatted(.iso8601) }
            case .string: dictionaryIndex(at: row).flatMap { dictionary[safe: $0] }
            default: nil
            }
        }
    }

    /// Whether its values can be categories.
    var holdsCategories: Bool { block.type.canBeCategories }

    /// Which of the dictionary's strings the row has; nil when missing, or when the column holds none.
    func dictionaryIndex(at row: Int) -> Int? {
        guard block.type == .string, isPresent(row) else { return nil }
        return data.withUnsafeBytes {
            Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: row * 4, as: UInt32.self)))
        }
    }

    /// The row's time; nil when missing, or when the column holds none.
    func time(at row: Int) -> Date? {
        guard block.type == .timestamp, isPresent(row) else { return nil }
        let microseconds = data.withUnsafeBytes {
            Int64(littleEndian: $0.loadUnaligned(fromByteOffset: row * 8, as: Int64.self))
        }
        return Date(timeIntervalSince1970: Double(microseconds) / 1e6)
    }

    /// The distinct strings of a string block.
    func dictionary() throws(RPCError) -> [String] {
        guard block.type == .string else { return [] }
        let bytes = try Self.plain(block.dictionary, of: block, bytesMax: Self.dictionaryBytesMax)
        var entries: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard rest.count >= 4 else { throw Self.broken(block) }
            let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard rest.count >= length else { throw Self.broken(block) }
            entries.append(String(decoding: rest.prefix(length), as: UTF8.self))
            rest = rest.dropFirst(length)
        }
        return entries
    }

    static let dictionaryBytesMax = 64 << 20

    private func isPresent(_ row: Int) -> Bool {
        block.validity.isEmpty || block.validity[row >> 3] & (1 << UInt8(row & 7)) != 0
    }

    private func copy<Stored: BitwiseCopyable>(
        _: Stored.Type, _ offset: Int, _ count: Int, _ target: UnsafeMutableBufferPointer<Double>,
        _ convert: (Stored) -> Double
    ) {
        data.withUnsafeBytes { bytes in
            for index in 0..<count {
                let at = (offset + index) * MemoryLayout<Stored>.stride
                target[index] = convert(bytes.loadUnaligned(fromByteOffset: at, as: Stored.self))
            }
        }
    }

    private static func plain(
        _ bytes: ByteSlice, of block: DatasetV1.ColumnBlock, bytesMax: Int
    ) throws(RPCError) -> [UInt8] {
        switch block.encoding {
        case .plain: return Array(bytes)
        case .zstd:
            guard let plain = try? Zstd.decompress(bytes, limit: bytesMax) else { throw broken(block) }
            return plain
        default: throw broken(block)
        }
    }

    private static func broken(_ block: DatasetV1.ColumnBlock) -> RPCError {
        RPCError(.dataLoss, "the block of column \"\(block.column)\" at row \(block.firstRow) is not readable")
    }
}

extension DatasetV1.ColumnType {
    /// Bytes per value in a block.
    fileprivate var byteWidth: Int? {
        switch self {
        case .float, .integer, .timestamp: 8
        case .string: 4
        case .boolean: 1
        default: nil
        }
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
