internal import Messages

struct AutoAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .auto, displayName: "Automatic",
        description: """
            Algorithms that see different things, each as it is best known, and the mean of how unlikely they find a row: fair-cut \
            forest, extended isolation forest, nearest neighbours (20), and the minimum covariance determinant where there are rows \
            enough for one. Nothing to choose and no labels needed; the best start, and several times slower than a forest.
            """,
        parameters: [], supportsMissing: true, explanation: "members",
        reference: """
            H.-P. Kriegel, P. Kröger, E. Schubert, A. Zimek: Interpreting and Unifying Outlier Scores. SDM 2011. C. C. Aggarwal, \
            S. Sathe: Theoretical Foundations and Algorithms for Outlier Ensembles. SIGKDD Explorations 17 (2015).
            """)
    static let calibration = Calibration.Method.crossFit

    /// Neighbours and covariances are as good on a sample, and would take most of the time.
    private static let rowsMax = 20_000
    /// Rows per feature below which a covariance is mostly noise (Rousseeuw and Van Driessen advise five).
    private static let rowsPerFeatureMin = 5

    init(_ parameters: ResolvedParameters) {}

    func memory(_ size: FitSize) -> FitMemory {
        let sample = FitSize(
            rows: Swift.min(size.rows, Self.rowsMax), columns: size.columns, threads: size.threads)
        let forests = FitMemory(kept: 8 << 20, work: 1 << 20)
        let rows = 12 * 8 * sample.cells
        return FitMemory(kept: forests.kept + rows, work: forests.work + rows + 4 * size.rows)
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        let sample = training.selecting(training.rows(atMost: Self.rowsMax, draw: 4))
        var members = [
            try await member(.fairCutForest, training), try await member(.extendedIsolationForest, training),
            try await member(.knn, sample, ["n_neighbors": .number(20)]),
        ]
        if training.rowsOfSmallestFit >= Self.rowsPerFeatureMin * training.table.columnCount {
            members.append(try await member(.mcd, sample))
        }
        return Ensemble(members: members)
    }

    private func member(
        _ algorithm: Algorithm, _ training: TrainingSet, _ parameters: [String: ParameterValue] = [:]
    ) async throws -> Ensemble.Member {
        let fit = try await algorithm.configured(parameters).fit(training)
        return Ensemble.Member(
            algorithm: algorithm, fit: fit,
            scale: Ensemble.scale(of: fit, algorithm.definition.calibration, training))
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .ensemble(let message) = fit else { return nil }
        return try Ensemble(message, features)
    }
}
