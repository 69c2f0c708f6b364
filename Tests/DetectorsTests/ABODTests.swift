import Testing

@testable import Detectors

@Suite struct ABODTests {
    @Test("a pile of equal rows gives numbers, and is judged by what lies around it")
    func duplicates() async throws {
        var x = try gaussian(rows: 80, columns: 1, seed: 2).values
        var y = try gaussian(rows: 80, columns: 1, seed: 3).values
        for row in 0..<20 { (x[row], y[row]) = (0.1, 0.2) }
        // Two that are equal and far away do not hide each other.
        for row in 20..<22 { (x[row], y[row]) = (30, 30) }
        let table = try FeatureTable(columns: [("x", x), ("y", y)])
        let model = try await TrainedModel.train(DetectorSpecification(algorithm: .abod), on: table)
        let scores = try await model.scores(table, basis: .training(firstRow: 0))
        #expect(scores.allSatisfy { $0.isFinite })
        #expect(Set(scores[..<20]).count == 1)
        #expect(scores[20] == scores[21] && scores[20] == scores.max())
        #expect(scores[0] < scores[22...].sorted()[50])
    }

    /// Four neighbours at right angles: six pairs, of which four have cosine 0 and two -1, all at distance 1.
    @Test("a row amid a cross has the variance that can be worked out by hand")
    func cross() throws {
        let rows = TrainingRows(
            standardization: Standardization(means: [0, 0], deviations: [1, 1], medians: [0, 0]),
            values: [1, 0, -1, 0, 0, 1, 0, -1], indices: [0, 1, 2, 3])
        let scores = ABOD(rows: rows, neighbours: 4).scores(
            try FeatureTable(columns: [("x", [0]), ("y", [0])]), 0..<1, .novel)
        #expect(abs(scores[0] + _log(2.0 / 9)) < 1e-12)
    }

    @Test("distances that hardly are numbers, and those beyond all sense, have finite scores")
    func extremes() throws {
        let rows = TrainingRows(
            standardization: Standardization(means: [0, 0], deviations: [1, 1], medians: [0, 0]),
            values: [1e-160, 0, 0, 2e-160, 1e15, 0, 0, -1e15], indices: [0, 1, 2, 3])
        let table = try FeatureTable(columns: [("x", [0, 1e150, 1e-160]), ("y", [0, -1e150, 0])])
        #expect(ABOD(rows: rows, neighbours: 4).scores(table, 0..<3, .novel).allSatisfy { $0.isFinite })
    }
}
