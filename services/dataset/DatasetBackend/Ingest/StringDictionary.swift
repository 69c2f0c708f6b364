/// The distinct strings of one column of one chunk, numbered in order of appearance and kept in the form in which they
/// are stored: each a little-endian u32 length and its bytes.
struct StringDictionary {
    private(set) var bytes: [UInt8] = []
    /// Where each string's length begins.
    private var offsets: [UInt32] = []
    /// An open-addressed table of indices plus one; 0 is free. A power of two in size, at most half full.
    private var slots = [UInt32](repeating: 0, count: 64)

    var count: Int { offsets.count }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: false)
        offsets.removeAll(keepingCapacity: false)
        slots = [UInt32](repeating: 0, count: 64)
    }

    mutating func index(of string: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var slot = Self.hash(string) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = slots[slot] - 1
            if equals(Int(offsets[Int(index)]), string) { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        let index = UInt32(offsets.count)
        append(string)
        slots[slot] = index + 1
        if offsets.count * 2 > slots.count { grow() }
        return index
    }

    private mutating func append(_ string: UnsafeBufferPointer<UInt8>) {
        offsets.append(UInt32(bytes.count))
        bytes.appendLittleEndian(UInt32(string.count))
        bytes.append(contentsOf: string)
    }

    /// Hasher is keyed per process, so that no file can be made whose strings all meet in one slot.
    private static func hash(_ string: UnsafeBufferPointer<UInt8>) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(string))
        return hasher.finalize()
    }

    private func equals(_ offset: Int, _ string: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { stored($0, offset).elementsEqual(string) }
    }

    private func stored(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> UnsafeBufferPointer<UInt8> {
        let length = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return UnsafeBufferPointer(rebasing: bytes[(offset + 4)..<(offset + 4 + Int(UInt32(littleEndian: length)))])
    }

    private mutating func grow() {
        var larger = [UInt32](repeating: 0, count: slots.count * 2)
        bytes.withUnsafeBufferPointer { bytes in
            for (index, offset) in offsets.enumerated() {
                var slot = Self.hash(stored(bytes, Int(offset))) & (larger.count - 1)
                while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
                larger[slot] = UInt32(index) + 1
            }
        }
        slots = larger
    }
}

extension [UInt8] {
    mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
