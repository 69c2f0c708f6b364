import Testing

@testable import Detectors

@Suite struct ThresholdTests {
    private func calibration(_ scores: [Double]) -> Calibration {
        Calibration(method: .crossFit, scores: scores.sorted())
    }

    @Test("alerts per day are a rate of the rows per day")
    func alertsPerDay() throws {
        let calibration = calibration((0..<999).map(Double.init))
        let threshold = try calibration.threshold(.alertsPerDay(5), rowsPerDay: 500)
        let rate = try calibration.threshold(.falsePositiveRate(0.01))
        #expect(threshold.rawScore == rate.rawScore && threshold.pValue == 0.01)
        #expect(threshold.policy == .alertsPerDay(5))
        // With ten times the rows a tenth of them is as many.
        #expect(try calibration.threshold(.alertsPerDay(50), rowsPerDay: 5000).rawScore == rate.rawScore)
    }

    @Test("alerts per day without rows per day, as many as rows, or too few to tell are refused by name")
    func alertsRefused() {
        let calibration = calibration((0..<99).map(Double.init))
        let cases: [(Double, Double?, String)] = [
            (5, nil, "rows_per_day"), (5, 5, "alerts_per_day"), (6, 5, "alerts_per_day"),
            (9.9, 1000, "alerts_per_day"), (1e-300, 1e300, "alerts_per_day"),
        ]
        for (alerts, rows, field) in cases {
            let error = #expect(throws: DetectorError.self) {
                try calibration.threshold(.alertsPerDay(alerts), rowsPerDay: rows)
            }
            #expect(error?.field == "threshold_policy.\(field)", "\(alerts) of \(String(describing: rows))")
            #expect(error?.kind == .failedPrecondition)
        }
        #expect(throws: Never.self) { try calibration.threshold(.alertsPerDay(10), rowsPerDay: 1000) }
    }

    @Test("training refuses alerts per day without rows per day before it fits anything")
    func trainingRefuses() async throws {
        let table = try gaussian(rows: 30, columns: 2, seed: 1)
        let specification = DetectorSpecification(algorithm: .ecod, thresholdPolicy: .alertsPerDay(1))
        let field = await fieldOfError {
            _ = try await TrainedModel.train(specification, on: table) { _ in Issue.record("it was fitted") }
        }
        #expect(field == "threshold_policy.rows_per_day")
        var told = specification
        told.rowsPerDay = 10
        let model = try await TrainedModel.train(told, on: table)
        #expect(model.rowsPerDay == 10 && model.threshold.pValue == 0.1)
        let read = try TrainedModel(snapshot: model.snapshot())
        #expect(read.rowsPerDay == 10 && read.threshold == model.threshold)
    }

    @Test("n rows at equal distances have n - 1 distances between them, and rows without a time come as often")
    func rowsPerDay() {
        #expect(RowsPerDay.estimate(rowCount: 25, timedRowCount: 25, seconds: 86_400) == 24)
        #expect(RowsPerDay.estimate(rowCount: 50, timedRowCount: 25, seconds: 86_400) == 48)
        for (timed, seconds) in [(0, 0.0), (1, 10), (5, 0), (5, -1), (5, .nan), (5, .infinity)] {
            #expect(RowsPerDay.estimate(rowCount: 5, timedRowCount: timed, seconds: seconds) == nil)
        }
    }

    /// numpy: q1, q2, q3 = percentile(range(101), [25, 50, 75]).
    @Test("quartiles and the MAD give the thresholds that their definitions do")
    func fences() throws {
        let calibration = calibration((0...100).map(Double.init))
        let iqr = try calibration.threshold(.iqr(0.4))
        #expect(iqr.rawScore == 75 + 0.4 * 50)
        // 96, …, 100 lie above.
        #expect(iqr.pValue == 6.0 / 102)
        let mad = try calibration.threshold(.mad(1))
        #expect(abs(mad.rawScore - (50 + 1.482602218505602 * 25)) < 1e-12)
        #expect(mad.pValue == Double(1 + 100 - 87) / 102)
        #expect(try calibration.threshold(.iqr(1.5)).pValue == 1.0 / 102)
        let four = self.calibration([1, 2, 3, 10])
        #expect(try four.threshold(.iqr(1)).rawScore == 4.75 + (4.75 - 1.75))
    }

    @Test("the three spreads agree on a normal distribution")
    func spreadsAgree() throws {
        var generator = SeededGenerator(seed: 5, stream: 0)
        let normal = (0..<20_000).map { _ in (0..<12).reduce(-6.0) { sum, _ in sum + generator.unit() } }
        let spread = Spread(normal.sorted())
        #expect(abs(spread.fence(mad: 3) - 3) < 0.1)
        #expect(abs(spread.fence(iqr: 1) - 3 * NormalDistribution.quartileRange / 2) < 0.1)
        // More than half of them one number: the mean absolute deviation of the others' share stands in.
        let piled = Spread((Array(repeating: 0.0, count: 20_000) + normal.prefix(10_000)).sorted())
        #expect(abs(piled.fence(mad: 3) - 3.0 / 3) < 0.05)
    }

    @Test("where most scores are one number the mean absolute deviation stands in, and where all are, that number")
    func degenerate() throws {
        let most = calibration(Array(repeating: 1, count: 90) + Array(repeating: 3, count: 10))
        let mean = NormalDistribution.deviationsPerMeanDeviation * 0.2
        #expect(abs(try most.threshold(.mad(3.5)).rawScore - (1 + 3.5 * mean)) < 1e-12)
        #expect(
            abs(try most.threshold(.iqr(1.5)).rawScore - (1 + 1.5 * NormalDistribution.quartileRange * mean)) < 1e-12)
        #expect(try most.threshold(.mad(3.5)).flags(3))
        let all = calibration(Array(repeating: 7, count: 30))
        for policy in [ThresholdPolicy.iqr(1.5), .mad(3.5)] {
            let threshold = try all.threshold(policy)
            #expect(threshold.rawScore == 7 && threshold.pValue == 1.0 / 31)
            #expect(!threshold.flags(7) && threshold.flags(7.0.nextUp))
        }
        #expect(try calibration([2]).threshold(.iqr(1.5)).rawScore == 2)
        let wide = calibration([-.greatestFiniteMagnitude, -1, 0, 1, .greatestFiniteMagnitude])
        for policy in [ThresholdPolicy.iqr(1e300), .mad(1e308)] {
            #expect(try wide.threshold(policy).rawScore.isFinite)
        }
        let ends = calibration([-.greatestFiniteMagnitude, .greatestFiniteMagnitude])
        #expect(try ends.threshold(.mad(3.5)).rawScore.isFinite)
    }

    @Test("a policy that is named needs no value but its own; what is out of range is refused by name")
    func checks() {
        for policy in [ThresholdPolicy.alertsPerDay(0), .iqr(0), .mad(-1), .iqr(.nan), .mad(.infinity)] {
            for mode in [TrainingMode.clean, .contaminated] {
                let error = #expect(throws: DetectorError.self) { try policy.check(mode) }
                #expect(error?.field == "threshold_policy.\(policy.name)")
            }
        }
        for rows in [0, -1, Double.nan, .infinity] {
            let specification = DetectorSpecification(algorithm: .ecod, rowsPerDay: rows)
            #expect(throws: DetectorError.self) { try specification.check() }
        }
    }

    @Test("every policy is described, and the default of each mode is one that may be used in it")
    func described() throws {
        let names = ThresholdPolicyDescription.all.map(\.name)
        for name in names { #expect(ThresholdPolicy(name: name, value: 1)?.name == name) }
        #expect(Set(names).count == 6)
        for mode in [TrainingMode.clean, .contaminated] {
            let standard = ThresholdPolicy.standard(mode)
            #expect(throws: Never.self) { try standard.check(mode) }
            let described = ThresholdPolicyDescription.all.filter { $0.defaultFor.contains(mode) }
            #expect(described.map(\.name) == [standard.name] && described.map(\.defaultValue) == [standard.value])
        }
    }

    @Test("a threshold's name and value read back as the policy")
    func names() {
        let policies: [ThresholdPolicy] = [
            .contamination(0.1), .falsePositiveRate(0.1), .fixedScore(3), .alertsPerDay(4), .iqr(2), .mad(3),
        ]
        for policy in policies { #expect(ThresholdPolicy(name: policy.name, value: policy.value) == policy) }
        #expect(ThresholdPolicy(name: "oracle", value: 1) == nil)
    }
}
