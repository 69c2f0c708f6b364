/// The most frequent values of a stream, by the sketch of Anderson, Bevan, Lang, Liberty, Rhodes and Thaler (2017, "A
/// high-performance algorithm for identifying frequent items in data streams"): a Misra-Gries table that subtracts the
/// median of its counts when it is full.
///
/// Exact while there are at most `exactMax` different values. Then a count is too low by at most `error`.
struct FrequentValues: Sendable {
    private static let slotCount = 1024
    static let exactMax = slotCount * 3 / 4

    struct Entry: Sendable, Equatable {
        var key: UInt64 = 0
        /// Certain; 0 marks a free slot.
        var count: Int64 = 0
    }

    private var slots = [Entry](repeating: Entry(), count: slotCount)
    private(set) var size = 0
    private(set) var error: Int64 = 0

    var isExact: Bool { error == 0 }

    /// - Parameters:
    ///   - hashes: `ValueHash` of each key.
    ///   - counts: how often each came; nil means once.
    mutating func insert(_ keys: Span<UInt64>, hashes: Span<UInt64>, counts: Span<Int64>? = nil) {
        precondition(keys.count == hashes.count)
        if let counts { precondition(counts.count == keys.count) }
        var index = 0
        while index < keys.count {
            (index, size) = Self.fill(&slots, size, keys, hashes, counts, from: index)
            if size > Self.exactMax { purge() }
        }
    }

    /// Until the table is over-full, or the keys are at their end; where it stopped, and the entries then.
    private static func fill(
        _ slots: inout [Entry], _ entries: Int, _ keys: Span<UInt64>, _ hashes: Span<UInt64>, _ counts: Span<Int64>?,
        from start: Int
    ) -> (index: Int, size: Int) {
        var slots = slots.mutableSpan
        var (index, size) = (start, entries)
        while index < keys.count, size <= exactMax {
            let key = keys[index]
            let count = if let counts { counts[index] } else { Int64(1) }
            var slot = Int(truncatingIfNeeded: hashes[index] & UInt64(slotCount - 1))
            while slots[slot].count != 0, slots[slot].key != key { slot = (slot + 1) & (slotCount - 1) }
            if slots[slot].count == 0 { size += 1 }
            slots[slot].key = key
            slots[slot].count &+= count
            index += 1
        }
        return (index, size)
    }

    /// Keys of values are hashed by `ValueHash`; those that are hashes themselves too, which does no harm.
    private mutating func purge() {
        let taken = median
        error += taken
        let kept = slots.filter { $0.count > taken }
        slots = [Entry](repeating: Entry(), count: Self.slotCount)
        let keys = kept.map(\.key)
        let hashes = keys.map { ValueHash.of($0) }
        let counts = kept.map { $0.count - taken }
        size = Self.fill(&slots, 0, keys.span, hashes.span, counts.span, from: 0).size
    }

    private var median: Int64 {
        // The usual case, values that are all different: half of the counts are 1.
        let ones = slots.reduce(0) { $0 + ($1.count == 1 ? 1 : 0) }
        if ones * 2 >= size { return 1 }
        let used = slots.compactMap { $0.count == 0 ? nil : $0.count }.sorted()
        return used[used.count / 2]
    }

    /// The entries with the highest counts, at most `limit`, ties by key; after an overflow only those that are
    /// certainly more frequent than any value that is not in the table.
    ///
    /// An entry that gets no further value never climbs: a purge takes the same from all.
    func top(_ limit: Int) -> [Entry] {
        let all = slots.filter { $0.count > error }
        return Array(all.sorted { ($1.count, $0.key) < ($0.count, $1.key) }.prefix(limit))
    }
}
