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
    private var scratch: [UInt8] = []

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
        return index(of: string, hash: cscan_hash(text, string.count, keys.0, keys.1))
    }

    /// Looks up the cells whose `status` is CSCAN_VALUE and that are not `leavingOut`, and writes their indices. A few at a
    /// time, so that what one needs comes into the cache while others are worked on.
    func look(
        up cells: cscan_cells, status: UnsafePointer<UInt8>, leavingOut: UnsafePointer<Bool>,
        into indices: UnsafeMutablePointer<UInt32>
    ) {
        var hashes = InlineArray<16, UInt64>(repeating: 0)
        for start in stride(from: 0, to: cells.count, by: hashes.count) {
            let rows = start..<min(start + hashes.count, cells.count)
            for row in rows {
                let string = Self.text(cells, row)
                hashes[row - start] = cscan_hash(string.baseAddress, string.count, keys.0, keys.1)
                cscan_prefetch(slots + Int(truncatingIfNeeded: hashes[row - start]) & mask)
            }
            for row in rows {
                let entry = slots[Int(truncatingIfNeeded: hashes[row - start]) & mask]
                if entry != 0 { cscan_prefetch(memory + Int(offsets[Int(UInt32(truncatingIfNeeded: entry) - 1)])) }
            }
            for row in rows where status[row] == CSCAN_VALUE && !leavingOut[row] {
                indices[row] = index(of: Self.text(cells, row), hash: hashes[row - start])
            }
        }
    }

    @inline(__always)
    private static func text(_ cells: cscan_cells, _ row: Int) -> UnsafeBufferPointer<UInt8> {
        let field = cells.fields[Int(cells.rows[row]) + cells.column]
        return UnsafeBufferPointer(
            start: cells.bytes + Int(field.offset), count: Int(field.length_and_flags & UInt32(CSCAN_LENGTH)))
    }

    @inline(__always)
    private func index(of string: UnsafeBufferPointer<UInt8>, hash: UInt64) -> UInt32 {
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
        var text = String(Int64(bitPattern: bits))
        return text.withUTF8 { index(ofUnpadded: $0) }
    }

    /// - Parameter string: from anywhere; copied to where CScan may read past its end.
    func index(ofUnpadded string: UnsafeBufferPointer<UInt8>) -> UInt32 {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: string)
        scratch.append(contentsOf: repeatElement(0, count: CSCAN_PADDING))
        return scratch.withUnsafeBufferPointer { index(of: UnsafeBufferPointer(rebasing: $0[..<string.count])) }
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
