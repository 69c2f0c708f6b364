/// What was read last of something that others change. Reads overlap, and one that began earlier may end later: it saw
/// an older state, and does not replace what a later one has found.
struct NewestRead<Value> {
    private(set) var value: Value?
    private var begun: UInt64 = 0
    private var settled: UInt64 = 0

    /// - Returns: the number of a read that begins now.
    mutating func begin() -> UInt64 {
        begun += 1
        return begun
    }

    /// Takes in what a read found.
    /// - Returns: what is known from now on.
    mutating func settle(_ found: Value, _ read: UInt64) -> Value {
        if let value, read < settled { return value }
        value = found
        settled = read
        return found
    }
}
