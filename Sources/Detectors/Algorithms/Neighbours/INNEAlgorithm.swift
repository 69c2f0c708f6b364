internal import Messages

struct INNEAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .inne, displayName: "INNE",
        description: """
            Isolation by nearest neighbours: many small samples of the training rows, and a sphere around each sampled row that \
            reaches to its nearest neighbour; strange rows lie in no sphere, or in large ones. Sees what is strange for its \
            neighbourhood at the cost of a forest. The model holds the training rows that it drew.
            """,
        parameters: [
            .integer(
                "n_estimators", default: 200, 10...INNE.Options.estimatorsMax,
                "Samples that are drawn. More: steadier scores, slower."),
            .integer(
                "max_samples", default: 8, 2...INNE.Options.spheresMax,
                "Rows of each sample: more see finer structure, fewer make more rows strange."),
        ],
        supportsMissing: true, embedsTrainingData: true, explanation: "neighbours",
        reference: """
            T. R. Bandaragoda, K. M. Ting, D. Albrecht, F. T. Liu, Y. Zhu, J. R. Wells: Isolation-based anomaly detection using \
            nearest-neighbor ensembles. Computational Intelligence 34 (2018).
            """)
    static let calibration = Calibration.Method.crossFit

    let options: INNE.Options

    init(_ parameters: ResolvedParameters) {
        options = INNE.Options(
            estimators: parameters.integer("n_estimators"), spheresPerEstimator: parameters.integer("max_samples"))
    }

    func check(_ size: FitSize) throws(DetectorError) {
        let columns = size.columns
        let spheres = Swift.min(options.spheresPerEstimator, size.rowsOfSmallestFit)
        guard options.estimators * spheres * columns <= INNE.Options.centerValuesMax else {
            throw .precondition(
                "parameters.max_samples",
                "times n_estimators times \(columns) features must not be above \(INNE.Options.centerValuesMax)")
        }
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await INNE.fit(training, options: options)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .inne(let message) = fit else { return nil }
        return try INNE(message, features)
    }
}
