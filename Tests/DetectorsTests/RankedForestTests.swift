import CDetectors
import Testing

@testable import Detectors

@Suite struct RankedForestTests {
    /// Thresholds that are values, values that are thresholds, and what is missing or far away.
    @Test("rows walk by ranks as they do by values", arguments: [3, 16, 64, 300])
    func ranks(sampleSize: Int) async throws {
        var generator = SeededGenerator(seed: 2, stream: UInt64(sampleSize))
        let columns = 5
        let rowCount = 700
        let values = (0..<(rowCount * columns)).map { index in
            generator.below(40) == 0 ? Double.nan : index < rowCount ? Double(generator.below(4)) : generator.unit()
        }
        let table = try FeatureTable(
            names: (0..<columns).map { "x\($0)" }, rowCount: rowCount, columnMajor: values)
        let training = TrainingSet(
            table: table, rows: (0..<UInt32(rowCount)).map { $0 }, medians: Array(repeating: 0.5, count: columns),
            seed: 1,
            stream: 0, rowsOfSmallestFit: sampleSize)
        let forest = try await IsolationForest.fit(training, options: .init(trees: 12, sampleSize: sampleSize))
        let far = [-1e150, -1, 0, 0.5, 1, 2, 3, 4, 1e150]
        let probe = try FeatureTable(columns: (0..<columns).map { ("x\($0)", far) })
        for table in [table, probe] {
            let scores = forest.scores(table, 0..<table.rowCount, .novel)
            for row in 0..<table.rowCount {
                let values = table.row(row).map { $0.isNaN ? 0.5 : $0 }
                let scale = -1 / (12 * PathLength.average(sampleSize))
                #expect(scores[row] == _exp2(plainLength(values, forest) * scale))
            }
        }
    }

    private func plainLength(_ row: [Double], _ forest: IsolationForest) -> Double {
        forest.trees.reduce(0) { sum, tree in
            var node = 0
            var depth = 0
            while !tree.isLeaf(node) {
                let split = tree.nodes[node]
                node = 2 * node + (row[Int(split.feature)] > split.threshold ? 2 : 1)
                depth += 1
            }
            return sum + (Double(depth) + PathLength.average(Int(tree.leafSizes[tree.leafSlot(of: node)])))
        }
    }

    @Test("the walk without special instructions is the same", arguments: 0...12)
    func portable(depth: Int) {
        var generator = SeededGenerator(seed: 8, stream: UInt64(depth))
        let (trees, width, count) = (7, 3, 64)
        let size = trees << depth
        let splits = (0..<(size + Int(CDETECTORS_SPLIT_PADDING))).map { _ in
            Int32(generator.below(50) << Int(CDETECTORS_FEATURE_BITS) + generator.below(width))
        }
        let lengths = (0..<size).map { _ in generator.unit() }
        let ranks = (0..<(width * count)).map { _ in Int32(generator.below(50) << Int(CDETECTORS_FEATURE_BITS)) }
        var forest = cdetectors_forest(splits: nil, lengths: nil, trees: Int32(trees), depth: Int32(depth))
        var totals = [[Double]](repeating: Array(repeating: 0.25, count: count), count: 2)
        splits.withUnsafeBufferPointer { splits in
            lengths.withUnsafeBufferPointer { lengths in
                forest.splits = splits.baseAddress
                forest.lengths = lengths.baseAddress
                cdetectors_walk(&forest, ranks, Int32(width), Int32(count), &totals[0])
                cdetectors_walk_portable(&forest, ranks, Int32(width), Int32(count), &totals[1])
            }
        }
        #expect(totals[0] == totals[1])
    }
}
