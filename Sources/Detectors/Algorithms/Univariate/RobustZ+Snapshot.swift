internal import Messages
internal import Protobuf

extension RobustZ {
    var message: DetectionV1.SnapshotFit.Fit {
        var message = DetectionV1.RobustZFit()
        message.aggregation = aggregation.rawValue
        message.medians = PackedSlice(features.map(\.median))
        message.scales = PackedSlice(features.map(\.scale))
        return .robustZ(message)
    }

    init(_ message: DetectionV1.RobustZFit, featureCount: Int) throws(DetectorError) {
        guard let aggregation = Aggregation(rawValue: message.aggregation) else {
            throw .corrupt("robust_z", "the aggregation \"\(message.aggregation)\" is unknown to this release")
        }
        // `>= 0` refuses a scale that is not a number; an infinite one is meant.
        guard message.medians.count == featureCount, message.scales.count == featureCount,
            message.medians.allSatisfy({ abs($0) <= DetectorLimits.magnitudeMax }),
            message.scales.allSatisfy({ $0 >= 0 })
        else { throw .corrupt("robust_z", "its numbers do not fit its \(featureCount) features") }
        self.init(
            aggregation: aggregation,
            features: zip(message.medians, message.scales).map { Feature(median: $0, scale: $1) })
    }
}
