import Testing

@testable import Detectors

@Suite struct SmallestChangeTests {
    private func table(_ row: [Double]) throws -> FeatureTable {
        try FeatureTable(columns: row.enumerated().map { ("x\($0)", [$1]) })
    }

    private func model(_ algorithm: Algorithm, _ table: FeatureTable) async throws -> TrainedModel {
        let parameters: [String: ParameterValue] = algorithm == .isolationForest ? ["trees": .number(25)] : [:]
        return try await TrainedModel.train(
            DetectorSpecification(algorithm: algorithm, members: algorithm.members, parameters: parameters, seed: 2),
            on: table)
    }

    /// Half-way between two rows' scores: what a single value adds is bounded in some algorithms, and no share of the rows
    /// flags it in all of them.
    private func threshold(_ model: TrainedModel, between ordinary: [Double], and strange: [Double]) async throws
        -> Threshold
    {
        let low = try await model.scores(table(ordinary), basis: .novel)[0]
        let high = try await model.scores(table(strange), basis: .novel)[0]
        #expect(low < high)
        return try model.calibration.threshold(.fixedScore((low + high) / 2))
    }

    @Test("a row that is off in one feature becomes normal by that feature", arguments: Algorithm.allCases)
    func oneFeature(_ algorithm: Algorithm) async throws {
        var model = try await model(algorithm, gaussian(rows: 300, columns: 4, seed: 8))
        var row: [Double] = [0.1, 0, -0.1, 0.2]
        let ordinary = row
        row[2] = -20
        model.threshold = try await threshold(model, between: ordinary, and: row)
        let probe = try table(row)
        let score = try await model.scores(probe, basis: .novel)[0]
        #expect(model.judge(score).isAnomaly)
        let change = try #require(try model.smallestChange(probe, row: 0, basis: .novel, rawScore: score))
        #expect(change.feature == "x2" && change.value > -20 && change.value <= model.features[2].expectedHigh)
        let feature = model.features[2]
        #expect(abs(change.distance - (change.value + 20) / (feature.expectedHigh - feature.expectedLow)) < 1e-9)
        row[2] = change.value
        let changed = try await model.scores(table(row), basis: .novel)
        #expect(changed == [change.rawScore] && !model.judge(changed[0]).isAnomaly)
    }

    /// Its own place in the fit would be its nearest neighbour, were it still there.
    @Test("a training row that is changed does not vouch for what it becomes", arguments: [Algorithm.knn, .lof])
    func replaced(_ algorithm: Algorithm) async throws {
        var values = try gaussian(rows: 120, columns: 2, seed: 4).values
        (values[7], values[127]) = (9, 0)
        let table = try FeatureTable(names: ["x0", "x1"], rowCount: 120, columnMajor: values)
        let model = try await TrainedModel.train(
            DetectorSpecification(
                algorithm: algorithm, members: algorithm.members, parameters: ["n_neighbors": .number(1)],
                thresholdPolicy: .fixedScore(2)),
            on: table)
        let score = try await model.scores(table, basis: .training(firstRow: 0))[7]
        let change = try #require(
            try model.smallestChange(table, row: 7, basis: .training(firstRow: 0), rawScore: score))
        #expect(change.feature == "x0" && change.value < 7)
        let without = try await TrainedModel.train(
            DetectorSpecification(
                algorithm: algorithm, members: algorithm.members, parameters: ["n_neighbors": .number(1)],
                thresholdPolicy: .fixedScore(2)),
            on: table.selecting(rows: (0..<120).filter { $0 != 7 }))
        let changed = try FeatureTable(columns: [("x0", [change.value]), ("x1", [0])])
        // Standardized by one row less, the same distance is somewhat more.
        #expect(try await without.scores(changed, basis: .novel)[0] < 4)
    }

    @Test("a normal row needs no change, and one that is off in all features gets none", arguments: Algorithm.allCases)
    func none(_ algorithm: Algorithm) async throws {
        let model = try await model(algorithm, gaussian(rows: 300, columns: 4, seed: 8))
        for row in [[0, 0, 0, 0], [30, -30, 30, -30]] as [[Double]] {
            let probe = try table(row)
            let score = try await model.scores(probe, basis: .novel)[0]
            #expect(model.threshold.flags(score) == (row[0] != 0))
            #expect(try model.smallestChange(probe, row: 0, basis: .novel, rawScore: score) == nil)
        }
    }

    /// The score is the largest distance from a median in robust deviations: the least change is known.
    @Test("the change is the smallest there is, to the last halving")
    func smallest() async throws {
        let training = try gaussian(rows: 400, columns: 3, seed: 4)
        let specification = DetectorSpecification(algorithm: .robustZ, parameters: ["aggregation": .text("max")])
        let model = try await TrainedModel.train(specification, on: training)
        let probe = try table([0, 9, 0])
        let change = try #require(try model.smallestChange(probe, row: 0, basis: .novel, rawScore: .infinity))
        let fit = try #require(model.full as? RobustZ)
        let edge = fit.features[1].median + fit.features[1].scale * model.threshold.rawScore
        #expect(change.value <= edge && edge - change.value < (9 - edge) / 1000)
    }

    /// y follows x: what is ordinary alone is strange together, and normal on the far side of the median.
    @Test("a value beyond the median is found where features depend on one another")
    func beyondTheMedian() async throws {
        let noise = try gaussian(rows: 400, columns: 2, seed: 3)
        let x = (0..<400).map { noise[row: $0, column: 0] }
        let y = (0..<400).map { x[$0] + 0.05 * noise[row: $0, column: 1] }
        let model = try await model(.knn, FeatureTable(columns: [("x0", x), ("x1", y)]))
        let probe = try table([1.2, -1.2])
        let change = try #require(try model.smallestChange(probe, row: 0, basis: .novel, rawScore: .infinity))
        let target = change.feature == "x0" ? -1.2 : 1.2
        #expect(abs(change.value - target) < 0.4)
    }

    @Test("missing values, constant features and training rows have a defined answer", arguments: Algorithm.allCases)
    func odd(_ algorithm: Algorithm) async throws {
        var columns = (0..<2).map { column in (name: "x\(column)", values: [Double]()) }
        let values = try gaussian(rows: 60, columns: 2, seed: 9)
        for column in 0..<2 { columns[column].values = (0..<60).map { values[row: $0, column: column] } }
        columns[0].values[7] = 40
        columns.append((name: "x2", values: Array(repeating: 5, count: 60)))
        let table = try FeatureTable(columns: columns)
        let model = try await model(algorithm, table)
        for row in [[.nan, 50, 5], [0, 0, 6], [1e150, .nan, .nan], [0, 0, -1e150]] {
            let probe = try self.table(row)
            let change = try model.smallestChange(probe, row: 0, basis: .novel, rawScore: .infinity)
            #expect(
                change.map { $0.distance.isFinite && $0.value.isFinite && !model.threshold.flags($0.rawScore) } != false
            )
        }
        let basis = ScoreBasis.training(firstRow: 0)
        var strict = model
        strict.threshold.rawScore = try await model.scores(table, basis: basis)[7].nextDown
        let change = try strict.smallestChange(table, row: 7, basis: basis, rawScore: .infinity)
        #expect(change.map { !strict.threshold.flags($0.rawScore) } == true)
    }

    @Test("no more rows are scored than is stated, and the strongest features alone", arguments: [1, 32, 33])
    func bounded(_ columns: Int) async throws {
        let per = DetectorLimits.changeCandidates + 2 + DetectorLimits.changeHalvings
        #expect(DetectorLimits.changeTriesPerRow(features: columns) == min(columns, 32) * per)
        let profile = FeatureProfile(
            name: "x", median: 0, expectedLow: -1, expectedHigh: 1, minimum: -2, maximum: 2, presentCount: 9)
        for value in [0, 9, 0.3, .nan] {
            let search = ChangeSearch(column: 0, value: value, profile)
            #expect(search.candidates.count <= DetectorLimits.changeCandidates + 2)
            let start = value.isNaN ? 0 : value
            #expect(search.candidates.map { abs($0 - start) } == search.candidates.map { abs($0 - start) }.sorted())
        }
    }
}
