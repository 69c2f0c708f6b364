internal import Messages
internal import Protobuf

/// Takes a snapshot apart and believes nothing in it.
struct SnapshotReader {
    let message: DetectionV1.ModelSnapshot

    init(_ message: DetectionV1.ModelSnapshot) throws(DetectorError) {
        guard message.formatVersion == TrainedModel.snapshotVersion else {
            throw .corrupt("format_version", "\(message.formatVersion) is unknown to this release")
        }
        self.message = message
    }

    func algorithm() throws(DetectorError) -> Algorithm {
        guard let algorithm = Algorithm(rawValue: message.algorithm) else {
            throw .corrupt("algorithm", "\"\(message.algorithm)\" is unknown to this release")
        }
        return algorithm
    }

    func trainingMode() throws(DetectorError) -> TrainingMode {
        guard let mode = TrainingMode(rawValue: message.trainingMode) else {
            throw .corrupt("training_mode", "\"\(message.trainingMode)\" is unknown to this release")
        }
        return mode
    }

    func trainingRowCount() throws(DetectorError) -> Int {
        let range = Int64(DetectorLimits.trainingRowsMin)...Int64(DetectorLimits.trainingRowsMax)
        guard range.contains(message.trainingRowCount) else {
            throw .corrupt("training_row_count", "\(message.trainingRowCount) is out of range")
        }
        return Int(message.trainingRowCount)
    }

    func rowsPerDay() throws(DetectorError) -> Double? {
        do {
            return try RowsPerDay.check(given: message.rowsPerDay, field: "rows_per_day")
        } catch {
            throw .corrupt("rows_per_day", "\(message.rowsPerDay) is no number of rows")
        }
    }

    /// Which columns there are, and what features they become: those of the numbers come first.
    func encoder() throws(DetectorError) -> Encoder {
        guard message.categories.count <= DetectorLimits.featureColumnsMax,
            message.categories.reduce(0, { $0 + $1.texts.count }) <= DetectorLimits.categoriesInAllMax
        else { throw .corrupt("categories", "are too many") }
        var categories: [CategoryEncoder] = []
        for column in message.categories {
            categories.append(try CategoryEncoder(column, rowCount: trainingRowCount()))
        }
        guard categories.reduce(0, { $0 + $1.textBytes }) <= DetectorLimits.categoryBytesInAllMax else {
            throw .corrupt("categories", "hold too many bytes")
        }
        let encoded = categories.reduce(0) { $0 + $1.featureCount }
        guard (1...DetectorLimits.featureColumnsMax).contains(message.features.count), encoded <= message.features.count
        else { throw .corrupt("features", "holds \(message.features.count)") }
        let numbers = message.features.dropLast(encoded)
        guard numbers.allSatisfy({ abs($0.fill ?? 0) <= DetectorLimits.magnitudeMax }) else {
            throw .corrupt("features", "holds a fill that is no number")
        }
        let encoder = Encoder(numbers: numbers.map(\.name), fills: numbers.map(\.fill), categories: categories)
        guard Set(encoder.inputNames).count == encoder.inputNames.count else {
            throw .corrupt("features", "holds a name twice")
        }
        guard encoder.featureNames == message.features.map(\.name) else {
            throw .corrupt("features", "are not those of the categories")
        }
        return encoder
    }

    func foldEncoders(_ encoder: Encoder) throws(DetectorError) -> [Encoder] {
        guard !encoder.categories.isEmpty else { return [] }
        var folds: [Encoder] = []
        for fold in 0..<DetectorLimits.folds {
            var categories: [CategoryEncoder] = []
            for (column, stored) in zip(encoder.categories, message.categories) {
                guard stored.folds.count == DetectorLimits.folds else {
                    throw .corrupt("categories", "\"\(column.name)\" has counts of \(stored.folds.count) folds")
                }
                categories.append(try column.fold(stored.folds[fold]))
            }
            folds.append(Encoder(numbers: encoder.numbers, fills: encoder.fills, categories: categories))
        }
        return folds
    }

    func features() throws(DetectorError) -> [FeatureProfile] {
        var features: [FeatureProfile] = []
        for feature in message.features { features.append(try profile(feature)) }
        return features
    }

    private func profile(_ feature: DetectionV1.SnapshotFeature) throws(DetectorError) -> FeatureProfile {
        let ordered = [feature.minimum, feature.expectedLow, feature.median, feature.expectedHigh, feature.maximum]
        guard ordered.allSatisfy({ abs($0) <= DetectorLimits.magnitudeMax }),
            zip(ordered, ordered.dropFirst()).allSatisfy({ $0 <= $1 }), feature.presentCount > 0
        else { throw .corrupt("features", "the profile of \"\(feature.name)\" contradicts itself") }
        return FeatureProfile(
            name: feature.name, median: feature.median, expectedLow: feature.expectedLow,
            expectedHigh: feature.expectedHigh, minimum: feature.minimum, maximum: feature.maximum,
            presentCount: Int(feature.presentCount))
    }

    func calibration(_ encoder: Encoder) throws(DetectorError) -> Calibration {
        let expected = encoder.calibration(try algorithm())
        guard message.calibrationMethod == expected.rawValue else {
            throw .corrupt(
                "calibration_method", "\"\(message.calibrationMethod)\" is not how \(message.algorithm) does it")
        }
        let scores = Array(message.calibrationScores)
        guard (1...DetectorLimits.calibrationRowsMax).contains(scores.count), scores.allSatisfy(\.isFinite),
            zip(scores, scores.dropFirst()).allSatisfy({ $0 <= $1 })
        else { throw .corrupt("calibration_scores", "are not an ascending list of numbers") }
        return Calibration(method: expected, scores: scores)
    }

    func threshold(_ calibration: Calibration) throws(DetectorError) -> Threshold {
        guard let policy = ThresholdPolicy(name: message.thresholdPolicy, value: message.thresholdPolicyValue) else {
            throw .corrupt("threshold_policy", "\"\(message.thresholdPolicy)\" is unknown to this release")
        }
        do {
            try policy.check(trainingMode())
            return try calibration.threshold(policy, rowsPerDay: rowsPerDay())
        } catch {
            throw .corrupt("threshold_policy", error.message)
        }
    }

    func fits(
        _ features: [FeatureProfile], _ method: Calibration.Method
    ) throws(DetectorError) -> [any FittedDetector] {
        let algorithm = try algorithm()
        let expected = method == .leaveOneOut ? 1 : 1 + DetectorLimits.folds
        guard message.fits.count == expected else {
            throw .corrupt("fits", "holds \(message.fits.count), not \(expected)")
        }
        var fits: [any FittedDetector] = []
        for fit in message.fits {
            guard let content = fit.fit, let read = try algorithm.definition.read(content, features) else {
                throw .corrupt("fits", "holds a fit that is not \(algorithm.rawValue)'s")
            }
            if let last = (read as? any HoldsTrainingRows)?.lastRow, try Int(last) >= trainingRowCount() {
                throw .corrupt("rows", "hold row \(last) of \(message.trainingRowCount)")
            }
            fits.append(read)
        }
        return fits
    }
}
