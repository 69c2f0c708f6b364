internal import Messages
internal import Protobuf

extension EWMA {
    var state: DetectionV1.StreamSnapshot.State {
        var message = DetectionV1.EwmaState()
        message.halfLife = halfLife
        message.aggregation = aggregation.rawValue
        message.robust = robust
        message.means = PackedSlice(features.map(\.mean))
        message.squares = PackedSlice(features.map(\.squares))
        message.weights = PackedSlice(features.map(\.weight))
        message.counts = PackedSlice(features.map(\.count))
        message.farRuns = PackedSlice(features.map(\.farRun))
        return .ewma(message)
    }

    static func read(
        _ state: DetectionV1.StreamSnapshot.State, featureCount: Int, seed: UInt64, pointCount: UInt64
    ) throws(DetectorError) -> (any StreamEngine)? {
        guard case .ewma(let message) = state else { return nil }
        let ewma = try EWMA(message, featureCount: featureCount)
        guard ewma.features.allSatisfy({ pointCount >= $0.count }) else {
            throw .corrupt("point_count", "\(pointCount) are fewer than a feature's values learned from")
        }
        return ewma
    }

    private init(_ message: DetectionV1.EwmaState, featureCount: Int) throws(DetectorError) {
        guard Self.halfLives.contains(message.halfLife), let aggregation = Aggregation(rawValue: message.aggregation)
        else { throw .corrupt("ewma", "its parameters are out of range") }
        let lengths = [
            message.means.count, message.squares.count, message.weights.count, message.counts.count,
            message.farRuns.count,
        ]
        // The sum of all weights is 1 / (1 - decay), about 1.44 half-lives. Comparisons are false for what is no number.
        guard lengths.allSatisfy({ $0 == featureCount }),
            message.means.allSatisfy({ abs($0) <= 2 * DetectorLimits.magnitudeMax }),
            message.squares.allSatisfy({ $0 >= 0 && $0 <= .greatestFiniteMagnitude / 2 }),
            message.weights.allSatisfy({ $0 >= 0 && $0 <= 2 * message.halfLife + 2 }),
            message.counts.allSatisfy({ $0 <= UInt32(Self.valuesNeeded) }),
            message.farRuns.allSatisfy({ $0 <= Self.farRunMax + 1 })
        else { throw .corrupt("ewma", "its numbers do not fit its \(featureCount) features") }
        let features = (0..<featureCount).map { column in
            Feature(
                mean: message.means[column], squares: message.squares[column], weight: message.weights[column],
                count: message.counts[column], farRun: message.farRuns[column])
        }
        self.init(halfLife: message.halfLife, aggregation: aggregation, robust: message.robust, features: features)
    }
}
