internal import Messages
internal import Protobuf

extension HBOS {
    var message: DetectionV1.SnapshotFit.Fit {
        var message = DetectionV1.HbosFit()
        message.features = features.enumerated().map { column, feature in
            DetectionV1.HistogramScores(
                mean: standardization.means[column], deviation: standardization.deviations[column], low: feature.low,
                high: feature.high, scores: PackedSlice(feature.scores))
        }
        message.tolerance = tolerance
        message.outside = outside
        return .hbos(message)
    }

    /// No logarithm to base 2 of a number is larger; sums over all features stay finite.
    private static let scoreMax = 2048.0

    init(_ message: DetectionV1.HbosFit, _ profiles: [FeatureProfile]) throws(DetectorError) {
        let scale = DetectionV1.Standardization(
            means: PackedSlice(message.features.map(\.mean)),
            deviations: PackedSlice(message.features.map(\.deviation)))
        let standardization = try Standardization(scale, profiles)
        guard (0...1).contains(message.tolerance), abs(message.outside) <= Self.scoreMax,
            message.features.allSatisfy({ feature in
                (1...Self.binsMax).contains(feature.scores.count)
                    && feature.scores.allSatisfy { abs($0) <= Self.scoreMax }
                    && feature.low <= feature.high
                    && Swift.max(-feature.low, feature.high) <= Standardization.deviationMax
            })
        else { throw .corrupt("hbos", "a histogram contradicts itself") }
        self.init(
            standardization: standardization,
            features: message.features.map { Feature(low: $0.low, high: $0.high, scores: Array($0.scores)) },
            tolerance: message.tolerance, outside: message.outside)
    }
}
