import Testing

@testable import Detectors

@Suite struct ForestTests {
    /// AUC of scikit-learn 1.9.1, mean over seeds; one seed varies by about 0.012.
    @Test(
        "the isolation forest separates as well as scikit-learn's",
        arguments: [("breastw", 0.988, 0.01), ("ionosphere", 0.842, 0.035), ("thyroid", 0.978, 0.015)])
    func isolationForest(_ name: String, _ expected: Double, _ tolerance: Double) async throws {
        try await expect(.isolationForest, on: name, expected, tolerance)
    }

    /// AUC of isotree 0.6.1 (ndim 2, 100 trees of 256 rows, depth 8), mean over seeds whose trees are not the same.
    @Test(
        "the extended isolation forest separates as well as isotree's",
        arguments: [("breastw", 0.984, 0.01), ("ionosphere", 0.860, 0.03), ("thyroid", 0.976, 0.015)])
    func extendedIsolationForest(_ name: String, _ expected: Double, _ tolerance: Double) async throws {
        try await expect(.extendedIsolationForest, on: name, expected, tolerance)
    }

    /// The same with pooled gain.
    @Test(
        "the fair-cut forest separates as well as isotree's",
        arguments: [("breastw", 0.979, 0.01), ("ionosphere", 0.881, 0.03), ("thyroid", 0.976, 0.015)])
    func fairCutForest(_ name: String, _ expected: Double, _ tolerance: Double) async throws {
        try await expect(.fairCutForest, on: name, expected, tolerance)
    }

    private func expect(
        _ algorithm: Algorithm, on name: String, _ expected: Double, _ tolerance: Double
    ) async throws {
        let set = try ReferenceSet(name)
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: algorithm, members: algorithm.members, seed: 1), on: set.table)
        let novel = areaUnderCurve(try await model.scores(set.table, basis: .novel), set.labels)
        let leftOut = areaUnderCurve(try await model.scores(set.table, basis: .training(firstRow: 0)), set.labels)
        #expect(abs(novel - expected) < tolerance)
        #expect(abs(leftOut - expected) < tolerance)
    }

    @Test("c(n) and the depth limit are those of the paper and of scikit-learn")
    func pathLengths() {
        #expect(PathLength.average(0) == 0)
        #expect(PathLength.average(1) == 0)
        #expect(PathLength.average(2) == 1)
        #expect(abs(PathLength.average(256) - 10.244770920116851) < 1e-9)
        #expect([1, 2, 3, 4, 5, 256, 257].map(PathLength.depthLimit) == [0, 1, 2, 2, 3, 8, 9])
    }

    @Test(
        "a forest's attributions add up to what the path is shorter than expected",
        arguments: [Algorithm.isolationForest, .extendedIsolationForest, .fairCutForest])
    func attributionsAddUp(_ algorithm: Algorithm) async throws {
        let table = try gaussian(rows: 300, columns: 4, seed: 2)
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: algorithm, members: algorithm.members, parameters: algorithm.quick),
            on: table)
        let sampleSize = try #require(
            (model.full as? IsolationForest)?.sampleSize ?? (model.full as? ObliqueForest)?.sampleSize)
        func meanPath(_ score: Double) -> Double { -_log(score) / _log(2) * PathLength.average(sampleSize) }
        let scores = try await model.scores(table, basis: .novel)
        let sums = (0..<300).map { model.full.attributions(table.row($0), .novel).reduce(0, +) }
        let roots = zip(scores, sums).map { meanPath($0) + $1 }
        #expect(roots.allSatisfy { abs($0 - roots[0]) < 1e-9 })
    }

    @Test(
        "units and offsets of the features do not matter to an oblique forest",
        arguments: [Algorithm.extendedIsolationForest, .fairCutForest])
    func units(_ algorithm: Algorithm) async throws {
        let table = try gaussian(rows: 200, columns: 3, seed: 4)
        // Powers of two, so that nothing is rounded differently.
        let scaled = try FeatureTable(
            columns: zip(table.names, [0x1p40, 1, 0x1p-40]).enumerated().map { column, feature in
                (feature.0, (0..<200).map { table[row: $0, column: column] * feature.1 })
            })
        let specification = DetectorSpecification(
            algorithm: algorithm, members: algorithm.members, parameters: algorithm.quick)
        let plain = try await TrainedModel.train(specification, on: table).scores(table, basis: .novel)
        #expect(try await TrainedModel.train(specification, on: scaled).scores(scaled, basis: .novel) == plain)
    }

    @Test(
        "a split of more features than there are weighs all of them, and every number of them scores alike in any batch"
    )
    func manyFeaturesPerSplit() async throws {
        let table = try gaussian(rows: 120, columns: 4, seed: 9)
        for ndim in [1, 3, 4, 5] {
            let specification = DetectorSpecification(
                algorithm: .extendedIsolationForest, parameters: ["trees": .number(10), "ndim": .number(Double(ndim))])
            let model = try await TrainedModel.train(specification, on: table)
            #expect((model.full as? ObliqueForest)?.featuresPerSplit == min(ndim, 4))
            let scores = try await model.scores(table, basis: .novel)
            #expect(try await model.scores(table.selecting(rows: [77]), basis: .novel) == [scores[77]])
            #expect(try TrainedModel(snapshot: model.snapshot()).snapshot() == model.snapshot())
        }
    }

    @Test("forests that would be too large are refused by name")
    func limits() {
        func check(_ trees: Double) throws(DetectorError) {
            _ = try Algorithm.fairCutForest.configured(["trees": .number(trees), "sample_size": .number(4096)])
        }
        #expect(throws: Never.self) { try check(125) }
        let large = #expect(throws: DetectorError.self) { try check(126) }
        #expect(large?.field == "parameters.sample_size")
    }
}
