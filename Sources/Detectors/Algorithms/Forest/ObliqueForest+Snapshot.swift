internal import Messages
internal import Protobuf

extension ObliqueForest {
    var message: DetectionV1.SnapshotFit.Fit {
        var writer = ObliqueTreeWriter()
        for tree in trees { writer.write(tree, 0) }
        return .extendedIsolationForest(
            DetectionV1.ExtendedIsolationForestFit(
                sampleSize: UInt32(sampleSize), treeCount: UInt32(trees.count), splits: PackedSlice(writer.splits),
                features: PackedSlice(writer.features), weights: PackedSlice(writer.weights),
                thresholds: PackedSlice(writer.thresholds), leafSizes: PackedSlice(writer.leafSizes)))
    }

    init(_ message: DetectionV1.ExtendedIsolationForestFit, _ medians: [Double]) throws(DetectorError) {
        let sampleSize = Int(message.sampleSize)
        let treeCount = Int(message.treeCount)
        let splits = Array(message.splits)
        // A split that weighs more features than there are is refused where it is read, but memory is needed before: `Options.bytesMax`
        // at most, be the bytes ever so few (see `IsolationForest`).
        let featuresPerSplit = Int(splits.max() ?? 0)
        guard (2...Options.sampleSizeMax).contains(sampleSize), (1...Options.treesMax).contains(treeCount),
            featuresPerSplit <= medians.count, treeCount * sampleSize <= Options.treeRowsMax,
            treeCount * sampleSize * Swift.max(featuresPerSplit, 1) <= Options.weightsMax, splits.count >= treeCount
        else { throw .corrupt("splits", "\(treeCount) trees of \(sampleSize) rows are out of range") }
        var reader = ObliqueTreeReader(message, splits, featureCount: medians.count)
        var trees: [ObliqueTree] = []
        for _ in 0..<treeCount {
            trees.append(try reader.tree(sampleSize: sampleSize, featuresPerSplit: Swift.max(featuresPerSplit, 1)))
        }
        guard reader.isAtEnd else { throw .corrupt("splits", "has more nodes than trees") }
        self.init(
            trees: trees, medians: medians, sampleSize: sampleSize, featuresPerSplit: Swift.max(featuresPerSplit, 1))
    }
}

/// Lists the nodes of trees in preorder.
private struct ObliqueTreeWriter {
    var splits: [UInt32] = []
    var features: [UInt32] = []
    var weights: [Double] = []
    var thresholds: [Double] = []
    var leafSizes: [UInt32] = []

    mutating func write(_ tree: ObliqueTree, _ node: Int) {
        guard !tree.isLeaf(node) else {
            splits.append(0)
            leafSizes.append(tree.leafSizes[tree.leafSlot(of: node)])
            return
        }
        let split = tree.split(node)
        splits.append(UInt32(split.features.count))
        features += split.features.map { UInt32($0) }
        weights += split.weights
        thresholds.append(split.threshold)
        write(tree, 2 * node + 1)
        write(tree, 2 * node + 2)
    }
}

/// Reads trees from their preorder lists.
private struct ObliqueTreeReader {
    private var splits: ArraySlice<UInt32>
    private var features: ArraySlice<UInt32>
    private var weights: ArraySlice<Double>
    private var thresholds: ArraySlice<Double>
    private var leafSizes: ArraySlice<UInt32>
    private let featureCount: Int

    init(_ message: DetectionV1.ExtendedIsolationForestFit, _ splits: [UInt32], featureCount: Int) {
        self.splits = splits[...]
        features = Array(message.features)[...]
        weights = Array(message.weights)[...]
        thresholds = Array(message.thresholds)[...]
        leafSizes = Array(message.leafSizes)[...]
        self.featureCount = featureCount
    }

    var isAtEnd: Bool {
        splits.isEmpty && features.isEmpty && weights.isEmpty && thresholds.isEmpty && leafSizes.isEmpty
    }

    mutating func tree(sampleSize: Int, featuresPerSplit: Int) throws(DetectorError) -> ObliqueTree {
        var tree = ObliqueTree(depth: PathLength.depthLimit(sampleSize), featuresPerSplit: featuresPerSplit)
        let rows = try read(&tree, 0)
        guard rows == sampleSize else { throw .corrupt("leaf_sizes", "a tree holds \(rows) of \(sampleSize) rows") }
        return tree
    }

    /// Reads the subtree at `node`, which can't be deeper than the tree, and returns its rows.
    private mutating func read(_ tree: inout ObliqueTree, _ node: Int) throws(DetectorError) -> Int {
        guard let terms = splits.popFirst() else { throw .corrupt("splits", "end within a tree") }
        guard terms > 0 else {
            guard let size = leafSizes.popFirst(), size > 0 else { throw .corrupt("leaf_sizes", "lack a leaf") }
            tree.leafSizes[tree.leafSlot(of: node)] = size
            return Int(size)
        }
        guard node < tree.thresholds.count, Int(terms) <= features.count, Int(terms) <= weights.count,
            let threshold = thresholds.popFirst(), threshold.isFinite
        else { throw .corrupt("splits", "hold a split that no tree of this size has") }
        let split = ObliqueSplit(
            features: features.prefix(Int(terms)).map { Int32(truncatingIfNeeded: $0) },
            weights: Array(weights.prefix(Int(terms))), threshold: threshold)
        features = features.dropFirst(Int(terms))
        weights = weights.dropFirst(Int(terms))
        // Weights within these bounds give sums that are numbers for every row that a table takes.
        guard split.features.allSatisfy({ (0..<Int32(featureCount)).contains($0) }),
            split.weights.allSatisfy({ abs($0) <= ObliqueTreeGrower.weightMax })
        else { throw .corrupt("splits", "weigh a feature that there is not, or beyond all bounds") }
        tree.set(split, at: node)
        let left = try read(&tree, 2 * node + 1)
        return try left + read(&tree, 2 * node + 2)
    }
}
