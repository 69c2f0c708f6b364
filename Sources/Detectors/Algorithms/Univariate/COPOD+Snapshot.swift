internal import Messages
internal import Protobuf

extension COPOD {
    var message: DetectionV1.SnapshotFit.Fit {
        var message = DetectionV1.CopodFit()
        message.features = tails.map(\.message)
        message.skews = PackedSlice(skews)
        return .copod(message)
    }

    init(_ message: DetectionV1.CopodFit, _ medians: [Double]) throws(DetectorError) {
        guard message.features.count == medians.count, message.skews.count == medians.count,
            message.skews.allSatisfy({ (-1...1).contains($0) })
        else { throw .corrupt("copod", "its numbers do not fit its \(medians.count) features") }
        var tails: [TailFunction] = []
        for counts in message.features { tails.append(try TailFunction(counts)) }
        self.init(tails: tails, skews: Array(message.skews), medians: medians)
    }
}
