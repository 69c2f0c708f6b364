import Testing

@testable import Detectors

@Suite struct CalibrationTests {
    /// In-sample calibration flags about 10 % of new rows here where 5 % is asked for.
    @Test("the false-positive rate on new rows is the one asked for", arguments: Algorithm.allCases, [0.02, 0.1])
    func nominalRate(_ algorithm: Algorithm, _ rate: Double) async throws {
        var flagged = 0
        var total = 0
        for round in 0..<8 {
            let training = try gaussian(rows: 200, columns: 10, seed: UInt64(round))
            let fresh = try gaussian(rows: 400, columns: 10, seed: UInt64(1000 + round))
            let model = try await TrainedModel.train(
                DetectorSpecification(
                    algorithm: algorithm, members: algorithm.members, parameters: algorithm.quick,
                    thresholdPolicy: .falsePositiveRate(rate),
                    trainingMode: .clean, seed: UInt64(round)), on: training)
            flagged += try await model.scores(fresh, basis: .novel).filter { model.judge($0).isAnomaly }.count
            total += fresh.rowCount
        }
        let actual = Double(flagged) / Double(total)
        #expect(actual > rate * 0.4 && actual < rate * 1.6, "nominal \(rate), actual \(actual)")
    }

    /// One training row in twenty is far out, so what is calibrated on all of them flags less than was asked for.
    @Test(
        "anomalies among the training rows make fewer normal rows be flagged, never more", arguments: Algorithm.allCases
    )
    func contaminatedRate(_ algorithm: Algorithm) async throws {
        let rate = 0.1
        var flagged = 0
        var total = 0
        for round in 0..<6 {
            let clean = try gaussian(rows: 200, columns: 5, seed: UInt64(round))
            var values = clean.values
            for row in 0..<10 {
                for column in 0..<5 { values[column * 200 + 20 * row] += (row + column) % 2 == 0 ? 7 : -7 }
            }
            let training = try FeatureTable(names: clean.names, rowCount: 200, columnMajor: values)
            let fresh = try gaussian(rows: 400, columns: 5, seed: UInt64(1000 + round))
            let model = try await TrainedModel.train(
                DetectorSpecification(
                    algorithm: algorithm, members: algorithm.members, parameters: algorithm.quick,
                    thresholdPolicy: .falsePositiveRate(rate),
                    seed: UInt64(round)), on: training)
            flagged += try await model.scores(fresh, basis: .novel).filter { model.judge($0).isAnomaly }.count
            total += fresh.rowCount
        }
        let actual = Double(flagged) / Double(total)
        #expect(actual < rate * 1.2, "nominal \(rate), actual \(actual)")
    }

    @Test("a training row does not vouch for itself", arguments: Algorithm.allCases)
    func leftOut(_ algorithm: Algorithm) async throws {
        // One row far from 49 others.
        var values = try gaussian(rows: 50, columns: 1, seed: 3).values
        values[17] = 1000
        let table = try FeatureTable(columns: [("x", values)])
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: algorithm, members: algorithm.members), on: table)
        let training = try await model.scores(table, basis: .training(firstRow: 0))
        #expect(training.max() == training[17])
        let vouched = try await model.scores(table, basis: .novel)
        #expect(algorithm.knowsOnlyItsRange || training[17] >= vouched[17])
        // Fair cuts lie between training rows: what is beyond them all is as strange as the outermost, here of three in fifty.
        #expect(model.judge(training[17]).isAnomaly || algorithm == .fairCutForest)
        #expect(model.judge(training[17]).pValue < 0.1)
    }

    @Test("labels can be recomputed from scores and the reported threshold", arguments: Algorithm.allCases)
    func thresholdApplied(_ algorithm: Algorithm) async throws {
        let set = try ReferenceSet("breastw")
        for policy in [
            ThresholdPolicy.contamination(0.3), .falsePositiveRate(0.1), .fixedScore(0.55), .iqr(1), .mad(2),
            .alertsPerDay(3),
        ] {
            let model = try await TrainedModel.train(
                DetectorSpecification(
                    algorithm: algorithm, members: algorithm.members, thresholdPolicy: policy, rowsPerDay: 40),
                on: set.table)
            for score in try await model.scores(set.table, basis: .training(firstRow: 0)) {
                let judgement = model.judge(score)
                #expect(judgement.isAnomaly == (score > model.threshold.rawScore))
                #expect(judgement.isAnomaly == (judgement.relativeScore >= 1))
                switch policy {
                case .falsePositiveRate(let rate): #expect(judgement.isAnomaly == (judgement.pValue <= rate))
                case .alertsPerDay(let alerts): #expect(judgement.isAnomaly == (judgement.pValue <= alerts / 40))
                default: break
                }
                #expect((judgement.severity == .none) == !judgement.isAnomaly)
            }
        }
    }

    @Test("contamination flags that share of the training rows")
    func contamination() throws {
        let calibration = Calibration(method: .crossFit, scores: (0..<100).map(Double.init))
        let threshold = try calibration.threshold(.contamination(0.05))
        #expect(calibration.scores.filter(threshold.flags).count == 5)
        #expect(threshold.rawScore == 94)
        let ties = Calibration(
            method: .crossFit, scores: Array(repeating: 1, count: 90) + Array(repeating: 2, count: 10))
        #expect(ties.scores.filter(try ties.threshold(.contamination(0.05)).flags).isEmpty)
    }

    @Test("p-values count calibration scores that are as high")
    func pValues() {
        let calibration = Calibration(method: .crossFit, scores: [1, 2, 2, 3])
        let scores: [Double] = [0, 1, 2, 3, 4]
        let expected: [Double] = [1, 1, 0.8, 0.4, 0.2]
        #expect(scores.map(calibration.pValue) == expected)
    }

    @Test("a rate at the smallest p-value is taken, one below is refused")
    func unreachableRate() throws {
        let calibration = Calibration(method: .crossFit, scores: (0..<99).map(Double.init))
        let threshold = try calibration.threshold(.falsePositiveRate(0.01))
        #expect(threshold.rawScore == 98)
        #expect(throws: DetectorError.self) { try calibration.threshold(.falsePositiveRate(0.0099)) }
    }

    @Test("severity follows fixed bands")
    func severity() {
        let bands = [0.99, 1, 1.24, 1.25, 1.5, 1.99, 2, 9].map { Severity(relativeScore: $0, isAnomaly: $0 >= 1) }
        #expect(bands == [.none, .low, .low, .medium, .high, .high, .critical, .critical])
    }

    @Test("folds are balanced and follow from the row's index and the seed")
    func folds() {
        let plan = FoldPlan(seed: 9, foldCount: 5)
        let all = plan.folds(of: 0..<1003)
        #expect(plan.folds(of: 500..<777) == Array(all[500..<777]))
        for fold in 0..<5 { #expect((200...201).contains(all.filter { $0 == fold }.count)) }
        #expect(FoldPlan(seed: 10, foldCount: 5).folds(of: 0..<1003) != all)
    }
}
