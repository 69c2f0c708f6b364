internal import Messages

struct HBOSAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .hbos, displayName: "HBOS",
        description: """
            Adds up, over the features, how rare the histogram bin of a value is. The quickest of all, with exact \
            explanations; looks at each feature on its own, and sees gaps within a distribution as well as its tails.
            """,
        parameters: [
            .integer(
                "n_bins", default: 10, 0...HBOS.binsMax,
                "Bins of equal width per feature; 0 chooses their number for each feature (Birgé and Rozenholc)."),
            .number("alpha", default: 0.1, 1e-6...0.5, "Added to each density: how much an empty bin counts."),
            .number(
                "tol", default: 0.5, 0...1,
                "A value outside counts as the outermost bin's up to so many bin widths; beyond, as an empty bin's."),
        ],
        supportsMissing: true, explanation: "exact",
        reference: """
            M. Goldstein, A. Dengel: Histogram-based Outlier Score (HBOS). KI 2012. L. Birgé, Y. Rozenholc: How many bins \
            should be put in a regular histogram. ESAIM: P&S 10 (2006).
            """)
    static let calibration = Calibration.Method.crossFit

    private let options: HBOS.Options

    init(_ parameters: ResolvedParameters) {
        let bins = parameters.integer("n_bins")
        options = HBOS.Options(
            bins: bins > 0 ? bins : nil, alpha: parameters.number("alpha"), tolerance: parameters.number("tol"))
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await HBOS.fit(training, options: options)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .hbos(let message) = fit else { return nil }
        return try HBOS(message, features)
    }
}
