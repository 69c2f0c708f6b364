import Crypto
import Detectors
import Messages

extension TrainedModel {
    /// What users see of a model; name and creation time come with the row that stores it.
    func summary(snapshot: [UInt8], datasetVersion: String) -> DetectionV1.Model {
        DetectionV1.Model(
            algorithm: algorithm.rawValue, datasetVersion: datasetVersion, featureColumns: featureNames,
            trainingRowCount: Int64(trainingRowCount), contentSha256: Hex.encode(SHA256.hash(snapshot)),
            byteSize: Int64(snapshot.count), calibration: calibration.message, threshold: threshold.message)
    }

    /// Scores of one row in full: what the score means, why it is high, and what had to be assumed.
    func rowScore(
        _ rawScore: Double, of table: FeatureTable, row: Int, rowIndex: Int64, basis: ScoreBasis, contributions: Int
    ) throws(DetectorError) -> DetectionV1.RowScore {
        let judgement = judge(rawScore)
        var score = DetectionV1.RowScore(
            rowIndex: rowIndex, rawScore: judgement.rawScore, pValue: judgement.pValue,
            relativeScore: judgement.relativeScore, scoreBasis: basis.message, isAnomaly: judgement.isAnomaly,
            severity: judgement.severity.message, warnings: try warnings(table, row: row))
        guard contributions > 0 else { return score }
        score.contributions = try explain(table, row: row, basis: basis, limit: contributions).map(\.message)
        return score
    }
}

extension Calibration {
    var message: DetectionV1.Calibration { .init(method: method.rawValue, n: Int64(n)) }
}

extension Threshold {
    var message: DetectionV1.Threshold { .init(rawScore: rawScore, pValue: pValue, policy: policy.name) }
}

extension ScoreBasis {
    fileprivate var message: DetectionV1.ScoreBasis {
        switch self {
        case .novel: .novel
        case .training: .training
        }
    }
}

extension Severity {
    fileprivate var message: DetectionV1.Severity {
        switch self {
        case .none: .none
        case .low: .low
        case .medium: .medium
        case .high: .high
        case .critical: .critical
        }
    }
}

extension FeatureContribution {
    fileprivate var message: DetectionV1.Contribution {
        .init(
            feature: feature, value: value, expectedLow: expectedLow, expectedHigh: expectedHigh, contribution: share,
            direction: direction.message)
    }
}

extension FeatureContribution.Direction {
    fileprivate var message: DetectionV1.Direction {
        switch self {
        case .below: .below
        case .within: .within
        case .above: .above
        }
    }
}
