internal import Messages

struct MCDAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .mcd, displayName: "Minimum covariance determinant",
        description: """
            How far a row lies from the center of the densest half of the training rows, by their covariance. As principal \
            components, but strange rows among the training data, up to nearly half, do not blur the picture. Assumes one \
            cloud, about elliptic. (Fitted to a sample of the rows beyond \(FitRows.valuesMax) values.)
            """,
        parameters: [
            .number(
                "support_fraction", default: 0, 0...1,
                "The share of rows that the covariance is sought for; 0 for (n + features + 1) / 2 of n rows.")
        ],
        supportsMissing: true, explanation: "exact",
        reference: """
            P. J. Rousseeuw, K. Van Driessen: A Fast Algorithm for the Minimum Covariance Determinant Estimator. Technometrics \
            41 (1999). M. Mayrhofer, P. Filzmoser: Multivariate outlier explanations using Shapley values and Mahalanobis \
            distances. Econometrics and Statistics 2023.
            """)
    static let calibration = Calibration.Method.crossFit

    private let supportFraction: Double?

    init(_ parameters: ResolvedParameters) throws(DetectorError) {
        let fraction = parameters.number("support_fraction")
        guard fraction == 0 || fraction >= 0.5 else {
            throw .invalid(
                "parameters.support_fraction", "must be 0 or at least 0.5: fewer rows may be the strange ones")
        }
        supportFraction = fraction > 0 ? fraction : nil
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        // A category that the densest rows leave out has no variance among them, and all its rows would be infinitely far.
        guard !training.hasIndicators else {
            throw DetectorError.precondition("preprocessing", "mcd can't take ONE_HOT features; FREQUENCY ones it can")
        }
        return try await MCD.fit(training, supportFraction: supportFraction)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .mcd(let message) = fit else { return nil }
        return try MCD(message, features)
    }
}
