import Crypto
import Detectors
import Messages

extension TrainedModel {
    /// What users see of a model; name and creation time come with the row that stores it.
    func summary(snapshot: [UInt8], datasetVersion: String) -> DetectionV1.Model {
        DetectionV1.Model(
            algorithm: algorithm.rawValue, datasetVersion: datasetVersion, featureColumns: inputNames,
            trainingRowCount: Int64(trainingRowCount), contentSha256: Hex.encode(SHA256.hash(snapshot)),
            byteSize: Int64(snapshot.count), calibration: calibration.message, threshold: threshold.message,
            rowsPerDay: rowsPerDay, categoryColumns: categoryNames)
    }

    /// Scores of one row in full: what the score means, why it is high, and what had to be assumed.
    func rowScore(
        _ rawScore: Double, of rows: EncodedRows, row: Int, rowIndex: Int64, contributions: Int, withChange: Bool
    ) -> DetectionV1.RowScore {
        let judgement = judge(rawScore)
        var score = DetectionV1.RowScore(
            rowIndex: rowIndex, rawScore: judgement.rawScore, pValue: judgement.pValue,
            relativeScore: judgement.relativeScore, scoreBasis: rows.basis.message, isAnomaly: judgement.isAnomaly,
            severity: judgement.severity.message, warnings: warnings(rows, row: row))
        guard contributions > 0 else { return score }
        score.contributions = explain(rows, row: row, limit: contributions).map(\.message)
        guard withChange else { return score }
        score.smallestChange = smallestChange(rows, row: row, rawScore: rawScore).map(\.message)
        return score
    }

    /// The flagged rows whose smallest change is sought, the most anomalous ones first, so that no more than `triesMax`
    /// rows are scored for it.
    func rowsToChange(_ scores: [Double], triesMax: Int) -> Set<Int> {
        let ranked = scores.indices.filter { threshold.flags(scores[$0]) }
            .sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
        return Set(ranked.prefix(triesMax / DetectorLimits.changeTriesPerRow(features: inputNames.count)))
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

extension SmallestChange {
    fileprivate var message: DetectionV1.SmallestChange {
        .init(
            feature: feature, value: value, distance: distance, rawScore: rawScore, category: category)
    }
}

extension FeatureContribution {
    fileprivate var message: DetectionV1.Contribution {
        .init(
            feature: feature, value: value, expectedLow: expectedLow, expectedHigh: expectedHigh, contribution: share,
            direction: direction.message, category: category)
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
