/// Every bound of this module, by name.
package enum DetectorLimits {
    package static let featureColumnsMax = 1000
    /// Fewer rows say nothing about a tail.
    package static let trainingRowsMin = 10
    package static let trainingRowsMax = 50_000_000
    /// Calibration scores kept in a model; above it a seeded sample of the training rows calibrates.
    package static let calibrationRowsMax = 262_144
    /// Values beyond it would overflow when squared or subtracted; a unit is wrong long before.
    package static let magnitudeMax = 1e150
    /// Folds of cross-fitted calibration.
    package static let folds = 5
    package static let warningsPerRowMax = 5
    package static let contributionsMax = 100
    package static let contributionsDefault = 5
    /// Thresholds that one simulation tries.
    package static let simulatedThresholdsMax = 1000

    /// Different values of a column of categories, the bytes of one, and the bytes of all that a model knows.
    package static let categoriesMax = 10_000
    package static let categoryBytesMax = 256
    package static let categoryBytesInAllMax = 16 << 20
    package static let categoriesInAllMax = 100_000
    /// Bytes of a text in a warning or a reason.
    package static let shownCategoryBytesMax = 64
    /// Categories of a column that can have a feature of their own.
    package static let oneHotMax = 100

    package static let neighboursMax = 1000
    /// Values of training rows that a model holds to seek neighbours among; a sample of the rows beyond.
    package static let neighbourValuesMax = 4_000_000
    /// Neighbours that a fit keeps in memory, of all rows together; a smaller sample of the rows beyond.
    package static let neighbourPairsMax = 32_000_000

    /// Columns whose values are tried to make a flagged row normal: those that contribute most.
    package static let changedFeaturesMax = 32
    /// Values of a feature's expected range, or categories, that are tried.
    static let changeCandidates = 15
    /// Halvings of the way between the last value that is flagged and the first that is not.
    static let changeHalvings = 12
    /// Rows that are scored to find one smallest change, at most.
    package static func changeTriesPerRow(features: Int) -> Int {
        min(features, changedFeaturesMax) * (changeCandidates + 2 + changeHalvings)
    }

    /// Rows that one parallel task scores.
    static let rowsPerTask = 8192
}
