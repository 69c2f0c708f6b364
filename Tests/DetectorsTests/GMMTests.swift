import Testing

@testable import Detectors

@Suite struct GMMTests {
    private func fit(_ table: FeatureTable, seed: UInt64 = 0, _ change: (inout GMM.Options) -> Void = { _ in })
        async throws
        -> GMM
    {
        var options = GMM.Options()
        change(&options)
        return try await GMM.fit(trainingSet(table, seed: seed), options: options)
    }

    /// Three clouds at (0, 0), (12, 0) and (0, 12), of 60, 30 and 10 in a hundred rows.
    private func clouds(rows: Int) throws -> FeatureTable {
        var values = try gaussian(rows: rows, columns: 2, seed: 1).values
        for row in 0..<rows {
            if row % 10 >= 6 { values[row % 10 == 9 ? rows + row : row] += 12 }
        }
        return try FeatureTable(names: ["x0", "x1"], rowCount: rows, columnMajor: values)
    }

    @Test("three clouds are found with their shares, and between them rows are strange")
    func clouds() async throws {
        let table = try clouds(rows: 400)
        let gmm = try await fit(table) {
            $0.components = 3
            $0.starts = 3
        }
        let weights = gmm.components.map(\.weight).sorted()
        for (weight, expected) in zip(weights, [0.1, 0.3, 0.6]) { #expect(abs(weight - expected) < 0.01) }
        let probe = try FeatureTable(columns: [("x0", [0, 12, 0, 6, 6]), ("x1", [0, 0, 12, 0, 6])])
        let scores = gmm.scores(probe, 0..<5, .novel)
        #expect(scores[..<3].max()! + 5 < scores[3...].min()!)
    }

    @Test("densities of one feature add up to 1")
    func density() async throws {
        let first = try gaussian(rows: 200, columns: 1, seed: 2).values
        let table = try FeatureTable(columns: [("x", first.enumerated().map { $0 % 2 == 0 ? $1 : $1 * 3 + 20 })])
        let gmm = try await fit(table) { $0.components = 2 }
        let step = 0.01
        let grid = try FeatureTable(columns: [("x", (0..<10_000).map { Double($0) * step - 40 })])
        let sum = gmm.scores(grid, 0..<10_000, .novel).reduce(0) { $0 + _exp(-$1) }
        // Densities are of standardized values.
        #expect(abs(sum * step / gmm.standardization.deviations[0] - 1) < 1e-6)
    }

    @Test("contributions to one component's score add up to what it lies above the center's")
    func additive() async throws {
        let table = try gaussian(rows: 100, columns: 4, seed: 3)
        let gmm = try await fit(table)
        let scores = gmm.scores(table, 0..<100, .novel)
        for row in 0..<100 {
            let sum = gmm.attributions(table.row(row), .novel).reduce(0, +)
            #expect(abs(sum - gmm.components[0].peak - scores[row]) < 1e-10 * max(1, abs(scores[row])))
        }
    }

    @Test("more components than distinct rows, and no regularization, still give numbers")
    func degenerate() async throws {
        let table = try FeatureTable(columns: [
            ("x0", (0..<30).map { Double($0 % 3) }), ("x1", (0..<30).map { Double($0 % 3) }),
        ])
        let gmm = try await fit(table) {
            $0.components = 10
            $0.regularization = 0
        }
        let scores = gmm.scores(table, 0..<30, .novel)
        #expect(scores.allSatisfy { $0.isFinite })
    }
}
