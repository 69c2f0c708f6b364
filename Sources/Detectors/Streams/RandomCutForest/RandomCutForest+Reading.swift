internal import Messages

extension RandomCutForest {
    /// Reads trees from their lists and believes nothing in them: every node hangs where a tree of this size can have it, cuts
    /// lie between the points they separate, and boxes are computed anew from the points.
    struct TreeReader {
        private let options: Options
        private let width: Int
        private let points: [Double]
        private var cuts: ArraySlice<UInt32>
        private var thresholds: ArraySlice<Double>
        private var leafPoints: ArraySlice<UInt32>
        private var leafCounts: ArraySlice<UInt32>
        private var weights: ArraySlice<Double>

        init(_ message: DetectionV1.RandomCutForestState, options: Options, width: Int) throws(DetectorError) {
            self.options = options
            self.width = width
            points = Array(message.points)
            cuts = Array(message.cuts)[...]
            thresholds = Array(message.thresholds)[...]
            leafPoints = Array(message.leafPoints)[...]
            leafCounts = Array(message.leafCounts)[...]
            weights = Array(message.weights)[...]
            guard points.count % width == 0,
                points.allSatisfy({ abs($0) <= StreamLimits.scaledMagnitudeMax })
            else { throw .corrupt("points", "are not rows of \(width) numbers") }
        }

        var isAtEnd: Bool {
            cuts.isEmpty && thresholds.isEmpty && leafPoints.isEmpty && leafCounts.isEmpty && weights.isEmpty
        }

        mutating func tree() throws(DetectorError) -> ReservoirTree {
            var tree = RandomCutTree(capacity: options.capacity, width: width)
            var members: [ReservoirTree.Member] = []
            // Inner nodes in preorder; those that lack a child are open, the deepest last.
            var inner: [Int32] = []
            var open: [Int32] = []
            repeat {
                let parent = open.last ?? RandomCutTree.none
                let node = try node(of: &tree, below: parent, &members)
                if parent == RandomCutTree.none {
                    tree.root = node
                } else if tree.cuts[Int(parent)].left == RandomCutTree.none {
                    tree.cuts[Int(parent)].left = node
                } else {
                    tree.cuts[Int(parent)].right = node
                    open.removeLast()
                }
                if !tree.isLeaf(node) {
                    inner.append(node)
                    open.append(node)
                }
            } while !open.isEmpty
            for node in inner.reversed() { try finish(node, &tree) }
            return ReservoirTree(cuts: tree, members: members, timeDecay: options.timeDecay)
        }

        private mutating func node(
            of tree: inout RandomCutTree, below parent: Int32, _ members: inout [ReservoirTree.Member]
        ) throws(DetectorError) -> Int32 {
            guard let cut = cuts.popFirst() else { throw .corrupt("cuts", "end within a tree") }
            guard cut > 0 else { return try leaf(of: &tree, below: parent, &members) }
            guard cut <= width, let threshold = thresholds.popFirst(), threshold.isFinite,
                let node = tree.freeInner.popLast()
            else { throw .corrupt("cuts", "hold a cut that no tree of this size has") }
            tree.cuts[Int(node)] = RandomCutTree.Cut(threshold: threshold, dimension: Int32(cut - 1))
            tree.parents[Int(node)] = parent
            return node
        }

        private mutating func leaf(
            of tree: inout RandomCutTree, below parent: Int32, _ members: inout [ReservoirTree.Member]
        ) throws(DetectorError) -> Int32 {
            guard let place = leafPoints.popFirst(), Int(place) < points.count / width,
                let count = leafCounts.popFirst(), count > 0, count <= options.capacity - members.count,
                weights.count >= Int(count), !tree.freeLeaves.isEmpty
            else { throw .corrupt("leaf_points", "lack a leaf") }
            let start = Int(place) * width
            let leaf = tree.takeLeaf(Array(points[start..<(start + width)]), mass: Int32(count), parent: parent)
            for weight in weights.prefix(Int(count)) {
                guard weight.isFinite else { throw .corrupt("weights", "hold what is no number") }
                members.append(ReservoirTree.Member(weight: weight, leaf: leaf))
            }
            weights.removeFirst(Int(count))
            return leaf
        }

        /// Computes what follows from a node's children, which are finished, and checks its cut against them.
        private func finish(_ node: Int32, _ tree: inout RandomCutTree) throws(DetectorError) {
            let cut = tree.cuts[Int(node)]
            tree.masses[Int(node)] = tree.masses[Int(cut.left)] + tree.masses[Int(cut.right)]
            tree.fitBox(of: node)
            let dimension = Int(cut.dimension)
            let high = tree.box(of: cut.left).high + dimension
            let low = tree.box(of: cut.right).low + dimension
            guard (tree.isLeaf(cut.left) ? tree.points[high] : tree.boxes[high]) <= cut.threshold,
                cut.threshold < (tree.isLeaf(cut.right) ? tree.points[low] : tree.boxes[low])
            else { throw .corrupt("thresholds", "do not separate the points of a tree") }
        }
    }
}
