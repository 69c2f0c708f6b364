internal import CDetectors

/// An isolation forest in the form that rows walk through quickest.
///
/// What matters of a value is between which thresholds of its feature it lies. So values are looked up among these once, and what
/// each tree compares are the ranks: whole numbers, sixteen of which fit a register.
struct RankedForest: Sendable {
    /// Rows that are ranked and walk together.
    private static let rowsPerTile = 256
    private static let unit = 1 << Int32(CDETECTORS_FEATURE_BITS)

    /// Of each feature.
    private let thresholds: [SortedValues]
    private let splits: [Int32]
    private let lengths: [Double]
    private let treeCount: Int
    private let depth: Int

    /// - Parameter lengths: The path length of each leaf; 2^depth of each tree.
    init(_ trees: [IsolationTree], featureCount: Int, depth: Int, lengths: [Double]) {
        var values = [[Double]](repeating: [], count: featureCount)
        for tree in trees {
            for node in tree.nodes where !node.isFiller { values[Int(node.feature)].append(node.threshold) }
        }
        let thresholds = values.map { SortedValues(Self.distinct($0)) }
        var splits: [Int32] = []
        splits.reserveCapacity(trees.count << depth + Int(CDETECTORS_SPLIT_PADDING))
        for tree in trees {
            // Places begin with 1.
            splits.append(0)
            splits += tree.nodes.map { node in
                let feature = Int(node.feature)
                let rank =
                    node.isFiller ? Int(Int32.max) / Self.unit : thresholds[feature].count(.below, node.threshold)
                return Int32(rank * Self.unit + feature)
            }
        }
        splits += Array(repeating: 0, count: Int(CDETECTORS_SPLIT_PADDING))
        self.thresholds = thresholds
        self.splits = splits
        self.lengths = lengths
        self.treeCount = trees.count
        self.depth = depth
    }

    private static func distinct(_ values: [Double]) -> [Double] {
        let sorted = RadixSort.sorted(values)
        return sorted.indices.filter { $0 == 0 || sorted[$0] != sorted[$0 - 1] }.map { sorted[$0] }
    }

    /// The sum over trees of the path length of each row, in the order of the trees.
    /// - Parameter medians: stand in for missing values.
    func totalLengths(_ table: FeatureTable, _ rows: Range<Int>, medians: [Double]) -> [Double] {
        let lanes = Int(CDETECTORS_LANES)
        // Whole groups walk; what is behind the last row counts for nothing.
        var totals = [Double](repeating: 0, count: (rows.count + lanes - 1) / lanes * lanes)
        var ranks = [Int32](repeating: 0, count: Self.rowsPerTile * medians.count)
        for start in stride(from: 0, to: totals.count, by: Self.rowsPerTile) {
            let count = Swift.min(Self.rowsPerTile, totals.count - start)
            let first = rows.lowerBound + start
            rank(table, first..<Swift.min(first + count, rows.upperBound), medians, into: &ranks)
            walk(ranks, count: count, totals: &totals, from: start)
        }
        totals.removeLast(totals.count - rows.count)
        return totals
    }

    private func rank(_ table: FeatureTable, _ rows: Range<Int>, _ medians: [Double], into ranks: inout [Int32]) {
        let width = medians.count
        ranks.withUnsafeMutableBufferPointer { ranks in
            guard let first = ranks.baseAddress else { return }
            for column in 0..<width {
                table.withColumn(column, rows) {
                    thresholds[column].count(
                        .below, $0, missing: medians[column], unit: Self.unit, into: first + column, stride: width)
                }
            }
        }
    }

    private func walk(_ ranks: [Int32], count: Int, totals: inout [Double], from start: Int) {
        splits.withUnsafeBufferPointer { splits in
            lengths.withUnsafeBufferPointer { lengths in
                totals.withUnsafeMutableBufferPointer { totals in
                    var forest = cdetectors_forest(
                        splits: splits.baseAddress, lengths: lengths.baseAddress, trees: Int32(treeCount),
                        depth: Int32(depth))
                    cdetectors_walk(
                        &forest, ranks, Int32(thresholds.count), Int32(count), totals.baseAddress?.advanced(by: start))
                }
            }
        }
    }
}
