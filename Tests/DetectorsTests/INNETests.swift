import Testing

@testable import Detectors

@Suite struct INNETests {
    /// AUC of PyOD 3.6.7, mean over seeds; one seed varies by about 0.01.
    @Test(
        "spheres separate as well as PyOD's", arguments: [("ionosphere", 0.890, 0.03), ("breastw", 0.700, 0.08)])
    func reference(_ name: String, _ expected: Double, _ tolerance: Double) async throws {
        let set = try ReferenceSet(name)
        let model = try await TrainedModel.train(DetectorSpecification(algorithm: .inne, seed: 1), on: set.table)
        let scores = try await model.scores(set.table, basis: .novel)
        #expect(abs(areaUnderCurve(scores, set.labels) - expected) < tolerance)
    }

    /// One estimator around 0, 1 and 3, so that it can be followed by hand: squared radii 1, 1 and 4.
    @Test("a row scores by the smallest sphere that it lies in, 1 outside all")
    func smallestSphere() throws {
        let inne = INNE(
            standardization: Standardization(means: [0], deviations: [1], medians: [0]), spheresPerEstimator: 3,
            centers: [3, 1, 0], squaredRadii: [4, 1, 1], sphereScores: [0.75, 0, 0])
        let table = try FeatureTable(columns: [("x", [-1.1, -1, 0.5, 2, 2.1, 5, 5.1])])
        #expect(inne.scores(table, 0..<7, .novel) == [1, 0, 0, 0, 0.75, 0.75, 1])
    }

    @Test("contributions add up to the score")
    func contributions() async throws {
        let table = try gaussian(rows: 100, columns: 4, seed: 3)
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: .inne, parameters: Algorithm.inne.quick), on: table)
        let probe = try FeatureTable(columns: (0..<4).map { ("x\($0)", [$0 == 2 ? 5 : 0.3]) })
        let score = try await model.scores(probe, basis: .novel)[0]
        let attributions = model.full.attributions(probe.row(0), .novel)
        #expect(abs(attributions.reduce(0, +) - score) < 1e-12)
        #expect(attributions.max() == attributions[2])
    }
}
