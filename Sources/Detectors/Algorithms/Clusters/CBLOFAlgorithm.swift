internal import Messages

struct CBLOFAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .cblof, displayName: "Cluster-based local outlier factor",
        description: """
            The distance of a row to the center of the nearest large cluster: rows far from all of them are strange, and so are \
            whole small clusters. Quick, and easy to explain, where data falls into round groups.
            """,
        parameters: [
            .integer("n_clusters", default: 8, 1...CBLOF.clustersMax, "Clusters that are sought (k-means)."),
            .number(
                "alpha", default: 0.9, 0.01...0.999,
                "The share of the rows that large clusters hold together, at least."),
            .number(
                "beta", default: 5, 1...1000,
                "How many times larger the smallest large cluster is than the next, at least."),
            .boolean("use_weights", default: false, "A row's distance counts by the share of the rows in its cluster."),
        ],
        supportsMissing: true, explanation: "center",
        reference:
            "Z. He, X. Xu, S. Deng: Discovering cluster-based local outliers. Pattern Recognition Letters 24 (2003).")
    static let calibration = Calibration.Method.crossFit

    let options: CBLOF.Options

    init(_ parameters: ResolvedParameters) {
        options = CBLOF.Options(
            clusters: parameters.integer("n_clusters"), alpha: parameters.number("alpha"),
            beta: parameters.number("beta"), usesWeights: parameters.boolean("use_weights"))
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await CBLOF.fit(training, options: options)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .cblof(let message) = fit else { return nil }
        return try CBLOF(message, features)
    }
}
