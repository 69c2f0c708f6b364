internal import Messages

struct LOFAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .lof, displayName: "Local outlier factor",
        description: """
            How much thinner the training rows lie around a row than around its neighbours: about 1 is ordinary. Sees what \
            is strange for its neighbourhood, where clusters differ in density. The model holds its training rows (a \
            sample of them beyond \(DetectorLimits.neighbourValuesMax) values).
            """,
        parameters: [
            .integer(
                "n_neighbors", default: 20, 1...DetectorLimits.neighboursMax,
                "Neighbours that are looked at; all others where there are fewer.")
        ],
        supportsMissing: true, embedsTrainingData: true, explanation: "neighbours",
        reference:
            "M. M. Breunig, H.-P. Kriegel, R. T. Ng, J. Sander: LOF: Identifying Density-Based Local Outliers. SIGMOD 2000."
    )
    static let calibration = Calibration.Method.leaveOneOut

    let neighbours: Int

    init(_ parameters: ResolvedParameters) {
        neighbours = parameters.integer("n_neighbors")
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await LOF.fit(training, neighbours: neighbours)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .lof(let message) = fit else { return nil }
        return try LOF(message, features)
    }
}
