/// Isolation forest (Liu, Ting and Zhou 2008): score 2^(-E[h(x)] / c(ψ)) over trees grown on samples of ψ rows drawn
/// without replacement, each to depth ceil(log2 ψ).
///
/// A missing value counts as the feature's median, in growing and in scoring. Trees grow in parallel; each draws from
/// its own generator, so the forest does not depend on how many threads grew it.
struct IsolationForest: FittedDetector {
    struct Options: Sendable, Equatable {
        static let treesMax = 1000
        static let sampleSizeMax = 4096
        /// Trees times rows of a sample.
        static let treeRowsMax = 512_000
        /// What a fit takes then, at most: a tree has up to two leaves a row.
        static let bytesMax = 74_000_000

        var trees: Int
        var sampleSize: Int
    }

    let trees: [IsolationTree]
    let medians: [Double]
    /// ψ, the rows each tree saw.
    let sampleSize: Int
    let depth: Int
    /// The training mean of the path length below each node, leaves included. One run of 2^(depth+1) - 1 per tree.
    private let expectations: [Double]
    private let ranked: RankedForest

    init(trees: [IsolationTree], medians: [Double], sampleSize: Int) {
        self.trees = trees
        self.medians = medians
        self.sampleSize = sampleSize
        depth = PathLength.depthLimit(sampleSize)
        let paths = trees.map { tree in HeapPaths(leafSizes: tree.leafSizes[...], isLeaf: tree.isLeaf) }
        expectations = paths.flatMap(\.expectations)
        ranked = RankedForest(
            trees, featureCount: medians.count, depth: depth, lengths: paths.flatMap(\.lengths))
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
        let scale = -1 / (Double(trees.count) * PathLength.average(sampleSize))
        return ranked.totalLengths(table, rows, medians: medians).map { _exp2($0 * scale) }
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
