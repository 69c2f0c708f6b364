import Testing

@testable import Detectors

@Suite struct NumberPreprocessingTests {
    private func model(
        _ algorithm: Algorithm, _ table: FeatureTable, _ numbers: NumberPreprocessing = .init(),
        columns: [String: ColumnPreprocessing] = [:]
    ) async throws -> TrainedModel {
        try await TrainedModel.train(
            DetectorSpecification(
                algorithm: algorithm, members: algorithm.members, parameters: algorithm.quick,
                preprocessing: .init(numbers: numbers, columns: columns)),
            on: table)
    }

    private func withHoles() throws -> FeatureTable {
        var x = (0..<40).map { Double($0) }
        for row in stride(from: 0, to: 40, by: 4) { x[row] = .nan }
        return try FeatureTable(columns: [("x", x), ("y", (0..<40).map { Double($0 % 7) })])
    }

    @Test("a missing number counts as what the detector says, in training and afterwards")
    func imputation() async throws {
        let table = try withHoles()
        // 30 values are there, evenly without every fourth.
        let values = (0..<40).filter { $0 % 4 != 0 }.map { Double($0) }
        let mean = values.reduce(0, +) / 30
        for (imputation, fill) in [
            (NumberPreprocessing.Imputation.mean, mean), (.median, (values[14] + values[15]) / 2),
            (.constant(-50), -50),
        ] {
            let model = try await model(.knn, table, .init(imputation: imputation))
            let missing = try FeatureTable(columns: [("x", [.nan]), ("y", [3])])
            let given = try FeatureTable(columns: [("x", [fill]), ("y", [3])])
            #expect(try await model.scores(missing, basis: .novel) == model.scores(given, basis: .novel))
            #expect(abs(try #require(model.encoder.fills[0]) - fill) < 1e-12)
            #expect(try model.warnings(missing, row: 0) == ["x is missing: \(model.encoder.fills[0]!) stands in"])
            #expect(try model.explain(missing, row: 0, basis: .novel).first { $0.feature == "x" }?.value == nil)
            // As a value like any other it moves what fits find; the automatic median does not.
            #expect(model.features[0].presentCount == 40)
            let read = try TrainedModel(snapshot: model.snapshot())
            #expect(try await read.scores(missing, basis: .novel) == model.scores(missing, basis: .novel))
        }
        #expect(try await model(.knn, table).features[0].presentCount == 30)
    }

    @Test("a single column can be treated otherwise")
    func oneColumn() async throws {
        let columns = ["y": ColumnPreprocessing.number(.init(imputation: .constant(9)))]
        let model = try await model(.ecod, withHoles(), .init(imputation: .mean), columns: columns)
        #expect(model.encoder.fills[1] == 9 && model.encoder.fills[0] != 9)
    }

    @Test("neighbours are sought in the scale that is asked for")
    func scales() async throws {
        // x has a far value: its deviation and its range are large, its robust deviation is not.
        let x = (0..<41).map { $0 == 40 ? 1000.0 : Double($0) }
        let y = (0..<41).map { Double($0 % 5) }
        let table = try FeatureTable(columns: [("x", x), ("y", y)])
        let probe = try FeatureTable(columns: [("x", [1000.0]), ("y", [2.0])])
        func nearest(_ scaling: Scaling) async throws -> Double {
            var specification = DetectorSpecification(algorithm: .knn, parameters: ["n_neighbors": .number(1)])
            specification.preprocessing.numbers.scaling = scaling
            return try await TrainedModel.fit(specification, on: table).scores(probe, basis: .novel)[0]
        }
        // The nearest row is the last, (1000, 0).
        #expect(try await nearest(.none) == 2)
        #expect(try await nearest(.minMax) == 0.5)
        let deviation = y.map { ($0 - 80.0 / 41) * ($0 - 80.0 / 41) }.reduce(0, +) / 41
        #expect(abs(try await nearest(.standard) - 2 / deviation.squareRoot()) < 1e-12)
        #expect(try await nearest(.automatic) == nearest(.standard))
        // The median is 2, the median deviation 1.
        #expect(abs(try await nearest(.robust) - 2 / 1.4826022185056018) < 1e-12)
    }

    @Test(
        "what does not depend on the unit does not depend on the scaling",
        arguments: [Algorithm.isolationForest, .ecod, .copod, .robustZ, .iqr, .extendedIsolationForest])
    func indifferent(algorithm: Algorithm) async throws {
        let table = try gaussian(rows: 80, columns: 3, seed: 2)
        let plain = try await model(algorithm, table).scores(table, basis: .novel)
        for scaling in [Scaling.standard, .robust, .minMax, .none] {
            let scaled = try await model(algorithm, table, .init(scaling: scaling)).scores(table, basis: .novel)
            #expect(scaled == plain)
        }
    }

    @Test("distances that take account of all variances hardly depend on it", arguments: [Algorithm.pca, .gmm, .mcd])
    func invariant(algorithm: Algorithm) async throws {
        let table = try gaussian(rows: 120, columns: 3, seed: 3)
        let plain = try await model(algorithm, table).scores(table, basis: .novel)
        for scaling in [Scaling.standard, .robust, .minMax, .none] {
            let scaled = try await model(algorithm, table, .init(scaling: scaling)).scores(table, basis: .novel)
            let order = plain.indices.sorted { plain[$0] < plain[$1] }
            #expect(scaled.indices.sorted { scaled[$0] < scaled[$1] } == order, "\(scaling)")
        }
    }

    @Test("every algorithm takes every scaling", arguments: Algorithm.allCases)
    func all(algorithm: Algorithm) async throws {
        let table = try gaussian(rows: 60, columns: 3, seed: 4)
        for scaling in [Scaling.robust, .minMax, .none] {
            let model = try await model(algorithm, table, .init(scaling: scaling))
            let read = try TrainedModel(snapshot: model.snapshot())
            let scores = try await read.scores(table, basis: .novel)
            #expect(try await model.scores(table, basis: .novel) == scores && scores.allSatisfy(\.isFinite))
        }
    }

    @Test("a constant beyond what numbers may be, or a column that is not there, is refused")
    func refused() async throws {
        let table = try withHoles()
        for value in [Double.nan, .infinity, 1e200] {
            let field = await fieldOfError { _ = try await model(.ecod, table, .init(imputation: .constant(value))) }
            #expect(field == "preprocessing.numbers.constant")
        }
        let unknown = await fieldOfError { _ = try await model(.ecod, table, columns: ["z": .number(.init())]) }
        #expect(unknown == "preprocessing.columns")
        let text = await fieldOfError { _ = try await model(.ecod, table, columns: ["x": .category(.init())]) }
        #expect(text == "x")
        let many = await fieldOfError {
            _ = try await model(.ecod, table, columns: ["x": .category(.init(encoding: .oneHot(max: 101)))])
        }
        #expect(many == "preprocessing.columns[\"x\"].one_hot_max")
    }
}
