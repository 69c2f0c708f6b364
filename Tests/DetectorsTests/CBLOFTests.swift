import Testing

@testable import Detectors

@Suite struct CBLOFTests {
    private static func large(_ sizes: [Int], alpha: Double = 0.9, beta: Double = 5) -> Int {
        CBLOF.Options(clusters: sizes.count, alpha: alpha, beta: beta, usesWeights: false).largeCount(sizes)
    }

    @Test("large clusters end at the first boundary with both the share and the drop")
    func boundary() {
        #expect(Self.large([50, 45, 5]) == 2)
        // The share alone, at the second; the drop alone, at the first.
        #expect(Self.large([50, 40, 10], beta: 4.1) == 2)
        #expect(Self.large([80, 10, 10], alpha: 0.95) == 1)
        // Both beats the share alone, which comes first.
        #expect(Self.large([91, 50, 1], alpha: 0.6) == 2)
    }

    @Test("without any boundary all clusters are large")
    func noBoundary() {
        #expect(Self.large([40, 35, 25], alpha: 0.9) == 3)
        #expect(Self.large([100]) == 1)
    }

    /// Two round groups and a small one between them.
    private func groups() throws -> FeatureTable {
        let noise = try gaussian(rows: 210, columns: 2, seed: 5)
        let centers = [(-20.0, 0.0), (20.0, 0.0), (0.0, 30.0)]
        let groups = (0..<210).map { $0 < 100 ? 0 : $0 < 200 ? 1 : 2 }
        return try FeatureTable(columns: [
            ("x", (0..<210).map { noise[row: $0, column: 0] + centers[groups[$0]].0 }),
            ("y", (0..<210).map { noise[row: $0, column: 1] + centers[groups[$0]].1 }),
        ])
    }

    @Test("groups are found as they are, and a small one is strange as a whole")
    func findsGroups() async throws {
        let table = try groups()
        for seed in 0..<5 {
            let specification = DetectorSpecification(
                algorithm: .cblof, parameters: ["n_clusters": .number(3)], seed: UInt64(seed))
            let model = try await TrainedModel.train(specification, on: table)
            let fit = try #require(model.full as? CBLOF)
            #expect(fit.sizes == [100, 100, 10] && fit.largeCount == 2)
            let scores = try await model.scores(table, basis: .novel)
            let closest = try #require(scores[200...].min())
            #expect(scores[..<200].allSatisfy { $0 < closest })
        }
    }

    @Test("the score is the distance to the nearest large center, weighted by the own cluster's share if asked for")
    func scores() throws {
        let standardization = Standardization(means: [0, 0], deviations: [1, 1], medians: [0, 0])
        func scores(_ usesWeights: Bool) throws -> [Double] {
            let table = try FeatureTable(columns: [("x", [3, 10]), ("y", [4, 0])])
            return CBLOF(
                standardization: standardization, centers: [0, 0, 10, 0], sizes: [3, 1], largeCount: 1,
                usesWeights: usesWeights
            ).scores(table, 0..<2, .novel)
        }
        #expect(try scores(false) == [5, 10])
        #expect(try scores(true) == [3.75, 2.5])
    }

    @Test("fewer distinct rows than clusters give as many clusters as there are")
    func fewDistinct() async throws {
        let table = try FeatureTable(columns: [("x", (0..<60).map { Double($0 % 3) })])
        let model = try await TrainedModel.train(DetectorSpecification(algorithm: .cblof), on: table)
        #expect((model.full as? CBLOF)?.sizes == [20, 20, 20])
        #expect(try await model.scores(table, basis: .novel).allSatisfy { $0 < 1e-12 })
    }

    /// AUC of PyOD 3.6.7, mean over seeds, which vary by about 0.02; the best of several starts varies less.
    @Test(
        "clusters separate as well as PyOD's",
        arguments: [("breastw", 0.969, 0.02), ("ionosphere", 0.888, 0.04)])
    func reference(_ name: String, _ expected: Double, _ tolerance: Double) async throws {
        let set = try ReferenceSet(name)
        let model = try await TrainedModel.train(DetectorSpecification(algorithm: .cblof, seed: 1), on: set.table)
        let scores = try await model.scores(set.table, basis: .novel)
        #expect(abs(areaUnderCurve(scores, set.labels) - expected) < tolerance)
    }
}
