/// A tree as a heap: the children of node i are 2i + 1 and 2i + 2, all leaves lie at one depth. A leaf that ends
/// earlier is followed by nodes that always go left, so that walking needs no test for the end and no branch.
struct IsolationTree: Sendable, Equatable {
    struct Node: Sendable, Equatable {
        /// x <= threshold goes left. Infinite in a filler node.
        var threshold: Double
        var feature: Int32

        static let filler = Node(threshold: .infinity, feature: 0)
        var isFiller: Bool { threshold == .infinity }
    }

    /// 2^depth - 1 of them.
    var nodes: [Node]
    /// Training rows in each leaf; 0 where no leaf is. 2^depth of them.
    var leafSizes: [UInt32]

    init(depth: Int) {
        nodes = Array(repeating: .filler, count: (1 << depth) - 1)
        leafSizes = Array(repeating: 0, count: 1 << depth)
    }

    /// Follows fillers from a node to the slot of the leaf that it stands for.
    func leafSlot(of node: Int) -> Int { HeapPaths.leafSlot(of: node, slots: leafSizes.count) }

    func isLeaf(_ node: Int) -> Bool { node >= nodes.count || nodes[node].isFiller }
}

/// Grows one tree over a sample of rows.
struct IsolationTreeGrower {
    /// `sample[row * featureCount + feature]`, no value missing.
    let sample: [Double]
    let featureCount: Int
    private var generator: SeededGenerator
    private var tree: IsolationTree
    private var order: [Int]
    /// Features not yet found constant in the node at hand.
    private var candidates: [Int]

    init(sample: [Double], featureCount: Int, depth: Int, generator: SeededGenerator) {
        self.sample = sample
        self.featureCount = featureCount
        self.generator = generator
        tree = IsolationTree(depth: depth)
        order = Array(0..<(sample.count / featureCount))
        candidates = Array(0..<featureCount)
    }

    mutating func grow() -> IsolationTree {
        grow(node: 0, rows: 0..<order.count)
        return tree
    }

    /// The recursion is as deep as the tree, at most log2 of the largest sample.
    private mutating func grow(node: Int, rows: Range<Int>) {
        guard node < tree.nodes.count, rows.count > 1, let split = drawSplit(rows) else {
            tree.leafSizes[tree.leafSlot(of: node)] = UInt32(rows.count)
            return
        }
        tree.nodes[node] = split
        let middle = partition(rows, by: split)
        grow(node: 2 * node + 1, rows: rows.lowerBound..<middle)
        grow(node: 2 * node + 2, rows: middle..<rows.upperBound)
    }

    /// A feature at random, redrawn when it is constant in the node, and a threshold uniform between its extremes;
    /// nil when no feature varies.
    private mutating func drawSplit(_ rows: Range<Int>) -> IsolationTree.Node? {
        var remaining = candidates.count
        while remaining > 0 {
            let pick = generator.below(remaining)
            let feature = candidates[pick]
            let (low, high) = extremes(of: feature, rows)
            if low < high {
                let u = generator.unit()
                // Not low + u (high - low), which can overflow; and never high itself, which would leave no right side.
                let threshold = low * (1 - u) + high * u
                return IsolationTree.Node(
                    threshold: threshold < high ? Swift.max(threshold, low) : low, feature: Int32(feature))
            }
            remaining -= 1
            candidates.swapAt(pick, remaining)
        }
        return nil
    }

    private func extremes(of feature: Int, _ rows: Range<Int>) -> (low: Double, high: Double) {
        var low = Double.infinity
        var high = -Double.infinity
        for index in rows {
            let value = sample[order[index] * featureCount + feature]
            low = value < low ? value : low
            high = value > high ? value : high
        }
        return (low, high)
    }

    private mutating func partition(_ rows: Range<Int>, by split: IsolationTree.Node) -> Int {
        var middle = rows.lowerBound
        for index in rows where sample[order[index] * featureCount + Int(split.feature)] <= split.threshold {
            order.swapAt(index, middle)
            middle += 1
        }
        return middle
    }
}
