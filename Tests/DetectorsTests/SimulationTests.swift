import Testing

@testable import Detectors

@Suite struct SimulationTests {
    private let calibration = Calibration(method: .crossFit, scores: (0..<99).map(Double.init))

    @Test("each policy gives what training would have applied, with what it flags of the calibration rows")
    func policies() throws {
        let policies: [ThresholdPolicy] = [.contamination(0.1), .falsePositiveRate(0.05), .alertsPerDay(2), .iqr(0.1)]
        let simulated = try calibration.simulate(policies, rowsPerDay: 20)
        #expect(simulated.map(\.threshold) == (try policies.map { try calibration.threshold($0, rowsPerDay: 20) }))
        for each in simulated {
            #expect(each.flaggedCount == calibration.scores.filter(each.threshold.flags).count)
            #expect(each.flaggedShare == Double(each.flaggedCount) / 99)
            #expect(each.falsePositiveRate == Double(each.flaggedCount + 1) / 100)
            #expect(each.alertsPerDay == each.falsePositiveRate * 20)
        }
        #expect(simulated.map(\.flaggedCount) == [9, 4, 9, 20])
        #expect(simulated[2].alertsPerDay == 2)
        #expect(try calibration.simulate([.mad(1)])[0].alertsPerDay == nil)
    }

    @Test("a range holds both its ends, and no threshold flags more than one before it")
    func range() throws {
        let simulated = try calibration.simulate(ScoreRange(low: 9, high: 99, points: 10), rowsPerDay: 100)
        #expect(simulated.map(\.threshold.rawScore) == [9, 19, 29, 39, 49, 59, 69, 79, 89, 99])
        #expect(simulated.map(\.flaggedCount) == [89, 79, 69, 59, 49, 39, 29, 19, 9, 0])
        #expect(simulated.last?.alertsPerDay == 1)
        let standard = calibration.standardRange
        #expect(standard.low == 49 && standard.high == 98 && standard.points == 50)
        #expect(try calibration.simulate(ScoreRange(low: 3, high: 3, points: 7)).count == 1)
        let wide = ScoreRange(low: -.greatestFiniteMagnitude, high: .greatestFiniteMagnitude, points: 5)
        #expect(try calibration.simulate(wide).map(\.threshold.rawScore).allSatisfy(\.isFinite))
    }

    @Test("as many points as are allowed are taken, one more is refused, and so are ranges that are none")
    func limits() throws {
        let most = DetectorLimits.simulatedThresholdsMax
        #expect(try calibration.simulate(ScoreRange(low: 0, high: 1, points: most)).count == most)
        let refused: [(ScoreRange, String)] = [
            (ScoreRange(low: 0, high: 1, points: most + 1), "range.points"),
            (ScoreRange(low: 0, high: 1, points: 0), "range.points"), (ScoreRange(low: 1, high: 0), "range"),
            (ScoreRange(low: .nan, high: 0), "range"), (ScoreRange(low: 0, high: .infinity), "range"),
        ]
        for (range, field) in refused {
            #expect(throws: DetectorError.self) { try calibration.simulate(range) }
            do { _ = try calibration.simulate(range) } catch { #expect(error.field == field) }
        }
    }

    @Test("what stands against a policy names its place")
    func refusals() {
        let refused: [(ThresholdPolicy, TrainingMode, String)] = [
            (.contamination(0.1), .clean, "policies[1].contamination"),
            (.falsePositiveRate(0.001), .clean, "policies[1].false_positive_rate"),
            (.alertsPerDay(1), .clean, "rows_per_day"), (.iqr(-1), .contaminated, "policies[1].iqr"),
        ]
        for (policy, mode, field) in refused {
            let error = #expect(throws: DetectorError.self) {
                try calibration.simulate([.iqr(1), policy], trainingMode: mode)
            }
            #expect(error?.field == field)
        }
    }

    @Test("new rows are flagged as often as is simulated")
    func actual() async throws {
        let table = try gaussian(rows: 1000, columns: 2, seed: 1)
        let model = try await TrainedModel.train(.init(algorithm: .robustZ), on: table)
        let fresh = try await model.scores(try gaussian(rows: 20_000, columns: 2, seed: 2), basis: .novel)
        for simulated in try model.calibration.simulate([.falsePositiveRate(0.1), .falsePositiveRate(0.3), .iqr(1)]) {
            let actual = Double(fresh.count(where: simulated.threshold.flags)) / Double(fresh.count)
            #expect(abs(actual - simulated.falsePositiveRate) < 0.035)
        }
    }
}
