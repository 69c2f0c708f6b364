internal import Messages

struct ECODAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .ecod, displayName: "ECOD",
        description: """
            Adds up, over the features, how far out in the tails of the training distribution a value lies. No \
            parameters and exact explanations; looks at each feature on its own.
            """,
        parameters: [], supportsMissing: true, embedsTrainingData: true, explanation: "exact",
        reference: """
            Z. Li, Y. Zhao, X. Hu, N. Botta, C. Ionescu, G. Chen: ECOD: Unsupervised Outlier Detection Using Empirical \
            Cumulative Distribution Functions. IEEE TKDE 2022.
            """)
    static let calibration = Calibration.Method.leaveOneOut

    init(_ parameters: ResolvedParameters) {}

    func fit(_ training: TrainingSet) async throws -> any FittedDetector { try await ECOD.fit(training) }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .ecod(let message) = fit else { return nil }
        return try ECOD(message, features.map(\.median))
    }
}
