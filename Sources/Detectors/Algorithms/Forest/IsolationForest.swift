/// Isolation forest (Liu, Ting and Zhou 2008): score 2^(-E[h(x)] / c(ψ)) over trees grown on samples of ψ rows drawn
/// without replacement, each to depth ceil(log2 ψ).
///
/// A missing value counts as the feature's median, in growing and in scoring. Trees grow in parallel; each draws from
/// its own generator, so the forest does not depend on how many threads grew it.
struct IsolationForest: FittedDetector, Equatable {
    struct Options: Sendable, Equatable {
        static let treesMax = 1000
        static let sampleSizeMax = 4096
        /// Trees times rows of a sample: bounds a model's memory to about 40 MB per fit.
        static let treeRowsMax = 512_000

        var trees: Int
        var sampleSize: Int
    }

    /// Rows walked together through one tree: their walks are independent, which keeps the processor busy.
    static let rowsPerTile = 256

    let trees: [IsolationTree]
    let medians: [Double]
    /// ψ, the rows each tree saw.
    let sampleSize: Int
    let depth: Int
    /// Leaf slot to path length: its depth plus c(leaf size). One run of 2^depth per tree.
    private let pathLengths: [Double]
    /// The training mean of the path length below each node, leaves included. One run of 2^(depth+1) - 1 per tree.
    private let expectations: [Double]
    /// All nodes of all trees, tree by tree.
    private let nodes: [IsolationTree.Node]

    init(trees: [IsolationTree], medians: [Double], sampleSize: Int) {
        self.trees = trees
        self.medians = medians
        self.sampleSize = sampleSize
        depth = PathLength.depthLimit(sampleSize)
        nodes = trees.flatMap(\.nodes)
        let paths = trees.map { tree in HeapPaths(leafSizes: tree.leafSizes[...], isLeaf: tree.isLeaf) }
        pathLengths = paths.flatMap(\.lengths)
        expectations = paths.flatMap(\.expectations)
    }

    static func fit(_ training: TrainingSet, options: Options) async throws -> IsolationForest {
        let sampleSize = Swift.min(options.sampleSize, training.rowsOfSmallestFit)
        let depth = PathLength.depthLimit(sampleSize)
        let perTask = 8
        let batches = try await parallelMap((options.trees + perTask - 1) / perTask) { batch in
            let first = batch * perTask
            return (first..<Swift.min(first + perTask, options.trees)).map { tree in
                var generator = SeededGenerator(seed: training.seed, stream: training.stream << 32 | UInt64(tree))
                let sample = training.sample(sampleSize, using: &generator)
                var grower = IsolationTreeGrower(
                    sample: sample, featureCount: training.table.columnCount, depth: depth, generator: generator)
                return grower.grow()
            }
        }
        return IsolationForest(trees: batches.flatMap { $0 }, medians: training.medians, sampleSize: sampleSize)
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        var scores: [Double] = []
        scores.reserveCapacity(rows.count)
        let scale = -1 / (Double(trees.count) * PathLength.average(sampleSize))
        for tile in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.rowsPerTile) {
            let end = Swift.min(tile + Self.rowsPerTile, rows.upperBound)
            for length in totalPathLengths(rowMajor(table, tile..<end), count: end - tile) {
                scores.append(_exp2(length * scale))
            }
        }
        return scores
    }

    private func rowMajor(_ table: FeatureTable, _ rows: Range<Int>) -> [Double] {
        let width = medians.count
        var tile = [Double](repeating: 0, count: rows.count * width)
        for column in 0..<width {
            let base = column * table.rowCount + rows.lowerBound
            for index in 0..<rows.count {
                let value = table.values[base + index]
                tile[index * width + column] = value.isNaN ? medians[column] : value
            }
        }
        return tile
    }

    /// The sum over trees of each row's path length, in the order of the trees.
    private func totalPathLengths(_ tile: [Double], count: Int) -> [Double] {
        let width = medians.count
        let nodesPerTree = (1 << depth) - 1
        var totals = [Double](repeating: 0, count: count)
        var positions = [Int32](repeating: 0, count: count)
        tile.withUnsafeBufferPointer { tile in
            nodes.withUnsafeBufferPointer { nodes in
                positions.withUnsafeMutableBufferPointer { positions in
                    for tree in trees.indices {
                        let base = tree * nodesPerTree
                        for index in 0..<count { positions[index] = 0 }
                        for _ in 0..<depth {
                            for index in 0..<count {
                                let position = positions[index]
                                let node = nodes[base + Int(position)]
                                let goesRight: Int32 =
                                    tile[index * width + Int(node.feature)] > node.threshold ? 1 : 0
                                positions[index] = 2 * position + 1 + goesRight
                            }
                        }
                        let leafBase = tree * (nodesPerTree + 1) - nodesPerTree
                        for index in 0..<count { totals[index] += pathLengths[leafBase + Int(positions[index])] }
                    }
                }
            }
        }
        return totals
    }

    /// Along each path, the expected path length changes at every split; the change belongs to the split's feature
    /// (Saabas' decomposition). Shorter than expected counts as positive, and all features together add up to the
    /// forest's mean path length minus the row's.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        let filled = zip(row, medians).map { $0.isNaN ? $1 : $0 }
        var attributions = [Double](repeating: 0, count: filled.count)
        for index in trees.indices { attribute(filled, tree: index, to: &attributions) }
        return attributions.map { $0 / Double(trees.count) }
    }

    private func attribute(_ row: [Double], tree index: Int, to attributions: inout [Double]) {
        let tree = trees[index]
        let base = index * ((2 << depth) - 1)
        var node = 0
        while !tree.isLeaf(node) {
            let split = tree.nodes[node]
            let child = 2 * node + (row[Int(split.feature)] > split.threshold ? 2 : 1)
            attributions[Int(split.feature)] += expectations[base + node] - expectations[base + child]
            node = child
        }
    }
}
