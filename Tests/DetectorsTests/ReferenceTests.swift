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

    @Test("COPOD gives PyOD's scores for the training rows", arguments: sets)
    func copod(_ name: String) async throws {
        try await expect(.copod, on: name, "COPOD", basis: .novel)
    }

    /// In ionosphere most rows have a value on an edge of a bin, which PyOD looks up in another bin than it counted.
    @Test("HBOS gives PyOD's scores where no value lies on an edge of a bin", arguments: ["breastw", "thyroid"])
    func hbos(_ name: String) async throws {
        try await expect(.hbos, on: name, "HBOS", basis: .novel, exceptions: name == "thyroid" ? 2 : 0)
    }

    @Test("k nearest neighbours have PyOD's distances", arguments: sets)
    func knn(_ name: String) async throws {
        try await expect(.knn, on: name, "KNN", basis: .training(firstRow: 0))
    }

    /// Breastw's features are the integers 1 to 10: most rows have many at the same distance, of which both take whichever.
    @Test("local outlier factors are scikit-learn's for the distinct rows", arguments: ["ionosphere", "thyroid"])
    func lof(_ name: String) async throws {
        try await expect(
            .lof, on: name, "LOF_distinct", basis: .training(firstRow: 0), exceptions: name == "thyroid" ? 2 : 0)
    }

    /// - Parameter exceptions: rows with a value on an edge, or with neighbours at the same distance.
    private func expect(
        _ algorithm: Algorithm, on name: String, _ column: String, basis: ScoreBasis, exceptions: Int = 0
    ) async throws {
        let set = try ReferenceSet(name)
        let model = try await TrainedModel.train(DetectorSpecification(algorithm: algorithm), on: set.table)
        let scores = try await model.scores(set.table, basis: basis)
        let expected = try #require(set.scores[column])
        // The reference is written with nine digits.
        let different = zip(scores, expected).filter { abs($0 - $1) > 2e-8 * max(1, abs($1)) }
        #expect(different.count <= exceptions, "\(different.count): \(different.prefix(5))")
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
