internal import Messages

struct RobustZAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .robustZ, displayName: "Robust z-score",
        description: """
            Distance of each feature from its median in robust standard deviations. The simplest thing that works; \
            sees how extreme a value is even beyond the training range.
            """,
        parameters: [
            .choice(
                "aggregation", default: "mean", of: ["mean", "max"],
                "A row's score is the mean or the maximum over its features.")
        ],
        supportsMissing: true, explanation: "exact",
        reference: "B. Iglewicz, D. C. Hoaglin: How to Detect and Handle Outliers. ASQC 1993.")
    static let calibration = Calibration.Method.crossFit

    private let aggregation: RobustZ.Aggregation

    init(_ parameters: ResolvedParameters) {
        aggregation = RobustZ.Aggregation(rawValue: parameters.text("aggregation")) ?? .mean
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await RobustZ.fit(training, aggregation: aggregation)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .robustZ(let message) = fit else { return nil }
        return try RobustZ(message, featureCount: features.count)
    }
}
