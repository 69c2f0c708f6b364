internal import Messages

struct IsolationForestAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .isolationForest, displayName: "Isolation forest",
        description: """
            Random trees split the features at random; strange rows end up alone after few splits. The general choice: \
            no assumption on distributions, sees combinations of features, and its cost grows with the rows only.
            """,
        parameters: [
            .integer(
                "trees", default: 100, 10...IsolationForest.Options.treesMax,
                "Trees in the forest. More trees: steadier scores, slower."),
            .integer(
                "sample_size", default: 256, 16...IsolationForest.Options.sampleSizeMax,
                "Rows that each tree sees, drawn without replacement."),
        ],
        supportsMissing: true, explanation: "path",
        reference: "F. T. Liu, K. M. Ting, Z.-H. Zhou: Isolation Forest. ICDM 2008.")
    static let calibration = Calibration.Method.crossFit

    private let options: IsolationForest.Options

    init(_ parameters: ResolvedParameters) throws(DetectorError) {
        options = IsolationForest.Options(
            trees: parameters.integer("trees"), sampleSize: parameters.integer("sample_size"))
        guard options.trees * options.sampleSize <= IsolationForest.Options.treeRowsMax else {
            throw .invalid(
                "parameters.sample_size", "times trees must not be above \(IsolationForest.Options.treeRowsMax)")
        }
    }

    /// A sample for each thread; trees are gathered before they are laid out.
    func memory(_ size: FitSize) -> FitMemory {
        let sampleSize = Swift.min(options.sampleSize, size.rows)
        let kept = IsolationForest.byteCount(trees: options.trees, sampleSize: sampleSize)
        return FitMemory(kept: kept, work: kept + size.threads * sampleSize * (8 * size.columns + 32))
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await IsolationForest.fit(training, options: options)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .isolationForest(let message) = fit else { return nil }
        return try IsolationForest(message, features.map(\.median))
    }
}
