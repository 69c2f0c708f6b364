internal import Messages

struct OneClassSVMAlgorithm: DetectorAlgorithm {
    static let gammaMax = 1e6

    static let description = AlgorithmDescription(
        algorithm: .ocsvm, displayName: "One-class SVM",
        description: """
            The smoothest boundary, by a Gaussian kernel, around all but a share of the training rows. Follows clusters of any \
            shape. Exact up to "landmarks" training rows; of more rows a random sample of that size stands for all. The model \
            holds those of them that support the boundary.
            """,
        parameters: [
            .number(
                "nu", default: 0.5, 1e-3...1,
                "The share of rows that may lie outside of the boundary, and the least share that supports it."),
            .number(
                "gamma", default: 0, 0...gammaMax,
                "How quickly the kernel falls: exp(-gamma d²) at distance d of standardized rows; 0 for 1 / features."),
            .integer(
                "landmarks", default: 1000, 10...OneClassSVM.Options.landmarksMax,
                "Training rows that the boundary is made of, at most; all where there are fewer."),
        ],
        supportsMissing: true, embedsTrainingData: true, explanation: "neighbours",
        reference: """
            B. Schölkopf, J. C. Platt, J. Shawe-Taylor, A. J. Smola, R. C. Williamson: Estimating the Support of a High-Dimensional \
            Distribution. Neural Computation 13 (2001).
            """)
    static let calibration = Calibration.Method.crossFit

    private let options: OneClassSVM.Options

    init(_ parameters: ResolvedParameters) {
        let gamma = parameters.number("gamma")
        options = OneClassSVM.Options(
            nu: parameters.number("nu"), gamma: gamma > 0 ? gamma : nil, landmarks: parameters.integer("landmarks"))
    }

    /// The kernel holds a number for each pair of landmarks.
    func memory(_ size: FitSize) -> FitMemory {
        let landmarks = Swift.min(
            size.rows, options.landmarks, OneClassSVM.Options.landmarkValuesMax / size.columns)
        return FitMemory(
            kept: 2 * landmarks * (8 * size.columns + 24) + 48 * size.columns + 128,
            work: 8 * landmarks * (landmarks + 2 * size.columns + 8) + 2 * 8 * size.rows * size.columnsAtOnce)
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await OneClassSVM.fit(training, options: options)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .ocsvm(let message) = fit else { return nil }
        return try OneClassSVM(message, features)
    }
}
