internal import CScan

/// The distinct strings of one column of one chunk, numbered in order of appearance and kept in the form in which they
/// are stored: each a little-endian u32 length and its bytes.
///
/// It owns its memory; offsets in it come from its own appends only.
final class StringDictionary {
    /// Strings one after the other, with CScan's padding behind them.
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity = 0
    private(set) var byteCount = 0
    /// Where each string's length begins.
    private var offsets: [UInt32] = []
    /// An open-addressed table: the hash's upper half, and the index plus one below it; 0 is free. A power of two in size,
    /// at most half full.
    private var slots: UnsafeMutablePointer<UInt64>
    private var mask: Int
    private static let slotsMin = 64

    /// Secret, so that no file can be made whose strings all meet in one slot.
    private static let keys = (UInt64.random(in: 1...UInt64.max), UInt64.random(in: 1...UInt64.max))
    private let keys: (UInt64, UInt64)

    init() {
        memory = .allocate(capacity: CSCAN_PADDING)
        slots = .allocate(capacity: Self.slotsMin)
        slots.initialize(repeating: 0, count: Self.slotsMin)
        mask = Self.slotsMin - 1
        keys = Self.keys
    }

    deinit {
        memory.deallocate()
        slots.deallocate()
    }

    var count: Int { offsets.count }
    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: memory, count: byteCount)) }

    func removeAll() {
        byteCount = 0
        offsets.removeAll(keepingCapacity: true)
        if mask >= 1 << 14 {
            slots.deallocate()
            slots = .allocate(capacity: Self.slotsMin)
            mask = Self.slotsMin - 1
        }
        slots.initialize(repeating: 0, count: mask + 1)
    }

    /// - Parameter string: with `CSCAN_PADDING` readable bytes behind it.
    func index(of string: UnsafeBufferPointer<UInt8>) -> UInt32 {
        guard let text = string.baseAddress else { return index(of: UnsafeBufferPointer(start: memory, count: 0)) }
        let hash = cscan_hash(text, string.count, keys.0, keys.1)
        let tag = hash & 0xFFFF_FFFF_0000_0000
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { break }
            if entry & 0xFFFF_FFFF_0000_0000 == tag {
                let index = UInt32(truncatingIfNeeded: entry) - 1
                if equals(Int(offsets[Int(index)]), string) { return index }
            }
            slot = (slot + 1) & mask
        }
        let index = UInt32(offsets.count)
        append(string)
        slots[slot] = tag | UInt64(index + 1)
        if offsets.count * 2 > mask { grow() }
        return index
    }

    func index(ofInteger bits: UInt64) -> UInt32 {
        let text = Array(String(Int64(bitPattern: bits)).utf8)
        let padded = text + [UInt8](repeating: 0, count: CSCAN_PADDING)
        return padded.withUnsafeBufferPointer { index(of: UnsafeBufferPointer(rebasing: $0[..<text.count])) }
    }

    private func append(_ string: UnsafeBufferPointer<UInt8>) {
        let needed = byteCount + 4 + string.count
        if needed > capacity { reserve(max(needed, capacity * 2, 1 << 10)) }
        offsets.append(UInt32(byteCount))
        let target = memory + byteCount
        UnsafeMutableRawPointer(target).storeBytes(of: UInt32(string.count).littleEndian, as: UInt32.self)
        if let source = string.baseAddress { (target + 4).update(from: source, count: string.count) }
        byteCount = needed
    }

    private func reserve(_ count: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: count + CSCAN_PADDING)
        larger.update(from: memory, count: byteCount)
        memory.deallocate()
        memory = larger
        capacity = count
    }

    private func stored(_ offset: Int) -> UnsafeBufferPointer<UInt8> {
        let length = UnsafeRawPointer(memory).loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return UnsafeBufferPointer(start: memory + offset + 4, count: Int(UInt32(littleEndian: length)))
    }

    private func equals(_ offset: Int, _ string: UnsafeBufferPointer<UInt8>) -> Bool {
        let stored = stored(offset)
        guard stored.count == string.count else { return false }
        return cscan_equal(stored.baseAddress, string.baseAddress, string.count) != 0
    }

    private func grow() {
        let size = (mask + 1) * 4
        let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: size)
        larger.initialize(repeating: 0, count: size)
        for (index, offset) in offsets.enumerated() {
            let string = stored(Int(offset))
            let hash = cscan_hash(string.baseAddress, string.count, keys.0, keys.1)
            var slot = Int(truncatingIfNeeded: hash) & (size - 1)
            while larger[slot] != 0 { slot = (slot + 1) & (size - 1) }
            larger[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(index + 1)
        }
        slots.deallocate()
        slots = larger
        mask = size - 1
    }
}

extension [UInt8] {
    mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
