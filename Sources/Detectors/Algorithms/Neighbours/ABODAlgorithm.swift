internal import Messages

struct ABODAlgorithm: DetectorAlgorithm {
    /// A row costs the square of them.
    static let neighboursMax = 100

    static let description = AlgorithmDescription(
        algorithm: .abod, displayName: "Angle-based outlier detection",
        description: """
            How little the directions to a row's nearest neighbours differ: amid others they point everywhere, at the rim or \
            outside to one side. Made for many features, where distances alone say little. The model holds its distinct \
            training rows (a sample of them beyond \(DetectorLimits.neighbourValuesMax) values).
            """,
        parameters: [
            .integer(
                "n_neighbors", default: 5, 3...neighboursMax,
                "Neighbours whose directions are looked at; all others where there are fewer.")
        ],
        supportsMissing: true, embedsTrainingData: true, explanation: "neighbours",
        reference:
            "H.-P. Kriegel, M. Schubert, A. Zimek: Angle-Based Outlier Detection in High-dimensional Data. KDD 2008.")
    static let calibration = Calibration.Method.leaveOneOut

    private let neighbours: Int

    init(_ parameters: ResolvedParameters) {
        neighbours = parameters.integer("n_neighbors")
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        ABOD(rows: Twins.apart(try await TrainingRows.fit(training)).rows, neighbours: neighbours)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .abod(let message) = fit else { return nil }
        return try ABOD(message, features)
    }
}
