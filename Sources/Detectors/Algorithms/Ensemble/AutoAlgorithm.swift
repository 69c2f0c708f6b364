internal import Messages

struct AutoAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .auto, displayName: "Automatic",
        description: """
            Algorithms that see different things, each as it is best known, and the mean of how unlikely they find a row: fair-cut \
            forest, extended isolation forest, nearest neighbours (20), and the minimum covariance determinant where there are rows \
            enough for one. Nothing to choose and no labels needed; the best start, and several times slower than a forest.
            """,
        parameters: [], supportsMissing: true, embedsTrainingData: true, explanation: "members",
        reference: """
            H.-P. Kriegel, P. Kröger, E. Schubert, A. Zimek: Interpreting and Unifying Outlier Scores. SDM 2011. C. C. Aggarwal, \
            S. Sathe: Theoretical Foundations and Algorithms for Outlier Ensembles. SIGKDD Explorations 17 (2015).
            """)
    static let calibration = Calibration.Method.crossFit

    /// Neighbours and covariances are as good on a sample, and would take most of the time.
    private static let rowsMax = 20_000
    /// Values of the rows that neighbours are sought among: six fits hold them.
    private static let neighbourValuesMax = 1_000_000
    /// Rows per feature below which a covariance is mostly noise (Rousseeuw and Van Driessen advise five).
    private static let rowsPerFeatureMin = 5

    private let members: [EnsembleAlgorithm.Member]
    private let covariance: EnsembleAlgorithm.Member

    init(_ parameters: ResolvedParameters) throws(DetectorError) {
        members = [
            try .init(.fairCutForest), try .init(.extendedIsolationForest),
            try .init(
                .knn, ["n_neighbors": .number(20)], rowsMax: Self.rowsMax, valuesMax: Self.neighbourValuesMax),
        ]
        covariance = try .init(.mcd, rowsMax: Self.rowsMax)
    }

    func memory(_ size: FitSize) -> FitMemory { ensemble(hasRows: true).memory(size) }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        let hasRows =
            training.rowsOfSmallestFit >= Self.rowsPerFeatureMin * training.table.columnCount && !training.hasIndicators
        return try await ensemble(hasRows: hasRows).fit(training)
    }

    private func ensemble(hasRows: Bool) -> EnsembleAlgorithm {
        EnsembleAlgorithm(members: hasRows ? members + [covariance] : members, combiner: .mean)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .ensemble(let message) = fit else { return nil }
        return try Ensemble(message, features)
    }
}
