/// Isolation forest (Liu, Ting and Zhou 2008): score 2^(-E[h(x)] / c(ψ)) over trees grown on samples of ψ rows drawn
/// without replacement, each to depth ceil(log2 ψ).
///
/// A missing value counts as the feature's median, in growing and in scoring. Trees grow in parallel; each draws from
/// its own generator, so the forest does not depend on how many threads grew it.
struct IsolationForest: FittedDetector {
    struct Options: Sendable, Equatable {
        static let treesMax = 1000
        static let sampleSizeMax = 4096
        /// Trees times rows of a sample: bounds a model's memory to about 40 MB per fit.
        static let treeRowsMax = 512_000

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
        let lengths = trees.map(Self.pathLengths)
        expectations = zip(trees, lengths).flatMap(Self.expectations)
        ranked = RankedForest(trees, featureCount: medians.count, depth: depth, lengths: lengths.flatMap(\.self))
    }

    static func fit(_ training: TrainingSet, options: Options) async throws -> IsolationForest {
        let sampleSize = Swift.min(options.sampleSize, training.rowsOfSmallestFit)
        let depth = PathLength.depthLimit(sampleSize)
        let perTask = 8
        let batches = try await parallelMap((options.trees + perTask - 1) / perTask) { batch in
            let first = batch * perTask
            return (first..<Swift.min(first + perTask, options.trees)).map { tree in
                var generator = SeededGenerator(seed: training.seed, stream: training.stream << 32 | UInt64(tree))
                let sample = draw(sampleSize, from: training, using: &generator)
                var grower = IsolationTreeGrower(
                    sample: sample, featureCount: training.table.columnCount, depth: depth, generator: generator)
                return grower.grow()
            }
        }
        return IsolationForest(trees: batches.flatMap { $0 }, medians: training.medians, sampleSize: sampleSize)
    }

    /// ψ rows without replacement (Floyd 1987), row-major, missing values filled.
    private static func draw(
        _ count: Int, from training: TrainingSet, using generator: inout SeededGenerator
    ) -> [Double] {
        let table = training.table
        var chosen: Set<Int> = []
        var sample: [Double] = []
        sample.reserveCapacity(count * table.columnCount)
        for last in (training.rows.count - count)..<training.rows.count {
            let draw = generator.below(last + 1)
            let pick = chosen.insert(draw).inserted ? draw : last
            if pick == last { chosen.insert(last) }
            let row = Int(training.rows[pick])
            for column in 0..<table.columnCount {
                let value = table.values[column * table.rowCount + row]
                sample.append(value.isNaN ? training.medians[column] : value)
            }
        }
        return sample
    }

    private static func pathLengths(_ tree: IsolationTree) -> [Double] {
        var lengths = [Double](repeating: 0, count: tree.leafSizes.count)
        func visit(_ node: Int, _ depth: Int) {
            if tree.isLeaf(node) {
                let slot = tree.leafSlot(of: node)
                lengths[slot] = Double(depth) + PathLength.average(Int(tree.leafSizes[slot]))
            } else {
                visit(2 * node + 1, depth + 1)
                visit(2 * node + 2, depth + 1)
            }
        }
        visit(0, 0)
        return lengths
    }

    private static func expectations(_ tree: IsolationTree, _ pathLengths: [Double]) -> [Double] {
        let inner = tree.nodes.count
        var counts = [Double](repeating: 0, count: inner) + tree.leafSizes.map(Double.init)
        var sums = [Double](repeating: 0, count: inner) + zip(tree.leafSizes, pathLengths).map { Double($0) * $1 }
        for node in stride(from: inner - 1, through: 0, by: -1) {
            sums[node] = sums[2 * node + 1] + sums[2 * node + 2]
            counts[node] = counts[2 * node + 1] + counts[2 * node + 2]
        }
        return zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
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
