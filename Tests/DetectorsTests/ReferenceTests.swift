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

    /// Nine bins of the integers 1 to 10 have edges on all of them.
    @Test("HBOS chooses PyOD's bins", arguments: [("breastw", 30), ("thyroid", 2)])
    func chosenBins(_ name: String, _ onEdges: Int) async throws {
        try await expect(.hbos, ["n_bins": .number(0)], on: name, "HBOS_auto", basis: .novel, exceptions: onEdges)
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

    /// PyOD counts a training row among its five neighbours, and skips it.
    @Test("angles vary as PyOD's do for the distinct rows")
    func abod() async throws {
        let set = try ReferenceSet("ionosphere")
        let specification = DetectorSpecification(algorithm: .abod, parameters: ["n_neighbors": .number(4)])
        let model = try await TrainedModel.train(specification, on: set.table)
        let scores = try await model.scores(set.table, basis: .training(firstRow: 0))
        let expected = try #require(set.scores["ABOD_distinct"]).map { -_log(-$0) }
        #expect(zip(scores, expected).allSatisfy { abs($0 - $1) < 2e-8 * max(1, abs($1)) })
    }

    @Test("fences lie where numpy's percentiles are", arguments: sets, ["mean", "max"])
    func iqr(_ name: String, _ aggregation: String) async throws {
        let set = try ReferenceSet(name)
        let specification = DetectorSpecification(algorithm: .iqr, parameters: ["aggregation": .text(aggregation)])
        let model = try await TrainedModel.train(specification, on: set.table)
        let scores = try await model.scores(set.table, basis: .novel)
        let expected = try #require(set.scores["IQR_\(aggregation)"])
        #expect(zip(scores, expected).allSatisfy { abs($0 - $1) < 2e-8 * max(1, $1) })
    }

    /// - Parameter exceptions: rows with a value on an edge, or with neighbours at the same distance.
    private func expect(
        _ algorithm: Algorithm, _ parameters: [String: ParameterValue] = [:], on name: String, _ column: String,
        basis: ScoreBasis, exceptions: Int = 0
    ) async throws {
        let set = try ReferenceSet(name)
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: algorithm, members: algorithm.members, parameters: parameters),
            on: set.table)
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
}
