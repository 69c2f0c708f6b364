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
    /// Values of the rows that neighbours are sought among: six fits hold them.
    private static let neighbourValuesMax = 1_000_000
    /// Rows per feature below which a covariance is mostly noise (Rousseeuw and Van Driessen advise five).
    private static let rowsPerFeatureMin = 5

    /// An algorithm with its defaults, or what is better known of it.
    private struct Member {
        let algorithm: Algorithm
        let configured: any DetectorAlgorithm
        /// Of a sample that it is fitted to.
        let rowsMax: Int
        let valuesMax: Int

        init(
            _ algorithm: Algorithm, _ parameters: [String: ParameterValue] = [:], rowsMax: Int = .max,
            valuesMax: Int = .max
        ) throws(DetectorError) {
            self.algorithm = algorithm
            self.rowsMax = rowsMax
            self.valuesMax = valuesMax
            configured = try algorithm.configured(parameters)
        }

        func rowsMax(columns: Int) -> Int { Swift.min(rowsMax, valuesMax / columns) }
    }

    private let members: [Member]
    private let covariance: Member

    init(_ parameters: ResolvedParameters) throws(DetectorError) {
        members = [
            try Member(.fairCutForest), try Member(.extendedIsolationForest),
            try Member(
                .knn, ["n_neighbors": .number(20)], rowsMax: Self.rowsMax, valuesMax: Self.neighbourValuesMax),
        ]
        covariance = try Member(.mcd, rowsMax: Self.rowsMax)
    }

    /// The members are fitted one after the other.
    func memory(_ size: FitSize) -> FitMemory {
        let all = (members + [covariance]).map { member in
            var own = size
            own.rows = Swift.min(size.rows, member.rowsMax(columns: size.columns))
            return member.configured.memory(own)
        }
        let scores = 2 * 8 * TailScale.scoresMax
        return FitMemory(
            kept: all.reduce(0) { $0 + $1.kept + scores },
            work: (all.map(\.work).max() ?? 0) + 4 * size.rows + 8 * TailScale.scoresMax * size.columns)
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        let hasRows = training.rowsOfSmallestFit >= Self.rowsPerFeatureMin * training.table.columnCount
        var fitted: [Ensemble.Member] = []
        for (number, member) in (hasRows ? members + [covariance] : members).enumerated() {
            let rows = training.rows(atMost: member.rowsMax(columns: training.table.columnCount), draw: 4)
            let own = training.selecting(rows).reseeded(UInt64(number + 1))
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
