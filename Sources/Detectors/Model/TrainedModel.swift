/// A fitted, calibrated detector: all that is needed to score rows, and nothing that changes.
package struct TrainedModel: Sendable {
    package let algorithm: Algorithm
    package let seed: UInt64
    package let trainingMode: TrainingMode
    package let trainingRowCount: Int
    /// How many rows come per day, where training was told.
    package let rowsPerDay: Double?
    let encoder: Encoder
    /// With the counts of categories in the rows outside each fold; none where no column holds categories.
    let foldEncoders: [Encoder]
    /// What the algorithm sees.
    package let features: [FeatureProfile]
    package internal(set) var calibration: Calibration
    package internal(set) var threshold: Threshold
    /// The fit over all training rows, which scores new rows.
    let full: any FittedDetector
    /// One fit per fold over the rows outside it; empty when `full` can leave a row out itself.
    var folds: [any FittedDetector]

    /// What the fit over all rows sees: the counts of as many rows as those of each fold. With more, categories that are rare to the fits
    /// that calibrate would not be so to it, what is still rare would look the stranger for it, and more rows than promised be flagged.
    var fullEncoder: Encoder { foldEncoders.first ?? encoder }

    /// The columns that rows must have.
    package var inputNames: [String] { encoder.inputNames }
    package var numberNames: [String] { encoder.numbers }
    package var categoryNames: [String] { encoder.categories.map(\.name) }
}

/// Whether rows took part in the training.
package enum ScoreBasis: Sendable, Equatable {
    /// They did not.
    case novel
    /// They are the training rows from `firstRow` on, and each is scored as though it had not been among them.
    case training(firstRow: Int)

    var isTraining: Bool { if case .training = self { true } else { false } }

    /// The basis of the table's row `row` alone.
    func ofRow(_ row: Int) -> ScoreBasis {
        if case .training(let firstRow) = self { .training(firstRow: firstRow + row) } else { .novel }
    }
}

/// What a raw score means under a model's calibration.
package struct Judgement: Sendable, Equatable {
    package var rawScore: Double
    package var pValue: Double
    package var relativeScore: Double
    package var isAnomaly: Bool
    package var severity: Severity
}
