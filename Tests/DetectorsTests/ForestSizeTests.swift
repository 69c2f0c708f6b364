import Messages
import Protobuf
import Testing

@testable import Detectors

/// Trees are laid out complete to their depth, so that a few bytes stand for much memory: what the largest forest takes, and no more.
@Suite struct ForestSizeTests {
    /// Trees of so many rows that there are nearly two leaves for each, as many as may be.
    private static let sampleSizes = (1..<12).map { (1 << $0) + 1 }

    private func leaves(_ trees: Int, _ sampleSize: Int) -> DetectionV1.IsolationForestFit {
        var message = DetectionV1.IsolationForestFit()
        message.sampleSize = UInt32(sampleSize)
        message.treeCount = UInt32(trees)
        message.splits = PackedSlice([UInt32](repeating: 0, count: trees))
        message.leafSizes = PackedSlice([UInt32](repeating: UInt32(sampleSize), count: trees))
        return message
    }

    /// The first tree has one split, of so many features.
    private func leaves(_ trees: Int, _ sampleSize: Int, features: Int) -> DetectionV1.ExtendedIsolationForestFit {
        let others = [UInt32](repeating: UInt32(sampleSize), count: trees - 1)
        return DetectionV1.ExtendedIsolationForestFit(
            sampleSize: UInt32(sampleSize), treeCount: UInt32(trees),
            splits: PackedSlice([UInt32(features), 0, 0] + others.map { _ in 0 }),
            features: PackedSlice((0..<UInt32(features)).map { $0 }),
            weights: PackedSlice([Double](repeating: 1, count: features)), thresholds: [0],
            leafSizes: PackedSlice([1, UInt32(sampleSize - 1)] + others))
    }

    @Test("an isolation forest of leaves alone takes no more than its limit, and one tree more is refused")
    func isolationForest() throws {
        let most = IsolationForest.Options.treeRowsMax / 513
        let message = leaves(most, 513)
        #expect(message.serialized().count < 4096)
        let forest = try IsolationForest(message, [0])
        #expect(forest.byteCount > IsolationForest.Options.bytesMax * 9 / 10)
        #expect(throws: DetectorError.self) { try IsolationForest(leaves(most + 1, 513), [0]) }
        for sampleSize in Self.sampleSizes {
            let trees = min(IsolationForest.Options.treesMax, IsolationForest.Options.treeRowsMax / sampleSize)
            let bytes = IsolationForest.byteCount(trees: trees, sampleSize: sampleSize)
            #expect(bytes <= IsolationForest.Options.bytesMax)
        }
    }

    @Test(
        "an oblique forest of leaves and one split takes no more than its limit, and one tree or feature more is refused"
    )
    func obliqueForest() throws {
        let medians = [Double](repeating: 0, count: 5)
        let most = ObliqueForest.Options.treeRowsMax / 513
        let message = leaves(most, 513, features: 4)
        #expect(message.serialized().count < 4096)
        let forest = try ObliqueForest(message, medians)
        #expect(forest.byteCount > ObliqueForest.Options.bytesMax * 9 / 10)
        #expect(throws: DetectorError.self) { try ObliqueForest(leaves(most + 1, 513, features: 4), medians) }
        #expect(throws: DetectorError.self) { try ObliqueForest(leaves(most, 513, features: 5), medians) }
        for sampleSize in Self.sampleSizes {
            for features in 1...64 {
                let treeRows = min(ObliqueForest.Options.treeRowsMax, ObliqueForest.Options.weightsMax / features)
                let trees = min(ObliqueForest.Options.treesMax, treeRows / sampleSize)
                let bytes = ObliqueForest.byteCount(
                    trees: trees, sampleSize: sampleSize, featuresPerSplit: features)
                #expect(bytes <= ObliqueForest.Options.bytesMax)
            }
        }
    }

    /// Why few bytes can't be refused.
    @Test(
        "a table that never varies gives trees of a leaf each", arguments: [Algorithm.isolationForest, .fairCutForest])
    func constantTable(_ algorithm: Algorithm) async throws {
        let table = try FeatureTable(columns: [("x", [Double](repeating: 3, count: 40))])
        let specification = DetectorSpecification(
            algorithm: algorithm, parameters: ["trees": .number(100), "sample_size": .number(32)])
        let model = try await TrainedModel.train(specification, on: table)
        #expect(model.snapshot().count < 3000 && model.byteCount > 500_000)
        #expect(try TrainedModel(snapshot: model.snapshot()).byteCount == model.byteCount)
    }
}
