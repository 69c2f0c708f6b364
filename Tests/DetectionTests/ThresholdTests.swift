import API
import Detectors
import FoundationEssentials
import Messages
import RPC
import TestKit
import Testing

@testable import DetectionBackend

/// Where normal ends: what policies need of the data, and what others would have flagged.
@Suite(.timeLimit(.minutes(5))) struct ThresholdTests {
    private func detector(
        _ fixture: DetectionFixture, _ policy: DetectionV1.ThresholdPolicy, _ mode: DetectionV1.TrainingMode = .clean
    ) async throws -> String {
        try await fixture.replica.detectors.createDetector(
            .init(detector: .init(algorithm: "ecod", thresholdPolicy: policy, trainingMode: mode)),
            options: fixture.scientist()
        ).name
    }

    /// One row a second.
    private let timed = TestTable.strange(rows: 200).withIdentity()

    @Test func `rows per day come from event times, which go before what the policy says`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(timed)
            for given in [0, 17.0] {
                let policy = DetectionV1.ThresholdPolicy(policy: .alertsPerDay(8640), rowsPerDay: given)
                let model = try await fixture.train(detector(fixture, policy), on: version)
                #expect(model.rowsPerDay == 86_400)
                #expect(model.threshold?.policy == "alerts_per_day" && model.threshold?.pValue == 0.1)
                let rate = try await fixture.train(
                    detector(fixture, .init(policy: .falsePositiveRate(0.1))), on: version)
                #expect(rate.threshold?.rawScore == model.threshold?.rawScore && rate.rowsPerDay == 86_400)
            }
        }
    }

    @Test func `without event times the policy's own rows per day count, and without these nothing is trained`()
        async throws
    {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 200))
            let policy = DetectionV1.ThresholdPolicy(policy: .alertsPerDay(10), rowsPerDay: 100)
            let model = try await fixture.train(detector(fixture, policy), on: version)
            #expect(model.rowsPerDay == 100 && model.threshold?.pValue == 0.1)

            let silent = try await detector(fixture, .init(policy: .alertsPerDay(10)))
            let error = try await rpcError { try await fixture.training(of: silent, on: version) }
            #expect(error.code == .failedPrecondition)
            #expect(error.message.hasPrefix("threshold_policy.rows_per_day: "), "\(error)")
            let other = try await fixture.train(
                detector(fixture, .init(policy: .falsePositiveRate(0.1))), on: version)
            #expect(other.rowsPerDay == nil)
        }
    }

    @Test func `event times that tell nothing fail the training by the field that would`() async throws {
        var table = timed
        table.columns[4].values = .times(Array(repeating: 1_700_000_000_000_000, count: 200))
        try await DetectionFixture.with { fixture in
            let silent = try await detector(fixture, .init(policy: .alertsPerDay(10)))
            let operation = try await fixture.training(of: silent, on: fixture.add(table))
            guard case .error(let status)? = operation.result else {
                throw DetectionFixture.TrainingFailed(operation: operation)
            }
            #expect(status.message.hasPrefix("threshold_policy.rows_per_day: "), "\(status)")
        }
    }

    @Test func `a simulated policy is what training would have applied, with its alerts per day`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(timed)
            let policies: [DetectionV1.ThresholdPolicy.Policy] = [
                .falsePositiveRate(0.05), .iqr(0), .mad(3), .fixedScore(4), .alertsPerDay(10_000),
            ]
            let name = try await fixture.train(
                detector(fixture, .init(policy: .falsePositiveRate(0.1))), on: version
            ).name
            let answer = try await fixture.replica.models.simulateThreshold(
                .init(name: name, policies: policies.map { .init(policy: $0) }, range: .init(points: 3)),
                options: fixture.scientist())
            #expect(answer.thresholds.count == policies.count + 3)
            for (policy, simulated) in zip(policies, answer.thresholds) {
                let trained = try await fixture.train(detector(fixture, .init(policy: policy)), on: version)
                #expect(simulated.threshold == trained.threshold)
                #expect(simulated.alertsPerDay == 86_400 * simulated.falsePositiveRate)
                #expect(simulated.flaggedShare == Double(simulated.flaggedCount) / 200)
            }
            #expect(answer.thresholds.suffix(3).map(\.flaggedCount).last == 0)
            #expect(answer.current?.threshold?.policy == "false_positive_rate" && answer.calibration?.n == 200)
            let slow = try await fixture.replica.models.simulateThreshold(
                .init(name: name, rowsPerDay: 10), options: fixture.scientist())
            #expect(slow.thresholds.count == 50)
            #expect(slow.thresholds.allSatisfy { $0.alertsPerDay == 10 * $0.falsePositiveRate })
        }
    }

    @Test func `a simulation that is wrong names its field, and the most that is allowed is taken`() async throws {
        try await DetectionFixture.with { fixture in
            let name = try await fixture.train(
                detector(fixture, .init(policy: .falsePositiveRate(0.1))), on: fixture.add(.strange(rows: 100))
            ).name
            let options = try fixture.scientist()
            let models = fixture.replica.models
            func policy(_ policy: DetectionV1.ThresholdPolicy.Policy?) -> DetectionV1.SimulateThresholdRequest {
                .init(name: name, policies: [.init(policy: .iqr(1)), .init(policy: policy)])
            }
            var own = policy(.mad(1))
            own.policies[1].rowsPerDay = 5
            let most = Int32(DetectorLimits.simulatedThresholdsMax)
            let refused: [(DetectionV1.SimulateThresholdRequest, String)] = [
                (policy(nil), "policies[1]"), (policy(.mad(-1)), "policies[1].mad"), (own, "policies[1].rows_per_day"),
                (policy(.contamination(0.1)), "policies[1].contamination"),
                (.init(name: name, rowsPerDay: -1), "rows_per_day"),
                (.init(name: name, range: .init(low: 2, high: 1)), "range"),
                (.init(name: name, range: .init(points: -1)), "range.points"),
                (.init(name: name, range: .init(points: most + 1)), "range.points"),
                (.init(name: name, policies: [.init(policy: .iqr(1))], range: .init(points: most)), "range.points"),
                (
                    .init(name: name, policies: Array(repeating: .init(policy: .iqr(1)), count: Int(most) + 1)),
                    "policies"
                ),
            ]
            for (request, field) in refused {
                let error = try await rpcError { try await models.simulateThreshold(request, options: options) }
                #expect(error.code == .invalidArgument && error.fields == [field], "\(field): \(error)")
            }
            for (policy, field) in [
                (.falsePositiveRate(0.001), "policies[1].false_positive_rate: "), (.alertsPerDay(1), "rows_per_day: "),
            ] as [(DetectionV1.ThresholdPolicy.Policy, String)] {
                let request = DetectionV1.SimulateThresholdRequest(
                    name: name, policies: [.init(policy: .iqr(1)), .init(policy: policy)])
                let error = try await rpcError { try await models.simulateThreshold(request, options: options) }
                #expect(error.code == .failedPrecondition && error.message.hasPrefix(field), "\(error)")
            }
            let request = DetectionV1.SimulateThresholdRequest(name: name, range: .init(points: most))
            #expect(try await models.simulateThreshold(request, options: options).thresholds.count == Int(most))
        }
    }

    @Test func `a flagged row that is explained comes with the smallest change that makes it normal`() async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await fixture.detector("robust_z").name
            try await fixture.train(detector, on: fixture.add(.strange(rows: 200)))
            let probe = TestTable(["a": [0, 0, 500], "b": [30, 0.1, 500], "c": [0, 0, 500]])
            let scores = try await fixture.score(detector, probe, explain: true)
            let change = try #require(scores[0].smallestChange)
            #expect(scores[0].isAnomaly && change.feature == "b" && change.value < 30)
            let changed = TestTable(["a": [0], "b": [change.value], "c": [0]])
            let after = try await fixture.score(detector, changed)[0]
            #expect(!after.isAnomaly && after.rawScore == change.rawScore)
            #expect(scores[1].smallestChange == nil && scores[2].smallestChange == nil && scores[2].isAnomaly)
            #expect(try await fixture.score(detector, probe)[0].smallestChange == nil)
        }
    }

    @Test func `the most anomalous rows come first, as many as the tries are enough for`() async throws {
        let column = (0..<100).map(Double.init)
        let table = DataTable(try FeatureTable(columns: [("a", column), ("b", column)]))
        let model = try await TrainedModel.train(
            .init(algorithm: .robustZ, thresholdPolicy: .contamination(0.1)), on: table)
        let scores = (0..<50).map { model.threshold.rawScore + ($0 % 2 == 0 ? Double($0) : -Double($0)) }
        let perRow = DetectorLimits.changeTriesPerRow(features: 2)
        #expect(model.rowsToChange(scores, triesMax: 3 * perRow) == [48, 46, 44])
        #expect(model.rowsToChange(scores, triesMax: 3 * perRow - 1) == [48, 46])
        #expect(model.rowsToChange(scores, triesMax: 0).isEmpty)
        #expect(model.rowsToChange(scores, triesMax: .max).count == 24)
    }
}
