/// Finds an index by a name given as bytes, without making a String of them.
struct NameTable: Sendable {
    private var names: [[UInt8]] = []
    private var indexes: [Int32] = []
    private var slots: [Int32]

    init(_ entries: [(name: String, index: Int)]) {
        var capacity = 4
        while capacity < entries.count * 2 { capacity *= 2 }
        slots = Array(repeating: -1, count: capacity)
        for entry in entries { insert(Array(entry.name.utf8), index: entry.index) }
    }

    func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = Self.hash(name) & (slots.count - 1)
        while slots[slot] >= 0 {
            let candidate = Int(slots[slot])
            if names[candidate].elementsEqual(name) { return Int(indexes[candidate]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The first entry of a name stays: a field's own name and its JSON name may be equal.
    private mutating func insert(_ name: [UInt8], index: Int) {
        guard name.withUnsafeBufferPointer({ self.index(of: $0) }) == nil else { return }
        var slot = name.withUnsafeBufferPointer { Self.hash($0) } & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(names.count)
        names.append(name)
        indexes.append(Int32(index))
    }

    /// FNV-1a: names come from our own descriptors, so nobody can choose colliding ones.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int(hash)
    }
}
