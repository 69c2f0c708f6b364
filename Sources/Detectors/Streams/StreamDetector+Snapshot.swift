internal import Messages
internal import Protobuf

// A stream's detector as bytes. Read back it goes on bit for bit as the one that was written.
extension StreamDetector {
    /// Raised when a reader of the last release would misunderstand the bytes.
    static let snapshotVersion: UInt32 = 1

    /// The bytes of a `pynomaly.detection.v1.StreamSnapshot`.
    package func snapshot() -> [UInt8] {
        var message = DetectionV1.StreamSnapshot()
        message.formatVersion = Self.snapshotVersion
        message.algorithm = algorithm.rawValue
        message.seed = seed
        message.features = features
        message.pointCount = pointCount
        message.calibrationScores = PackedSlice(tail.scores)
        message.calibrationWindow = UInt32(tail.capacity)
        message.alertPValue = alertPValue
        message.refractoryPoints = UInt32(refractory.points)
        message.refractoryLeft = UInt32(refractory.left)
        message.lastValues = PackedSlice(lastValues)
        message.state = engine.state
        return message.serialized()
    }

    /// Reads what `snapshot()` wrote. Every number is checked before it is used: bytes that are cut, changed or made up
    /// are an error of kind `corruptModel`, never a crash, now or later.
    package init(snapshot bytes: [UInt8]) throws(DetectorError) {
        let message: DetectionV1.StreamSnapshot
        do {
            message = try DetectionV1.StreamSnapshot(serialized: bytes)
        } catch {
            throw .corrupt("snapshot", "is not a stream's detector: \(error)")
        }
        guard message.formatVersion == Self.snapshotVersion else {
            throw .corrupt("format_version", "\(message.formatVersion) is unknown to this release")
        }
        let specification = try Self.specification(message)
        guard message.pointCount <= StreamLimits.pointCountMax else {
            throw .corrupt("point_count", "\(message.pointCount) is out of range")
        }
        guard let state = message.state,
            let engine = try specification.algorithm.engine.read(
                state, featureCount: specification.features.count, seed: message.seed,
                pointCount: message.pointCount)
        else { throw .corrupt("state", "is not \(message.algorithm)'s") }
        guard message.lastValues.count == specification.features.count,
            message.lastValues.allSatisfy({ $0.isNaN || abs($0) <= DetectorLimits.magnitudeMax })
        else { throw .corrupt("last_values", "do not fit the features") }
        self.init(
            algorithm: specification.algorithm, features: specification.features, seed: message.seed,
            alertPValue: message.alertPValue, pointCount: message.pointCount, engine: engine,
            tail: try Self.tail(message),
            refractory: RefractoryPeriod(
                points: specification.refractoryPoints,
                left: min(Int(message.refractoryLeft), specification.refractoryPoints)),
            lastValues: Array(message.lastValues))
    }

    private static func specification(
        _ message: DetectionV1.StreamSnapshot
    ) throws(DetectorError) -> StreamSpecification {
        do {
            let specification = StreamSpecification(
                algorithm: try StreamAlgorithm(named: message.algorithm), features: message.features,
                seed: message.seed, calibrationWindow: Int(message.calibrationWindow),
                alertPValue: message.alertPValue, refractoryPoints: Int(message.refractoryPoints))
            try specification.check()
            return specification
        } catch {
            throw .corrupt(error.field, error.message)
        }
    }

    private static func tail(_ message: DetectionV1.StreamSnapshot) throws(DetectorError) -> TailRank {
        let scores = Array(message.calibrationScores)
        guard scores.count <= Int(message.calibrationWindow), scores.allSatisfy(\.isFinite) else {
            throw .corrupt("calibration_scores", "are not the last scores")
        }
        return TailRank(capacity: Int(message.calibrationWindow), scores: scores)
    }
}
