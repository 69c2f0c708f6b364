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

extension TailFunction {
    fileprivate var message: DetectionV1.TailCounts {
        var message = DetectionV1.TailCounts()
        message.values = PackedSlice(values)
        message.below = PackedSlice(below)
        message.atOrBelow = PackedSlice(atOrBelow)
        message.count = UInt32(count)
        return message
    }

    fileprivate init(_ message: DetectionV1.TailCounts) throws(DetectorError) {
        let values = Array(message.values)
        let below = Array(message.below)
        let atOrBelow = Array(message.atOrBelow)
        guard (1...Self.knotsMax).contains(values.count), below.count == values.count,
            atOrBelow.count == values.count, values.allSatisfy({ abs($0) <= DetectorLimits.magnitudeMax }),
            zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }), zip(below, atOrBelow).allSatisfy({ $0 < $1 }),
            zip(atOrBelow, below.dropFirst()).allSatisfy({ $0 <= $1 }), below[0] == 0,
            atOrBelow[values.count - 1] == message.count
        else { throw .corrupt("ecod", "a distribution contradicts itself") }
        self.init(values: values, below: below, atOrBelow: atOrBelow, count: Int(message.count))
    }
}
