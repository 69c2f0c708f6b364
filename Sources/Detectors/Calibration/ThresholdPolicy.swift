/// How a user says where normal ends.
package enum ThresholdPolicy: Sendable, Equatable {
    /// The share of training rows expected to be anomalous, in (0, 0.5].
    case contamination(Double)
    /// The share of normal rows that may be flagged, in (0, 1).
    case falsePositiveRate(Double)
    /// A raw score; rows strictly above it are flagged.
    case fixedScore(Double)
    /// Rows to be flagged per day, of as many as come per day.
    case alertsPerDay(Double)
    /// Q3 + k · IQR of the calibration scores (Tukey 1977).
    case iqr(Double)
    /// Median + k · 1.4826 · MAD of the calibration scores (Iglewicz and Hoaglin 1993).
    case mad(Double)

    package static let iqrDefault = 1.5
    package static let madDefault = 3.5

    /// What holds where a user names none: 5 % of rows like the training rows, or 1 % of normal rows where those are normal.
    package static func standard(_ mode: TrainingMode) -> ThresholdPolicy {
        mode == .clean ? .falsePositiveRate(0.01) : .contamination(0.05)
    }

    package var name: String {
        switch self {
        case .contamination: "contamination"
        case .falsePositiveRate: "false_positive_rate"
        case .fixedScore: "fixed_score"
        case .alertsPerDay: "alerts_per_day"
        case .iqr: "iqr"
        case .mad: "mad"
        }
    }

    package var value: Double {
        switch self {
        case .contamination(let value), .falsePositiveRate(let value), .fixedScore(let value),
            .alertsPerDay(let value), .iqr(let value), .mad(let value):
            value
        }
    }

    package init?(name: String, value: Double) {
        switch name {
        case "contamination": self = .contamination(value)
        case "false_positive_rate": self = .falsePositiveRate(value)
        case "fixed_score": self = .fixedScore(value)
        case "alerts_per_day": self = .alertsPerDay(value)
        case "iqr": self = .iqr(value)
        case "mad": self = .mad(value)
        default: return nil
        }
    }

    /// What can be refused before there is any data.
    package func check(_ mode: TrainingMode) throws(DetectorError) {
        let field = "threshold_policy.\(name)"
        switch self {
        case .contamination(let share):
            guard share > 0, share <= 0.5 else {
                throw .invalid(field, "must be above 0 and at most 0.5, not \(share)")
            }
            guard mode == .contaminated else {
                throw .invalid(field, "contradicts training_mode CLEAN; use false_positive_rate")
            }
        case .falsePositiveRate(let rate):
            guard rate > 0, rate < 1 else { throw .invalid(field, "must be above 0 and below 1, not \(rate)") }
        case .fixedScore(let score):
            guard score.isFinite else { throw .invalid(field, "must be a finite number") }
        case .alertsPerDay(let value), .iqr(let value), .mad(let value):
            guard value > 0, value.isFinite else { throw .invalid(field, "must be a number above 0, not \(value)") }
        }
    }
}

/// What the training rows are believed to be.
package enum TrainingMode: String, Sendable {
    /// They may hold anomalies: these sit in the calibration too, so the false-positive rate is conservative.
    case contaminated
    /// They are normal: the false-positive rate is what was asked for, up to 1/(n+1).
    case clean
}
