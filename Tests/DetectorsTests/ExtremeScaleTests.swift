import Testing

@testable import Detectors

/// Columns whose spread is next to nothing, or beyond all reason, and rows that lie closer together than numbers of their size can tell.
@Suite struct ExtremeScaleTests {
    /// A third of the rows at -1, a third at 1, and a third around 0 in steps of `step`, alike in both columns but for the signs.
    private static func pile(step: Double) throws -> FeatureTable {
        let first = (0..<60).map { row in [-1, 1, Double(row / 3 - 10) * step + step / 2][row % 3] }
        return try FeatureTable(columns: [
            ("a", first), ("b", first.enumerated().map { $0 % 2 == 0 ? $1 : -$1 }),
        ])
    }

    /// Half of the rows around 0 in steps of `step`, the others some 1 away.
    private static func half(step: Double) throws -> FeatureTable {
        let far = try gaussian(rows: 60, columns: 2, seed: 5).values
        func column(_ factor: Int) -> [Double] {
            (0..<60).map { row in
                let place = Double(row * factor % 31 - 15)
                return row % 2 == 0 ? place * step : far[60 * (factor - 3) + row]
            }
        }
        return try FeatureTable(columns: [("a", column(3)), ("b", column(4))])
    }

    private static func scaled(_ scales: [Double]) throws -> FeatureTable {
        let values = try gaussian(rows: 60, columns: scales.count, seed: 6).values
        return try FeatureTable(
            columns: scales.enumerated().map { column, scale in
                ("x\(column)", values[(60 * column)..<(60 * column + 60)].map { $0 / 8 * scale })
            })
    }

    private static func tables() throws -> [FeatureTable] {
        let steps: [Double] = [1e-9, 1e-40, 1e-160, .leastNormalMagnitude / 100]
        let scales: [[Double]] = [
            [1e-160, 1], [.leastNormalMagnitude / 100, 1e150], [1e150, 1e150, 1], [1e-160, 1e-160],
        ]
        return try steps.map { try pile(step: $0) } + steps.map { try half(step: $0) } + scales.map { try scaled($0) }
    }

    private func expectTaken(_ algorithm: Algorithm, _ parameters: [String: ParameterValue] = [:]) async throws {
        for (number, table) in try Self.tables().enumerated() {
            let model = try await TrainedModel.train(
                .init(algorithm: algorithm, members: algorithm.members, parameters: parameters), on: table)
            #expect(throws: Never.self, "table \(number)") { _ = try TrainedModel(snapshot: model.snapshot()) }
            let scores = try await model.scores(table, basis: .novel)
            #expect(scores.allSatisfy { $0.isFinite }, "table \(number)")
        }
    }

    @Test("whatever the scales, a model is taken by its own reader", arguments: Algorithm.allCases)
    func readable(_ algorithm: Algorithm) async throws { try await expectTaken(algorithm, algorithm.quick) }

    @Test("a mixture without regularization is taken by its own reader", arguments: [1, 3, 10], [0, 1e-300, 1e-10])
    func mixtures(_ components: Double, _ regularization: Double) async throws {
        try await expectTaken(
            .gmm, ["n_components": .number(components), "reg_covar": .number(regularization)])
    }

    @Test("a covariance of just half of the rows is taken by its own reader")
    func halfOfRows() async throws { try await expectTaken(.mcd, ["support_fraction": .number(0.5)]) }

    @Test("rows closer together than any unit are as good as equal ones", arguments: [0, 1e-160, 1e-20])
    func closeRows(_ step: Double) throws {
        let close = (0..<20).map { Double($0) * step }
        let rows = FitRows(width: 2, values: close.flatMap { [$0, $0 * 7] } + [1, 1])
        let steps = ConcentrationSteps(rows: rows, support: 20)
        let estimate = try steps.estimate((0..<20).map { $0 }[...], near: [0, 0])
        #expect(estimate.rank == 0)
        #expect(rows.withRows(0..<21) { estimate.squaredDistances($0) }.allSatisfy { $0 == 0 })
    }

    @Test("values far away do not hide which rows of one feature are dense", arguments: [-1e15, -1e12, 1e15])
    func farValues(_ far: Double) {
        var generator = SeededGenerator(seed: 9, stream: 0)
        for _ in 0..<50 {
            let values = (0..<30).map { _ in generator.unit() } + [far, far * generator.unit(), far * generator.unit()]
            let chosen = ShortestSpread.rows(values, 19).map { values[Int($0)] }
            let sorted = values.sorted()
            let least = (0...14).map { variance(sorted[$0..<($0 + 19)]) }.min()!
            #expect(abs(variance(chosen) - least) < 1e-12)
        }
    }

    private func variance(_ values: some Collection<Double>) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
}
