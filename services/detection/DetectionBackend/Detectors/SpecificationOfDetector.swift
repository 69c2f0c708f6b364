package import Detectors
import Messages
package import RPC

extension DetectorSpecification {
    /// The mathematics' view of a detector.
    ///
    /// - Throws: INVALID_ARGUMENT naming the field below `detector`.
    init(_ detector: DetectionV1.Detector) throws(RPCError) {
        let algorithm: Algorithm
        do throws(DetectorError) {
            algorithm = try Algorithm(named: detector.algorithm)
        } catch {
            throw RPCError.invalidArgument(field: "detector.\(error.field)", error.message)
        }
        let combiner = try Combiner(detector.combiner)
        let parameters = try Self.parameters(detector.parameters, field: "detector.parameters")
        let members = try Self.members(detector)
        let preprocessing = try Preprocessing(detector.preprocessing)
        do throws(DetectorError) {
            self.init(
                algorithm: algorithm, members: members, combiner: combiner,
                parameters: parameters, preprocessing: preprocessing,
                thresholdPolicy: Self.policy(detector.thresholdPolicy, detector.trainingMode),
                trainingMode: detector.trainingMode == .clean ? .clean : .contaminated,
                rowsPerDay: try RowsPerDay.check(
                    given: detector.thresholdPolicy?.rowsPerDay ?? 0, field: "threshold_policy.rows_per_day"),
                seed: detector.seed)
            try check()
        } catch {
            throw RPCError.invalidArgument(field: "detector.\(error.field)", error.message)
        }
    }

    private static func members(_ detector: DetectionV1.Detector) throws(RPCError) -> [Member] {
        guard detector.combiner == .unspecified || detector.algorithm == Algorithm.ensemble.rawValue else {
            throw .invalidArgument(
                field: "detector.combiner", "\(detector.algorithm) takes none; an ensemble does")
        }
        var members: [Member] = []
        for (index, member) in detector.members.enumerated() {
            let field = "detector.members[\(index)]"
            let parameters = try parameters(member.parameters, field: "\(field).parameters")
            do throws(DetectorError) {
                members.append(
                    Member(
                        try Algorithm(named: member.algorithm), parameters,
                        weight: member.weight == 0 ? 1 : member.weight))
            } catch {
                throw RPCError.invalidArgument(field: "\(field).\(error.field)", error.message)
            }
        }
        return members
    }

    private static func parameters(
        _ fields: GoogleProtobuf.Struct?, field: String
    ) throws(RPCError) -> [String: ParameterValue] {
        var parameters: [String: ParameterValue] = [:]
        for (name, value) in fields?.fields ?? [:] {
            switch value.kind {
            case .numberValue(let number): parameters[name] = .number(number)
            case .stringValue(let text): parameters[name] = .text(text)
            case .boolValue(let flag): parameters[name] = .boolean(flag)
            default:
                throw RPCError.invalidArgument(
                    field: "\(field).\(name)", "must be a number, text or boolean")
            }
        }
        return parameters
    }

    private static func policy(
        _ policy: DetectionV1.ThresholdPolicy?, _ mode: DetectionV1.TrainingMode
    ) -> ThresholdPolicy {
        policy?.policy.map { ThresholdPolicy($0) } ?? .standard(mode == .clean ? .clean : .contaminated)
    }
}

extension ThresholdPolicy {
    init(_ policy: DetectionV1.ThresholdPolicy.Policy) {
        self =
            switch policy {
            case .contamination(let share): .contamination(share)
            case .falsePositiveRate(let rate): .falsePositiveRate(rate)
            case .fixedScore(let score): .fixedScore(score)
            case .alertsPerDay(let alerts): .alertsPerDay(alerts)
            case .iqr(let multiplier): .iqr(multiplier == 0 ? Self.iqrDefault : multiplier)
            case .mad(let multiplier): .mad(multiplier == 0 ? Self.madDefault : multiplier)
            }
    }
}

extension DetectorError: RPCErrorConvertible {
    package var rpcError: RPCError {
        switch kind {
        case .invalidArgument: .invalidArgument(field: field, message)
        case .failedPrecondition: RPCError(.failedPrecondition, description)
        case .corruptModel: RPCError(.dataLoss, description)
        }
    }
}
