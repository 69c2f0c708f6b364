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

    /// An algorithm with its defaults, or what is better known of it.
    private struct Member {
        let algorithm: Algorithm
        let configured: any DetectorAlgorithm
        /// Fitted to a sample.
        let isSampled: Bool

        init(_ algorithm: Algorithm, _ parameters: [String: ParameterValue] = [:], isSampled: Bool = false)
            throws(DetectorError)
        {
            self.algorithm = algorithm
            self.isSampled = isSampled
            configured = try algorithm.configured(parameters)
        }
    }

    private let members: [Member]
    private let covariance: Member

    init(_ parameters: ResolvedParameters) throws(DetectorError) {
        members = [
            try Member(.fairCutForest), try Member(.extendedIsolationForest),
            try Member(.knn, ["n_neighbors": .number(20)], isSampled: true),
        ]
        covariance = try Member(.mcd, isSampled: true)
    }

    /// The members are fitted one after the other.
    func memory(_ size: FitSize) -> FitMemory {
        let sample = FitSize(rows: Swift.min(size.rows, Self.rowsMax), columns: size.columns, threads: size.threads)
        let all = (members + [covariance]).map { $0.configured.memory($0.isSampled ? sample : size) }
        let scores = 2 * 8 * TailScale.scoresMax
        return FitMemory(
            kept: all.reduce(0) { $0 + $1.kept + scores },
            work: (all.map(\.work).max() ?? 0) + 4 * size.rows + 8 * TailScale.scoresMax * size.columns)
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        let sample = training.selecting(training.rows(atMost: Self.rowsMax, draw: 4))
        let hasRows = training.rowsOfSmallestFit >= Self.rowsPerFeatureMin * training.table.columnCount
        var fitted: [Ensemble.Member] = []
        for (number, member) in (hasRows ? members + [covariance] : members).enumerated() {
            let own = (member.isSampled ? sample : training).reseeded(UInt64(number + 1))
            let fit = try await member.configured.fit(own)
            let scale = Ensemble.scale(of: fit, member.algorithm.definition.calibration, own)
            fitted.append(Ensemble.Member(algorithm: member.algorithm, fit: fit, scale: scale))
        }
        return Ensemble(members: fitted)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .ensemble(let message) = fit else { return nil }
        return try Ensemble(message, features)
    }
}
