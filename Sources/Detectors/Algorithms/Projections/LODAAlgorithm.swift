internal import Messages

struct LODAAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .loda, displayName: "LODA",
        description: """
            How rare a row's values are on random mixtures of a few features each, by histograms. Quick, linear in rows and \
            features, and sees combinations that detectors of single features miss.
            """,
        parameters: [
            .integer("n_random_cuts", default: 100, 10...LODA.Options.projectionsMax, "Random projections."),
            .integer(
                "n_bins", default: 10, 0...ProjectionHistogram.binsMax,
                "Bins of equal width per projection; 0 chooses their number for each (Birgé and Rozenholc)."),
        ],
        supportsMissing: true, explanation: "projections",
        reference: "T. Pevný: Loda: Lightweight on-line detector of anomalies. Machine Learning 102 (2016).")
    static let calibration = Calibration.Method.crossFit

    private let options: LODA.Options

    init(_ parameters: ResolvedParameters) {
        let bins = parameters.integer("n_bins")
        options = LODA.Options(projections: parameters.integer("n_random_cuts"), bins: bins > 0 ? bins : nil)
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await LODA.fit(training, options: options)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .loda(let message) = fit else { return nil }
        return try LODA(message, features)
    }
}
