internal import Messages

struct PCAAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .pca, displayName: "Principal components",
        description: """
            How far a row lies from the mean along the directions in which the training rows vary, each measured by its own \
            variance. Sees values that are ordinary each for itself and strange together, where features hang together linearly. \
            Quick, deterministic, exact explanations.
            """,
        parameters: [
            .integer(
                "n_components", default: 0, 0...DetectorLimits.featureColumnsMax,
                "Components of largest variance that count; 0 for all. Those without any variance always do."),
            .boolean(
                "weighted", default: true,
                "Whether the square along each component is divided by its variance, or counts as it is."),
        ],
        supportsMissing: true, explanation: "exact",
        reference: """
            M.-L. Shyu, S.-C. Chen, K. Sarinnapakorn, L. Chang: A Novel Anomaly Detection Scheme Based on Principal Component \
            Classifier. ICDM Workshops 2003. M. Mayrhofer, P. Filzmoser: Multivariate outlier explanations using Shapley values \
            and Mahalanobis distances. Econometrics and Statistics 2023.
            """)
    static let calibration = Calibration.Method.crossFit

    private let components: Int
    private let weighted: Bool

    init(_ parameters: ResolvedParameters) {
        components = parameters.integer("n_components")
        weighted = parameters.boolean("weighted")
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await PCA.fit(training, components: components > 0 ? components : nil, weighted: weighted)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .pca(let message) = fit else { return nil }
        return try PCA(message, features)
    }
}
