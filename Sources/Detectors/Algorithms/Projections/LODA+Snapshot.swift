internal import Messages
internal import Protobuf

extension LODA {
    var message: DetectionV1.SnapshotFit.Fit {
        .loda(
            DetectionV1.LodaFit(
                standardization: standardization.message,
                featuresPerProjection: UInt32(projections.first?.features.count ?? 0),
                features: PackedSlice(projections.flatMap(\.features)),
                weights: PackedSlice(projections.flatMap(\.weights)),
                histograms: projections.map { projection in
                    let histogram = projection.histogram
                    return DetectionV1.LodaHistogram(
                        low: histogram.low, high: histogram.high, scores: PackedSlice(histogram.scores),
                        outside: histogram.outside)
                }))
    }

    init(_ message: DetectionV1.LodaFit, _ profiles: [FeatureProfile]) throws(DetectorError) {
        standardization = try Standardization(message.standardization, profiles)
        let width = Int(message.featuresPerProjection)
        let features = Array(message.features)
        let weights = Array(message.weights)
        let count = message.histograms.count
        guard (1...Options.projectionsMax).contains(count), (1...profiles.count).contains(width),
            features.count == count * width, weights.count == features.count,
            features.allSatisfy({ Int($0) < profiles.count }), weights.allSatisfy({ abs($0) <= 100 })
        else { throw .corrupt("loda", "its projections do not fit its \(profiles.count) features") }
        var projections: [Projection] = []
        for (index, histogram) in message.histograms.enumerated() {
            let own = (index * width)..<((index + 1) * width)
            projections.append(
                Projection(
                    features: Array(features[own]), weights: Array(weights[own]),
                    histogram: try ProjectionHistogram(histogram)))
        }
        self.projections = projections
    }
}

extension ProjectionHistogram {
    fileprivate init(_ message: DetectionV1.LodaHistogram) throws(DetectorError) {
        // Numbers that a sum of a thousand projections stays finite with; false for what is none.
        let limit = 1e20
        guard (1...Self.binsMax).contains(message.scores.count), message.scores.allSatisfy({ abs($0) <= limit }),
            abs(message.outside) <= limit, message.low <= message.high,
            Swift.max(-message.low, message.high) <= 1e6 * Standardization.deviationMax
        else { throw .corrupt("loda", "a histogram contradicts itself") }
        self.init(low: message.low, high: message.high, scores: Array(message.scores), outside: message.outside)
    }
}
