import Testing

@testable import Detectors

@Suite struct PCATests {
    /// x2 is x0 + x1, and x3 is constant.
    private func related(rows: Int = 200, seed: UInt64 = 1) throws -> FeatureTable {
        let free = try gaussian(rows: rows, columns: 2, seed: seed)
        let first = Array(free.values[..<rows])
        let second = Array(free.values[rows...])
        return try FeatureTable(columns: [
            ("x0", first), ("x1", second), ("x2", zip(first, second).map { $0 + $1 }),
            ("x3", [Double](repeating: 5, count: rows)),
        ])
    }

    private func fit(
        _ table: FeatureTable, components: Int? = nil, weighted: Bool = true
    ) async throws -> PCA {
        try await PCA.fit(trainingSet(table), components: components, weighted: weighted)
    }

    private func scores(_ fit: any FittedDetector, _ rows: [[Double]]) throws -> [Double] {
        let table = try FeatureTable(columns: rows[0].indices.map { column in ("x\(column)", rows.map { $0[column] }) })
        return fit.scores(table, 0..<rows.count, .novel)
    }

    @Test(
        "a row that breaks an exact relation is strange, one that keeps it is not, whatever the components",
        arguments: [nil, 1])
    func relation(_ components: Int?) async throws {
        let table = try related()
        let pca = try await fit(table, components: components)
        let training = pca.scores(table, 0..<table.rowCount, .novel)
        #expect(training.max()! < 30)
        let scores = try scores(pca, [[1, 1, 2, 5], [1, 1, 1.9, 5], [1, 1, 2, 5.001], [1, 1, 2 + 1e-9, 5]])
        #expect(scores[0] < 10)
        #expect(scores[1] > 1e6)
        #expect(scores[2] > 1e6)
        #expect(abs(scores[3] - scores[0]) < 1e-3)
    }

    /// Of n rows in general position the mean squared Mahalanobis distance is the rank of their covariance.
    @Test("training rows have the rank of their covariance as their mean score")
    func meanIsRank() async throws {
        for (table, rank) in [
            (try gaussian(rows: 300, columns: 5, seed: 2), 5), (try related(), 2),
            (try gaussian(rows: 10, columns: 30, seed: 3), 9),
        ] {
            let pca = try await fit(table)
            let scores = pca.scores(table, 0..<table.rowCount, .novel)
            #expect(abs(scores.reduce(0, +) / Double(table.rowCount) - Double(rank)) < 1e-6)
        }
    }

    @Test("contributions add up to the score, weighted or not", arguments: [true, false])
    func additive(_ weighted: Bool) async throws {
        let table = try gaussian(rows: 100, columns: 6, seed: 4)
        let pca = try await fit(table, components: 4, weighted: weighted)
        let scores = pca.scores(table, 0..<100, .novel)
        for row in 0..<100 {
            #expect(
                abs(pca.attributions(table.row(row), .novel).reduce(0, +) - scores[row]) < 1e-11 * max(1, scores[row]))
        }
    }

    @Test("unweighted, all components give the squared distance from the mean")
    func unweighted() async throws {
        let table = try gaussian(rows: 100, columns: 3, seed: 5)
        let pca = try await fit(table, weighted: false)
        let scores = pca.scores(table, 0..<100, .novel)
        for row in 0..<100 {
            let squared = pca.standardization.standardized(table.row(row)).reduce(0) { $0 + $1 * $1 }
            #expect(abs(scores[row] - squared) < 1e-12 * max(1, squared))
        }
        let fewer = try await fit(table, components: 1, weighted: false).scores(table, 0..<100, .novel)
        #expect(zip(fewer, scores).allSatisfy { $0 <= $1 + 1e-12 })
    }

    @Test("missing values count as medians in training too: the mean of the scores stays the rank")
    func missing() async throws {
        var values = try gaussian(rows: 120, columns: 3, seed: 6).values.map { $0 * $0 }
        for place in stride(from: 0, to: values.count, by: 4) { values[place] = .nan }
        let table = try FeatureTable(names: ["a", "b", "c"], rowCount: 120, columnMajor: values)
        let scores = try await fit(table).scores(table, 0..<120, .novel)
        #expect(abs(scores.reduce(0, +) / 120 - 3) < 1e-9)
    }
}
