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

    /// A histogram and about sqrt(features) weights for each projection; a thread projects the rows it has at hand.
    func memory(_ size: FitSize) -> FitMemory {
        let weights = Int(Double(size.columns).squareRoot()) + 1
        // Bins that are chosen are at most the root of the rows.
        let bins =
            options.bins
            ?? Swift.min(
                ProjectionHistogram.binsMax, Int(Double(size.rows).squareRoot()) + 1)
        let kept = 2 * (options.projections * (16 * weights + 8 * bins + 96) + 24 * size.columns + 64)
        let rows = Swift.min(size.rows, ProjectionHistogram.rowsMax)
        return FitMemory(kept: kept, work: rows * (4 + 16 * size.threads) + 2 * 8 * size.rows * size.columnsAtOnce)
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
