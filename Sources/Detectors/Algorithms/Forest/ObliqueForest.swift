/// Extended isolation forest (Hariri, Carrasco Kind and Brunner 2019) and fair-cut forest (Cortes 2021): the isolation forest's score over
/// trees whose splits weigh several features. They differ in where a node is cut (`ObliqueTreeGrower.Cut`).
///
/// A missing value counts as the feature's median, in growing and in scoring. Trees grow in parallel; each draws from
/// its own generator, so the forest does not depend on how many threads grew it.
struct ObliqueForest: FittedDetector, Equatable {
    /// Rows walked together through one tree: their walks are independent, which keeps the processor busy.
    static let rowsPerTile = 256

    let trees: [ObliqueTree]
    let medians: [Double]
    /// ψ, the rows each tree saw.
    let sampleSize: Int
    let depth: Int
    let featuresPerSplit: Int
    /// One run per tree of the path length of each leaf slot, and of the mean path length below each node.
    private let pathLengths: [Double]
    private let expectations: [Double]

    init(trees: [ObliqueTree], medians: [Double], sampleSize: Int, featuresPerSplit: Int) {
        self.trees = trees
        self.medians = medians
        self.sampleSize = sampleSize
        self.featuresPerSplit = featuresPerSplit
        depth = PathLength.depthLimit(sampleSize)
        let paths = trees.map { tree in HeapPaths(leafSizes: tree.leafSizes[...], isLeaf: tree.isLeaf) }
        pathLengths = paths.flatMap(\.lengths)
        expectations = paths.flatMap(\.expectations)
    }

    static func fit(
        _ training: TrainingSet, options: Options, cut: ObliqueTreeGrower.Cut
    ) async throws -> ObliqueForest {
        let sampleSize = Swift.min(options.sampleSize, training.rowsOfSmallestFit)
        let featureCount = training.table.columnCount
        let featuresPerSplit = Swift.min(options.featuresPerSplit, featureCount)
        let tasks = ranges(of: options.trees, length: 8)
        let batches = try await parallelMap(tasks.count) { task in
            tasks[task].map { tree in
                var generator = SeededGenerator(seed: training.seed, stream: training.stream << 32 | UInt64(tree))
                let sample = training.sample(sampleSize, using: &generator)
                var grower = ObliqueTreeGrower(
                    sample: sample, featureCount: featureCount, featuresPerSplit: featuresPerSplit,
                    depth: PathLength.depthLimit(sampleSize), cut: cut, generator: generator)
                return grower.grow()
            }
        }
        return ObliqueForest(
            trees: batches.flatMap { $0 }, medians: training.medians, sampleSize: sampleSize,
            featuresPerSplit: featuresPerSplit)
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
        var totals = [Double](repeating: 0, count: count)
        var positions = [Int32](repeating: 0, count: count)
        let slots = 1 << depth
        tile.withUnsafeBufferPointer { tile in
            positions.withUnsafeMutableBufferPointer { positions in
                for (index, tree) in trees.enumerated() {
                    positions.update(repeating: 0)
                    for _ in 0..<depth { descend(tree, tile, positions) }
                    // A slot's position counts the inner nodes before it.
                    let base = index * slots - (slots - 1)
                    for row in 0..<count { totals[row] += pathLengths[base + Int(positions[row])] }
                }
            }
        }
        return totals
    }

    /// Every row one level down a tree.
    private func descend(
        _ tree: ObliqueTree, _ tile: UnsafeBufferPointer<Double>, _ positions: UnsafeMutableBufferPointer<Int32>
    ) {
        let width = medians.count
        let terms = featuresPerSplit
        tree.thresholds.withUnsafeBufferPointer { thresholds in
            tree.features.withUnsafeBufferPointer { features in
                tree.weights.withUnsafeBufferPointer { weights in
                    if terms == 2 {
                        for row in positions.indices {
                            let node = Int(positions[row])
                            let sum =
                                weights[2 * node] * tile[row * width + Int(features[2 * node])]
                                + weights[2 * node + 1] * tile[row * width + Int(features[2 * node + 1])]
                            positions[row] = Int32(truncatingIfNeeded: 2 * node + 1 + (sum > thresholds[node] ? 1 : 0))
                        }
                    } else {
                        for row in positions.indices {
                            let node = Int(positions[row])
                            var sum = 0.0
                            for term in (node * terms)..<((node + 1) * terms) {
                                sum += weights[term] * tile[row * width + Int(features[term])]
                            }
                            positions[row] = Int32(truncatingIfNeeded: 2 * node + 1 + (sum > thresholds[node] ? 1 : 0))
                        }
                    }
                }
            }
        }
    }

    /// Along each path, the expected path length changes at every split. The change is divided among the split's features by how far
    /// each moves the row from its medians across the split, |weight · (value - median)|; evenly where none does. All features together
    /// add up to the forest's mean path length minus the row's.
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
            let split = tree.split(node)
            let child = 2 * node + (split.goesRight(row) ? 2 : 1)
            let change = expectations[base + node] - expectations[base + child]
            let shifts = zip(split.features, split.weights).map { abs($1 * (row[Int($0)] - medians[Int($0)])) }
            let total = shifts.reduce(0, +)
            for (feature, shift) in zip(split.features, shifts) {
                let share = total > 0 ? shift / total : 1 / Double(shifts.count)
                attributions[Int(feature)] += change * share
            }
            node = child
        }
    }
}
