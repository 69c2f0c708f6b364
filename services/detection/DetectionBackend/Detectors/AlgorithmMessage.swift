import Detectors
import Messages

extension Algorithm {
    /// The catalogue entry that users read.
    var message: DetectionV1.Algorithm {
        let description = description
        return DetectionV1.Algorithm(
            name: "algorithms/\(rawValue)", displayName: description.displayName, description: description.description,
            parameters: description.parameters.map(\.message),
            supports: DetectionV1.AlgorithmSupport(
                missing: description.supportsMissing, explanation: description.explanation,
                embedsTrainingData: description.embedsTrainingData),
            reference: description.reference)
    }
}

extension ThresholdPolicyDescription {
    var message: DetectionV1.ThresholdPolicyDescription {
        DetectionV1.ThresholdPolicyDescription(
            name: name, description: description, defaultValue: defaultValue, min: minimum, max: maximum,
            defaultFor: defaultFor.map { $0 == .clean ? .clean : .contaminated })
    }
}

extension ParameterDescription {
    fileprivate var message: DetectionV1.Parameter {
        DetectionV1.Parameter(
            name: name, type: kind.rawValue, defaultValue: GoogleProtobuf.Value(kind: defaultValue.kind), min: minimum,
            max: maximum, choices: choices, description: description)
    }
}

extension ParameterValue {
    fileprivate var kind: GoogleProtobuf.Value.Kind {
        switch self {
        case .number(let number): .numberValue(number)
        case .text(let text): .stringValue(text)
        case .boolean(let flag): .boolValue(flag)
        }
    }
}
