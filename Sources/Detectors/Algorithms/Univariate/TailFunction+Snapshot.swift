internal import CDetectors
internal import Messages
internal import Protobuf

extension TailFunction {
    var message: DetectionV1.TailCounts {
        var message = DetectionV1.TailCounts()
        message.values = PackedSlice(values)
        message.below = PackedSlice(below)
        message.atOrBelow = PackedSlice(atOrBelow)
        message.count = UInt32(count)
        return message
    }

    init(_ message: DetectionV1.TailCounts) throws(DetectorError) {
        let values = Array(message.values)
        let below = Array(message.below)
        let atOrBelow = Array(message.atOrBelow)
        guard (1...Self.knotsMax).contains(values.count), below.count == values.count,
            atOrBelow.count == values.count, values.allSatisfy({ abs($0) <= DetectorLimits.magnitudeMax }),
            zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }), zip(below, atOrBelow).allSatisfy({ $0 < $1 }),
            zip(atOrBelow, below.dropFirst()).allSatisfy({ $0 <= $1 }), below[0] == 0,
            atOrBelow[values.count - 1] == message.count, message.count <= DetectorLimits.trainingRowsMax
        else { throw .corrupt("features", "a distribution contradicts itself") }
        let knots = values.indices.lazy.map {
            cdetectors_knot(value: values[$0], below: below[$0], up_to: atOrBelow[$0])
        }
        self.init(knots, count: Int(message.count))
    }
}
