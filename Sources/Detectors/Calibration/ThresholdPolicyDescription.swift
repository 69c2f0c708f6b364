/// What users read about a threshold policy.
package struct ThresholdPolicyDescription: Sendable, Equatable {
    package var name: String
    package var description: String
    /// What stands in where the value is left out, or what holds where no policy is named.
    package var defaultValue: Double?
    package var minimum: Double?
    package var maximum: Double?
    /// Where it holds when no policy is named.
    package var defaultFor: [TrainingMode]

    package static let all = [
        ThresholdPolicyDescription(
            name: "contamination", description: "The share of training rows that are expected to be anomalous.",
            defaultValue: ThresholdPolicy.standard(.contaminated).value, minimum: 0, maximum: 0.5,
            defaultFor: [.contaminated]),
        ThresholdPolicyDescription(
            name: "false_positive_rate", description: "The share of normal rows that may be flagged.",
            defaultValue: ThresholdPolicy.standard(.clean).value, minimum: 0, maximum: 1, defaultFor: [.clean]),
        ThresholdPolicyDescription(
            name: "fixed_score", description: "A raw score; rows strictly above it are flagged.", defaultFor: []),
        ThresholdPolicyDescription(
            name: "alerts_per_day",
            description: """
                Rows to be flagged per day where rows are like the training rows. Rows per day are told by the event times of \
                the training rows, or given as rows_per_day.
                """,
            minimum: 0, defaultFor: []),
        ThresholdPolicyDescription(
            name: "iqr", description: "k of the third quartile + k * interquartile range of the calibration scores.",
            defaultValue: ThresholdPolicy.iqrDefault, minimum: 0, defaultFor: []),
        ThresholdPolicyDescription(
            name: "mad",
            description: "k of the median + k * 1.4826 * median absolute deviation of the calibration scores.",
            defaultValue: ThresholdPolicy.madDefault, minimum: 0, defaultFor: []),
    ]
}
