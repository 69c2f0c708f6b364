import Detectors
import Messages
import RPC

/// A SimulateThreshold request, checked and answered by a model's calibration.
struct ThresholdSimulation {
    let response: DetectionV1.SimulateThresholdResponse

    init(_ request: DetectionV1.SimulateThresholdRequest, _ model: TrainedModel) throws {
        let rowsPerDay = try RowsPerDay.check(given: request.rowsPerDay, field: "rows_per_day") ?? model.rowsPerDay
        let range = try Self.range(request, model.calibration)
        try Self.check(policies: request.policies.count, points: range?.points ?? 0)
        var thresholds = try model.calibration.simulate(
            Self.policies(request.policies), rowsPerDay: rowsPerDay, trainingMode: model.trainingMode)
        if let range { thresholds += try model.calibration.simulate(range, rowsPerDay: rowsPerDay) }
        response = DetectionV1.SimulateThresholdResponse(
            thresholds: thresholds.map(\.message), calibration: model.calibration.message,
            current: model.calibration.simulate(model.threshold, rowsPerDay: rowsPerDay).message)
    }

    /// The one that is asked for; the standard one when nothing is.
    private static func range(
        _ request: DetectionV1.SimulateThresholdRequest, _ calibration: Calibration
    ) throws(RPCError) -> ScoreRange? {
        guard request.range != nil || request.policies.isEmpty else { return nil }
        let given = request.range ?? .init()
        guard given.points >= 0 else { throw .invalidArgument(field: "range.points", "must not be negative") }
        let standard = calibration.standardRange
        return ScoreRange(
            low: given.low ?? standard.low, high: given.high ?? standard.high,
            points: given.points == 0 ? ScoreRange.pointsDefault : Int(given.points))
    }

    private static func check(policies: Int, points: Int) throws(RPCError) {
        guard policies + points <= DetectorLimits.simulatedThresholdsMax else {
            throw .invalidArgument(
                field: points > 0 ? "range.points" : "policies",
                "\(policies + points) thresholds; at most \(DetectorLimits.simulatedThresholdsMax) in one call")
        }
    }

    private static func policies(_ policies: [DetectionV1.ThresholdPolicy]) throws(RPCError) -> [ThresholdPolicy] {
        var read: [ThresholdPolicy] = []
        for (index, policy) in policies.enumerated() {
            guard let content = policy.policy else {
                throw .invalidArgument(field: "policies[\(index)]", "names no policy")
            }
            guard policy.rowsPerDay == 0 else {
                throw .invalidArgument(field: "policies[\(index)].rows_per_day", "is the request's own rows_per_day")
            }
            read.append(ThresholdPolicy(content))
        }
        return read
    }
}

extension SimulatedThreshold {
    fileprivate var message: DetectionV1.SimulatedThreshold {
        DetectionV1.SimulatedThreshold(
            threshold: threshold.message, falsePositiveRate: falsePositiveRate, flaggedCount: Int64(flaggedCount),
            flaggedShare: flaggedShare, alertsPerDay: alertsPerDay)
    }
}
