internal import Crypto

/// SHA-256 over canonical content: the same rows give the same hash, however they are compressed and stored.
enum ContentHash {
    /// Of a block: its type, row count, validity, dictionary and values, each with its length in front.
    static func of(_ block: EncodedBlock) -> [UInt8] {
        precondition(block.encoding == .plain, "a content hash must not depend on compression")
        var hash = SHA256()
        hash.update(Array("pynomaly.block.1".utf8))
        hash.update([block.type.rawValue])
        for part in [block.validity, block.dictionary, block.data] {
            hash.updateLength(part.count)
            hash.update(part)
        }
        return hash.finalize()
    }

    /// Of a version: its columns' names and types, its rows, and the hashes of its blocks in order.
    ///
    /// - Parameter blocks: SHA-256 over the hashes of all blocks, chunk by chunk and in each by column.
    static func ofVersion(columns: [(name: String, type: ValueType)], rowCount: Int64, blocks: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(Array("pynomaly.version.1".utf8))
        hash.updateLength(columns.count)
        for column in columns {
            hash.updateLength(column.name.utf8.count)
            hash.update(Array(column.name.utf8))
            hash.update([column.type.rawValue])
        }
        hash.updateLength(Int(rowCount))
        hash.update(blocks)
        return hash.finalize()
    }
}

extension SHA256 {
    fileprivate mutating func updateLength(_ length: Int) {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(UInt64(length))
        update(bytes)
    }
}
