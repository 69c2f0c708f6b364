/// Small set of field or oneof indexes: one word for nearly every message type.
struct SeenSet {
    private var low: UInt64 = 0
    private var high: Set<Int> = []

    /// Whether it was new.
    mutating func insert(_ index: Int) -> Bool {
        guard index < 64 else { return high.insert(index).inserted }
        let bit: UInt64 = 1 << UInt64(index)
        defer { low |= bit }
        return low & bit == 0
    }
}
