import Testing

@testable import Detectors

@Suite struct BadInputTests {
    @Test("infinities and absurd magnitudes are refused by name", arguments: [Double.infinity, -.infinity, 1e151])
    func infinities(_ value: Double) {
        let error = #expect(throws: DetectorError.self) {
            try FeatureTable(columns: [("a", [1, 2]), ("b", [1, value])])
        }
        #expect(error?.field == "b")
        #expect(error?.message.contains("row 1") == true)
    }

    @Test("the largest magnitude allowed still scores", arguments: Algorithm.allCases)
    func largestMagnitude(_ algorithm: Algorithm) async throws {
        let limit = DetectorLimits.magnitudeMax
        let values = (0..<40).map { Double($0 - 20) / 20 * limit }
        let table = try FeatureTable(columns: [
            ("a", values), ("b", (0..<40).map { Double($0) * .leastNonzeroMagnitude }),
        ])
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: algorithm, members: algorithm.members), on: table)
        #expect(try await model.scores(table, basis: .training(firstRow: 0)).allSatisfy(\.isFinite))
    }

    @Test("ten rows train, nine, one and none are refused", arguments: Algorithm.allCases)
    func rowCounts(_ algorithm: Algorithm) async throws {
        for rows in [0, 1, 9] {
            let table = try FeatureTable(columns: [("x", Array(repeating: 1, count: rows))])
            let field = await fieldOfError {
                _ = try await TrainedModel.train(
                    DetectorSpecification(algorithm: algorithm, members: algorithm.members), on: table)
            }
            #expect(field == "dataset_version")
        }
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: algorithm, members: algorithm.members),
            on: gaussian(rows: 10, columns: 2, seed: 0))
        #expect(model.calibration.n == 10)
        let one = try gaussian(rows: 1, columns: 2, seed: 1)
        #expect(try await model.scores(one, basis: .novel).count == 1)
        #expect(try await model.scores(one.selecting(rows: []), basis: .novel).isEmpty)
    }

    @Test("a column without values is refused by name")
    func emptyColumn() async throws {
        let table = try FeatureTable(columns: [
            ("a", (0..<20).map(Double.init)), ("b", Array(repeating: .nan, count: 20)),
        ])
        #expect(await fieldOfError { _ = try await TrainedModel.train(.init(algorithm: .ecod), on: table) } == "b")
    }

    @Test("a column with one value still trains", arguments: Algorithm.allCases)
    func nearlyEmptyColumn(_ algorithm: Algorithm) async throws {
        var sparse = [Double](repeating: .nan, count: 20)
        sparse[4] = 7
        let table = try FeatureTable(columns: [("a", (0..<20).map(Double.init)), ("b", sparse)])
        let model = try await TrainedModel.train(.init(algorithm: algorithm, members: algorithm.members), on: table)
        #expect(try await model.scores(table, basis: .training(firstRow: 0)).allSatisfy(\.isFinite))
    }

    @Test("tables with twice the same name, uneven columns or none are refused")
    func malformedTables() {
        #expect(throws: DetectorError.self) { try FeatureTable(columns: [("a", [1]), ("a", [2])]) }
        #expect(throws: DetectorError.self) { try FeatureTable(columns: [("a", [1]), ("b", [])]) }
        #expect(throws: DetectorError.self) { try FeatureTable(columns: []) }
        let names = (0...DetectorLimits.featureColumnsMax).map { "x\($0)" }
        #expect(throws: DetectorError.self) {
            try FeatureTable(names: names, rowCount: 0, columnMajor: [])
        }
        #expect(throws: Never.self) {
            try FeatureTable(names: Array(names.dropLast()), rowCount: 0, columnMajor: [])
        }
    }

    @Test(
        "a parameter that is unknown, of the wrong type or out of range is refused by name",
        arguments: [
            (Algorithm.isolationForest, "trees", ParameterValue.number(9)), (.isolationForest, "trees", .number(1001)),
            (.isolationForest, "trees", .number(50.5)), (.isolationForest, "trees", .text("many")),
            (.isolationForest, "sample_size", .number(4097)), (.isolationForest, "n_estimators", .number(100)),
            (.isolationForest, "trees", .number(.nan)), (.ecod, "trees", .number(100)),
            (.robustZ, "aggregation", .text("sum")), (.robustZ, "aggregation", .boolean(true)),
        ])
    func parameters(_ algorithm: Algorithm, _ name: String, _ value: ParameterValue) {
        let error = #expect(throws: DetectorError.self) { try algorithm.configured([name: value]) }
        #expect(error?.field == "parameters.\(name)")
    }

    @Test("defaults lie inside their own bounds", arguments: Algorithm.allCases)
    func defaults(_ algorithm: Algorithm) throws {
        for parameter in algorithm.description.parameters { try parameter.check(parameter.defaultValue) }
    }

    @Test("an unknown algorithm is refused with the ones there are")
    func unknownAlgorithm() {
        let error = #expect(throws: DetectorError.self) { try Algorithm(named: "oracle") }
        #expect(error?.field == "algorithm")
        #expect(error?.message.contains("isolation_forest") == true)
    }

    @Test("policies out of range or at odds with the training mode are refused")
    func policies() {
        let refused: [(ThresholdPolicy, TrainingMode)] = [
            (.contamination(0), .contaminated), (.contamination(0.51), .contaminated),
            (.contamination(.nan), .contaminated),
            (.contamination(0.1), .clean), (.falsePositiveRate(0), .clean), (.falsePositiveRate(1), .clean),
            (.fixedScore(.nan), .clean),
        ]
        for (policy, mode) in refused { #expect(throws: DetectorError.self) { try policy.check(mode) } }
    }
}
