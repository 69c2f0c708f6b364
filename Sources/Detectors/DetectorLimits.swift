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

    package static let neighboursMax = 1000
    /// Values of training rows that a model holds to seek neighbours among; a sample of the rows beyond.
    package static let neighbourValuesMax = 1_000_000
    /// Neighbours that a fit keeps in memory, of all rows together; a smaller sample of the rows beyond.
    package static let neighbourPairsMax = 32_000_000

    /// Rows that one parallel task scores.
    static let rowsPerTask = 8192
}
