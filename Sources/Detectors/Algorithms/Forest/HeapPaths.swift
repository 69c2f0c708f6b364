/// Path lengths in a tree that is laid out as a heap: the children of node i are 2i + 1 and 2i + 2, all leaf slots lie at one depth, and a
/// leaf that ends earlier is followed by fillers down to the leftmost slot below it.
struct HeapPaths {
    /// Of each leaf slot: its leaf's depth plus c(leaf size).
    private(set) var lengths: [Double]
    /// Of each node, leaf slots included: the training rows' mean path length below it.
    private(set) var expectations: [Double]

    /// - Parameters:
    ///   - leafSizes: training rows in each leaf slot, a power of two of them; 0 where no leaf is.
    ///   - isLeaf: whether a node is a leaf or the filler that stands for one.
    init(leafSizes: ArraySlice<UInt32>, isLeaf: (_ node: Int) -> Bool) {
        lengths = [Double](repeating: 0, count: leafSizes.count)
        expectations = []
        measure(0, depth: 0, Array(leafSizes), isLeaf)
        expect(Array(leafSizes))
    }

    private mutating func measure(_ node: Int, depth: Int, _ leafSizes: [UInt32], _ isLeaf: (Int) -> Bool) {
        guard isLeaf(node) else {
            measure(2 * node + 1, depth: depth + 1, leafSizes, isLeaf)
            measure(2 * node + 2, depth: depth + 1, leafSizes, isLeaf)
            return
        }
        let slot = Self.leafSlot(of: node, slots: leafSizes.count)
        lengths[slot] = Double(depth) + PathLength.average(Int(leafSizes[slot]))
    }

    private mutating func expect(_ leafSizes: [UInt32]) {
        let inner = leafSizes.count - 1
        var counts = [Double](repeating: 0, count: inner) + leafSizes.map(Double.init)
        var sums = [Double](repeating: 0, count: inner) + zip(leafSizes, lengths).map { Double($0) * $1 }
        for node in stride(from: inner - 1, through: 0, by: -1) {
            sums[node] = sums[2 * node + 1] + sums[2 * node + 2]
            counts[node] = counts[2 * node + 1] + counts[2 * node + 2]
        }
        expectations = zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
    }

    /// The slot of the leaf that a node stands for.
    static func leafSlot(of node: Int, slots: Int) -> Int {
        var node = node
        while node < slots - 1 { node = 2 * node + 1 }
        return node - (slots - 1)
    }
}
