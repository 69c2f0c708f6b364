internal import Messages

struct IQRAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .iqr, displayName: "Interquartile range",
        description: """
            How far beyond the quartiles a value lies, in interquartile ranges: Tukey's fences, the rule behind box plots \
            (1.5 is outside, 3 is far out). Everybody knows it, and it minds no skew of a feature's middle.
            """,
        parameters: [
            .choice(
                "aggregation", default: "max", of: ["mean", "max"],
                "A row's score is the mean or the maximum over its features.")
        ],
        supportsMissing: true, explanation: "exact",
        reference: "J. W. Tukey: Exploratory Data Analysis. Addison-Wesley 1977.")
    static let calibration = Calibration.Method.crossFit

    private let aggregation: IQR.Aggregation

    init(_ parameters: ResolvedParameters) {
        aggregation = IQR.Aggregation(rawValue: parameters.text("aggregation")) ?? .max
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await IQR.fit(training, aggregation: aggregation)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .iqr(let message) = fit else { return nil }
        return try IQR(message, featureCount: features.count)
    }
}
