internal import Compression

extension PlainBlock {
    /// The block as it is sent when nothing makes it smaller.
    var plainEncoding: EncodedBlock {
        EncodedBlock(
            type: type, rowCount: rowCount, encoding: .plain, validity: validityBits, dictionary: dictionary, data: data
        )
    }

    /// One bit per row, least significant first; empty if every row is present.
    var validityBits: [UInt8] {
        guard let isMissing else { return [] }
        var bits = [UInt8](repeating: 0, count: (rowCount + 7) / 8)
        for row in isMissing.indices where !isMissing[row] { bits[row >> 3] |= 1 << UInt8(row & 7) }
        return bits
    }

    /// The values, little-endian, each as wide as its type.
    var data: [UInt8] {
        switch Self.width(of: type) {
        case 8: packed(UInt64.self)
        case 4: packed(UInt32.self)
        default: packed(UInt8.self)
        }
    }

    private func packed<Element: FixedWidthInteger>(_: Element.Type) -> [UInt8] {
        let width = MemoryLayout<Element>.size
        return [UInt8](unsafeUninitializedCapacity: values.count * width) { bytes, count in
            let target = UnsafeMutableRawBufferPointer(bytes)
            for row in values.indices {
                target.storeBytes(
                    of: Element(truncatingIfNeeded: values[row]).littleEndian, toByteOffset: row * width,
                    as: Element.self)
            }
            count = values.count * width
        }
    }
}

extension EncodedBlock {
    /// Compressed if that makes it smaller by a twentieth at least, as a part of it tells: random numbers don't get smaller,
    /// and a reader has less to do with plain bytes. An empty dictionary stays empty instead of becoming a frame of nothing.
    func compressed() throws(ZstdError) -> EncodedBlock {
        guard encoding == .plain, try promisesToShrink() else { return self }
        var packed = self
        packed.encoding = .zstd
        if !dictionary.isEmpty { packed.dictionary = try Zstd.compress(dictionary) }
        packed.data = try Zstd.compress(data)
        return packed.dictionary.count + packed.data.count < dictionary.count + data.count ? packed : self
    }

    /// Bytes of which compressing is tried first.
    private static let trialBytes = 16 << 10

    private func promisesToShrink() throws(ZstdError) -> Bool {
        let size = dictionary.count + data.count
        if size <= 2 * Self.trialBytes { return true }
        return try (Self.saving(dictionary) + Self.saving(data)) * 20 >= Double(size)
    }

    /// About how many bytes compressing saves, by those in the middle.
    private static func saving(_ bytes: [UInt8]) throws(ZstdError) -> Double {
        let start = max(0, bytes.count - trialBytes) / 2
        let trial = bytes[start..<min(start + trialBytes, bytes.count)]
        if trial.isEmpty { return 0 }
        let packed = try Zstd.compress(trial).count
        return Double(bytes.count) * (1 - Double(packed) / Double(trial.count))
    }

    /// The largest dictionary that a block may unfold to.
    static let dictionaryBytesMax = 4 << 20

    /// Checks all sizes on the way; whether a string's index is in the dictionary is for its reader to check.
    func decoded() throws(BlockError) -> PlainBlock {
        let width = PlainBlock.width(of: type)
        let data = try unpacked(self.data, limit: rowCount * width)
        guard data.count == rowCount * width else { throw .damaged("the data has \(data.count) bytes") }
        guard validity.isEmpty || validity.count == (rowCount + 7) / 8 else {
            throw .damaged("the validity has \(validity.count) bytes")
        }
        let values = (0..<rowCount).map { row in Self.value(data, row, width) }
        let isMissing = validity.isEmpty ? nil : (0..<rowCount).map { validity[$0 >> 3] >> UInt8($0 & 7) & 1 == 0 }
        let dictionary = self.dictionary.isEmpty ? [] : try unpacked(self.dictionary, limit: Self.dictionaryBytesMax)
        return PlainBlock(type: type, values: values, isMissing: isMissing, dictionary: dictionary)
    }

    private static func value(_ data: [UInt8], _ row: Int, _ width: Int) -> UInt64 {
        data.withUnsafeBytes { bytes in
            switch width {
            case 8: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: row * 8, as: UInt64.self))
            case 4: UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: row * 4, as: UInt32.self)))
            default: UInt64(bytes[row])
            }
        }
    }

    private func unpacked(_ bytes: [UInt8], limit: Int) throws(BlockError) -> [UInt8] {
        guard encoding == .zstd else { return bytes }
        do { return try Zstd.decompress(bytes, limit: limit) } catch { throw .damaged(error.description) }
    }
}
