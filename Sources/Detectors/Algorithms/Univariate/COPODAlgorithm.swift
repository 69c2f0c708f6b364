internal import Messages

struct COPODAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .copod, displayName: "COPOD",
        description: """
            Adds up, over the features, how far out a value lies in the tail to which the training distribution leans. \
            No parameters and exact explanations; looks at each feature on its own.
            """,
        parameters: [], supportsMissing: true, embedsTrainingData: true, explanation: "exact",
        reference: "Z. Li, Y. Zhao, N. Botta, C. Ionescu, X. Hu: COPOD: Copula-Based Outlier Detection. ICDM 2020.")
    static let calibration = Calibration.Method.leaveOneOut

    init(_ parameters: ResolvedParameters) {}

    func fit(_ training: TrainingSet) async throws -> any FittedDetector { try await COPOD.fit(training) }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .copod(let message) = fit else { return nil }
        return try COPOD(message, features.map(\.median))
    }
}
