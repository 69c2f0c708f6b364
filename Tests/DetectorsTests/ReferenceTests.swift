import Testing

@testable import Detectors

@Suite struct ReferenceTests {
    static let sets = ["breastw", "ionosphere", "thyroid"]

    @Test("ECOD gives PyOD's scores for the training rows", arguments: sets)
    func ecod(_ name: String) async throws {
        let set = try ReferenceSet(name)
        let model = try await TrainedModel.train(DetectorSpecification(algorithm: .ecod), on: set.table)
        let scores = try await model.scores(set.table, basis: .novel)
        let expected = try #require(set.scores["ECOD"])
        for (score, expected) in zip(scores, expected) { #expect(abs(score - expected) < 1e-6 * max(1, expected)) }
    }

    @Test("robust z gives the reference scores", arguments: sets, ["mean", "max"])
    func robustZ(_ name: String, _ aggregation: String) async throws {
        let set = try ReferenceSet(name)
        let specification = DetectorSpecification(algorithm: .robustZ, parameters: ["aggregation": .text(aggregation)])
        let model = try await TrainedModel.train(specification, on: set.table)
        let scores = try await model.scores(set.table, basis: .novel)
        let expected = try #require(set.scores["RobustZ_\(aggregation)"])
        // The reference rounds its constants to five digits.
        for (score, expected) in zip(scores, expected) { #expect(abs(score - expected) < 5e-5 * max(1, expected)) }
    }

    /// AUC of scikit-learn 1.9.1, mean over seeds; one seed varies by about 0.012.
    @Test(
        "the isolation forest separates as well as scikit-learn's",
        arguments: [("breastw", 0.988, 0.01), ("ionosphere", 0.842, 0.035), ("thyroid", 0.978, 0.015)])
    func forest(_ name: String, _ expected: Double, _ tolerance: Double) async throws {
        let set = try ReferenceSet(name)
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: .isolationForest, seed: 1), on: set.table)
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
}
