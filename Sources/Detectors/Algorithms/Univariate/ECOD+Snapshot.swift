internal import Messages
internal import Protobuf

extension ECOD {
    var message: DetectionV1.SnapshotFit.Fit {
        var message = DetectionV1.EcodFit()
        message.features = features.map(\.message)
        return .ecod(message)
    }

    init(_ message: DetectionV1.EcodFit, _ medians: [Double]) throws(DetectorError) {
        guard message.features.count == medians.count else {
            throw .corrupt("ecod", "holds \(message.features.count) features, not \(medians.count)")
        }
        var features: [TailFunction] = []
        for counts in message.features { features.append(try TailFunction(counts)) }
        self.init(features: features, medians: medians)
    }
}
