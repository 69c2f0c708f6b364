internal import Messages
internal import Protobuf

extension IsolationForest {
    var message: DetectionV1.SnapshotFit.Fit {
        var splits: [UInt32] = []
        var thresholds: [Double] = []
        var leafSizes: [UInt32] = []
        func write(_ tree: IsolationTree, _ node: Int) {
            guard !tree.isLeaf(node) else {
                splits.append(0)
                leafSizes.append(tree.leafSizes[tree.leafSlot(of: node)])
                return
            }
            splits.append(UInt32(tree.nodes[node].feature) + 1)
            thresholds.append(tree.nodes[node].threshold)
            write(tree, 2 * node + 1)
            write(tree, 2 * node + 2)
        }
        for tree in trees { write(tree, 0) }
        var message = DetectionV1.IsolationForestFit()
        message.sampleSize = UInt32(sampleSize)
        message.treeCount = UInt32(trees.count)
        message.splits = PackedSlice(splits)
        message.thresholds = PackedSlice(thresholds)
        message.leafSizes = PackedSlice(leafSizes)
        return .isolationForest(message)
    }

    init(_ message: DetectionV1.IsolationForestFit, _ medians: [Double]) throws(DetectorError) {
        let sampleSize = Int(message.sampleSize)
        let treeCount = Int(message.treeCount)
        // Trees are complete to their depth, whatever the message holds of them: a few bytes may stand for `Options.bytesMax`. They
        // can't be refused for that, since rows that are alike give trees of a leaf. Number and size bound the memory.
        guard (2...Options.sampleSizeMax).contains(sampleSize), (1...Options.treesMax).contains(treeCount),
            treeCount * sampleSize <= Options.treeRowsMax, message.splits.count >= treeCount
        else { throw .corrupt("isolation_forest", "\(treeCount) trees of \(sampleSize) rows are out of range") }
        var reader = TreeReader(message, featureCount: medians.count)
        var trees: [IsolationTree] = []
        for _ in 0..<treeCount { trees.append(try reader.tree(sampleSize: sampleSize)) }
        guard reader.isAtEnd else { throw .corrupt("isolation_forest", "has more nodes than trees") }
        self.init(trees: trees, medians: medians, sampleSize: sampleSize)
    }
}

/// Reads trees from their preorder lists.
private struct TreeReader {
    private var splits: ArraySlice<UInt32>
    private var thresholds: ArraySlice<Double>
    private var leafSizes: ArraySlice<UInt32>
    private let featureCount: Int

    init(_ message: DetectionV1.IsolationForestFit, featureCount: Int) {
        splits = Array(message.splits)[...]
        thresholds = Array(message.thresholds)[...]
        leafSizes = Array(message.leafSizes)[...]
        self.featureCount = featureCount
    }

    var isAtEnd: Bool { splits.isEmpty && thresholds.isEmpty && leafSizes.isEmpty }

    mutating func tree(sampleSize: Int) throws(DetectorError) -> IsolationTree {
        var tree = IsolationTree(depth: PathLength.depthLimit(sampleSize))
        let rows = try read(&tree, 0)
        guard rows == sampleSize else { throw .corrupt("leaf_sizes", "a tree holds \(rows) of \(sampleSize) rows") }
        return tree
    }

    /// Reads the subtree at `node`, which can't be deeper than the tree, and returns its rows.
    private mutating func read(_ tree: inout IsolationTree, _ node: Int) throws(DetectorError) -> Int {
        guard let split = splits.popFirst() else { throw .corrupt("splits", "end within a tree") }
        guard split > 0 else {
            guard let size = leafSizes.popFirst(), size > 0 else { throw .corrupt("leaf_sizes", "lack a leaf") }
            tree.leafSizes[tree.leafSlot(of: node)] = size
            return Int(size)
        }
        guard node < tree.nodes.count, split <= featureCount, let threshold = thresholds.popFirst(),
            abs(threshold) <= DetectorLimits.magnitudeMax
        else { throw .corrupt("splits", "hold a split that no tree of this size has") }
        tree.nodes[node] = IsolationTree.Node(threshold: threshold, feature: Int32(split - 1))
        let left = try read(&tree, 2 * node + 1)
        return try left + read(&tree, 2 * node + 2)
    }
}
