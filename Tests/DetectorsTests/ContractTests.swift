import Testing

@testable import Detectors

/// What every algorithm owes, whatever it computes.
@Suite struct ContractTests {
    @Test("a row scores the same alone and in any batch", arguments: Algorithm.allCases)
    func batchIndependence(_ algorithm: Algorithm) async throws {
        let set = try ReferenceSet("ionosphere")
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: algorithm, members: algorithm.members, seed: 4), on: set.table)
        let together = try await model.scores(set.table, basis: .novel)
        let leftOut = try await model.scores(set.table, basis: .training(firstRow: 0))
        for row in stride(from: 0, to: set.table.rowCount, by: 29) {
            let alone = set.table.selecting(rows: [row])
            #expect(try await model.scores(alone, basis: .novel) == [together[row]])
            #expect(try await model.scores(alone, basis: .training(firstRow: row)) == [leftOut[row]])
        }
    }

    @Test("column order does not matter; a missing or extra column is refused by name", arguments: Algorithm.allCases)
    func columns(_ algorithm: Algorithm) async throws {
        let table = try gaussian(rows: 60, columns: 3, seed: 1)
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: algorithm, members: algorithm.members), on: table)
        let columns = (0..<3).map { (name: "x\($0)", values: Array(table.values[($0 * 60)..<(($0 + 1) * 60)])) }
        let reversed = try FeatureTable(columns: columns.reversed())
        #expect(try await model.scores(reversed, basis: .novel) == (try await model.scores(table, basis: .novel)))
        let short = try FeatureTable(columns: Array(columns.prefix(2)))
        #expect(await fieldOfError { _ = try await model.scores(short, basis: .novel) } == "x2")
        let long = try FeatureTable(columns: columns + [(name: "y", values: columns[0].values)])
        #expect(await fieldOfError { _ = try await model.scores(long, basis: .novel) } == "y")
    }

    @Test("missing values have a defined score, the same as the median's, and a warning", arguments: Algorithm.allCases)
    func missing(_ algorithm: Algorithm) async throws {
        var table = try gaussian(rows: 61, columns: 2, seed: 5)
        var values = table.values
        for row in stride(from: 0, to: 60, by: 6) { values[row] = .nan }
        table = try FeatureTable(names: table.names, rowCount: 61, columnMajor: values)
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: algorithm, members: algorithm.members), on: table)
        let probe = try FeatureTable(columns: [("x0", [.nan, model.features[0].median]), ("x1", [0.5, 0.5])])
        let scores = try await model.scores(probe, basis: .novel)
        #expect(scores[0] == scores[1])
        #expect(try await model.scores(table, basis: .training(firstRow: 0)).allSatisfy(\.isFinite))
        #expect(try model.warnings(probe, row: 0).count == 1)
        #expect(try model.warnings(probe, row: 1).isEmpty)
        let explained = try model.explain(probe, row: 0, basis: .novel)
        #expect(explained.first { $0.feature == "x0" }?.value == nil)
    }

    @Test("a constant column and equal rows have a defined answer", arguments: Algorithm.allCases)
    func constant(_ algorithm: Algorithm) async throws {
        let equal = try FeatureTable(columns: [
            ("a", Array(repeating: 3, count: 30)), ("b", Array(repeating: 0, count: 30)),
        ])
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: algorithm, members: algorithm.members), on: equal)
        let scores = try await model.scores(equal, basis: .training(firstRow: 0))
        #expect(scores.allSatisfy { $0.isFinite && $0 == scores[0] })
        #expect(scores.allSatisfy { !model.judge($0).isAnomaly })
        let strange = try FeatureTable(columns: [("a", [4]), ("b", [0])])
        #expect(try await model.scores(strange, basis: .novel)[0].isFinite)
        #expect(try model.warnings(strange, row: 0).count == 1)
    }

    @Test("contributions name the feature that is off", arguments: Algorithm.allCases)
    func contributions(_ algorithm: Algorithm) async throws {
        let table = try gaussian(rows: 300, columns: 6, seed: 8)
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: algorithm, members: algorithm.members), on: table)
        var row = [Double](repeating: 0, count: 6)
        row[3] = -6
        let probe = try FeatureTable(columns: row.enumerated().map { ("x\($0)", [$1]) })
        let contributions = try model.explain(probe, row: 0, basis: .novel, limit: 6)
        #expect(contributions.first?.feature == "x3")
        #expect(contributions.first?.direction == .below)
        #expect(contributions.first.map { $0.expectedLow > -2.5 && $0.expectedHigh < 2.5 } == true)
        #expect(abs(contributions.reduce(0) { $0 + $1.share } - 1) < 1e-12)
        #expect(try model.explain(probe, row: 0, basis: .novel, limit: 2).count == 2)
    }

    @Test(
        "the same seed gives the same scores, another seed another model",
        arguments: [Algorithm.isolationForest, .extendedIsolationForest, .fairCutForest, .inne])
    func seeds(_ algorithm: Algorithm) async throws {
        let table = try gaussian(rows: 100, columns: 4, seed: 2)
        func scores(_ seed: UInt64) async throws -> [Double] {
            let specification = DetectorSpecification(
                algorithm: algorithm, members: algorithm.members, parameters: algorithm.quick, seed: seed)
            return try await TrainedModel.train(specification, on: table).scores(table, basis: .training(firstRow: 0))
        }
        let first = try await scores(1)
        #expect(try await scores(1) == first)
        #expect(try await scores(2) != first)
    }
}
