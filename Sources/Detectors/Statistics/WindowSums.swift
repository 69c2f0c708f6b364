/// Sums of all runs of up to `length` neighbours in O(n): from sums over blocks of that length, from either end of each. Unlike a
/// running sum, no window keeps the rounding of a large value that it does not hold.
struct WindowSums: Sendable {
    private let length: Int
    /// From the beginning of its block to each value, and from each value to the end of its block.
    private let heads: [Double]
    private let tails: [Double]

    init(_ values: [Double], length: Int) {
        self.length = length
        var heads = values
        for index in values.indices where index % length > 0 { heads[index] += heads[index - 1] }
        var tails = values
        for index in values.indices.dropLast().reversed() where (index + 1) % length > 0 {
            tails[index] += tails[index + 1]
        }
        self.heads = heads
        self.tails = tails
    }

    /// The sum from `first` to `last`: `length` values, or fewer at the beginning or the end of all.
    func sum(_ first: Int, _ last: Int) -> Double {
        if first % length == 0 { return heads[last] }
        // Two in one block: it is cut off by the end of all.
        if first / length == last / length { return tails[first] }
        return tails[first] + heads[last]
    }
}
