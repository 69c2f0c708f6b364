import Compression

/// The blocks of `detection.score_chunks`: little-endian doubles, compressed.
enum StoredScores {
    struct Broken: Error {}

    static func decode(_ bytes: [UInt8], count: Int) throws -> [Double] {
        let plain = try Zstd.decompress(bytes, limit: count * 8)
        guard plain.count == count * 8 else { throw Broken() }
        return plain.withUnsafeBytes { plain in
            (0..<count).map { index in
                let bits = plain.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
                return Double(bitPattern: UInt64(littleEndian: bits))
            }
        }
    }
}
