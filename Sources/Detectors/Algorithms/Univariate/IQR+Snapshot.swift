internal import Messages
internal import Protobuf

extension IQR {
    var message: DetectionV1.SnapshotFit.Fit {
        .iqr(
            DetectionV1.IqrFit(
                aggregation: aggregation.rawValue, lows: PackedSlice(features.map(\.low)),
                highs: PackedSlice(features.map(\.high)), ranges: PackedSlice(features.map(\.range))))
    }

    init(_ message: DetectionV1.IqrFit, featureCount: Int) throws(DetectorError) {
        guard let aggregation = Aggregation(rawValue: message.aggregation) else {
            throw .corrupt("iqr", "the aggregation \"\(message.aggregation)\" is unknown to this release")
        }
        let (lows, highs, ranges) = (Array(message.lows), Array(message.highs), Array(message.ranges))
        // `>= 0` refuses a range that is not a number; an infinite one is meant.
        guard lows.count == featureCount, highs.count == featureCount, ranges.count == featureCount,
            (lows + highs).allSatisfy({ abs($0) <= DetectorLimits.magnitudeMax }),
            zip(lows, highs).allSatisfy({ $0 <= $1 }), ranges.allSatisfy({ $0 >= 0 })
        else { throw .corrupt("iqr", "its numbers do not fit its \(featureCount) features") }
        self.init(
            aggregation: aggregation,
            features: lows.indices.map { Feature(low: lows[$0], high: highs[$0], range: ranges[$0]) })
    }
}
