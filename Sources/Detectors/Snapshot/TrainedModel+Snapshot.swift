internal import Messages
internal import Protobuf

// A model as bytes. Equal models give equal bytes: the format has no maps, and every field is written in one order.
extension TrainedModel {
    /// Raised when a reader of the last release would misunderstand the bytes.
    static let snapshotVersion: UInt32 = 2

    /// The bytes of a `pynomaly.detection.v1.ModelSnapshot`.
    package func snapshot() -> [UInt8] { message.serialized() }

    private var message: DetectionV1.ModelSnapshot {
        var message = DetectionV1.ModelSnapshot()
        message.formatVersion = Self.snapshotVersion
        message.algorithm = algorithm.rawValue
        message.seed = seed
        message.trainingMode = trainingMode.rawValue
        message.trainingRowCount = Int64(trainingRowCount)
        message.features = features.enumerated().map { index, feature in
            feature.message(fill: index < encoder.fills.count ? encoder.fills[index] : nil)
        }
        message.categories = encoder.categories.enumerated().map { index, column in
            column.message(folds: foldEncoders.map { $0.categories[index] })
        }
        message.calibrationMethod = calibration.method.rawValue
        message.calibrationScores = PackedSlice(calibration.scores)
        message.thresholdPolicy = threshold.policy.name
        message.thresholdPolicyValue = threshold.policy.value
        message.rowsPerDay = rowsPerDay ?? 0
        message.fits = ([full] + folds).map { fit in
            var snapshot = DetectionV1.SnapshotFit()
            snapshot.fit = fit.message
            return snapshot
        }
        return message
    }

    /// Reads what `snapshot()` wrote. Every number is checked before it is used: bytes that are cut, changed or made up
    /// are an error of kind `corruptModel`, never a crash, and never a model that could crash later.
    package init(snapshot bytes: [UInt8]) throws(DetectorError) {
        let message: DetectionV1.ModelSnapshot
        do {
            message = try DetectionV1.ModelSnapshot(serialized: bytes)
        } catch {
            throw .corrupt("snapshot", "is not a model: \(error)")
        }
        try self.init(SnapshotReader(message))
    }

    private init(_ reader: SnapshotReader) throws(DetectorError) {
        let encoder = try reader.encoder()
        let features = try reader.features()
        let calibration = try reader.calibration(encoder)
        var fits = try reader.fits(features, calibration.method)
        let full = fits.removeFirst()
        self.init(
            algorithm: try reader.algorithm(), seed: reader.message.seed, trainingMode: try reader.trainingMode(),
            trainingRowCount: try reader.trainingRowCount(), rowsPerDay: try reader.rowsPerDay(), encoder: encoder,
            foldEncoders: try reader.foldEncoders(encoder), features: features, calibration: calibration,
            threshold: try reader.threshold(calibration), full: full,
            folds: fits)
    }
}

extension FeatureProfile {
    fileprivate func message(fill: Double?) -> DetectionV1.SnapshotFeature {
        var message = DetectionV1.SnapshotFeature()
        message.name = name
        message.median = median
        message.expectedLow = expectedLow
        message.expectedHigh = expectedHigh
        message.minimum = minimum
        message.maximum = maximum
        message.presentCount = Int64(presentCount)
        message.fill = fill
        return message
    }
}
