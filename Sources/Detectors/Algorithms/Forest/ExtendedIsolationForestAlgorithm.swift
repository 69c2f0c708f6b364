internal import Messages

struct ExtendedIsolationForestAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .extendedIsolationForest, displayName: "Extended isolation forest",
        description: """
            An isolation forest that cuts along random directions instead of along the axes: it does not take the corners \
            that axes make for ordinary, and sees what is strange in a combination of features.
            """,
        parameters: ObliqueForest.Options.parameters, supportsMissing: true, explanation: "path",
        reference: """
            S. Hariri, M. Carrasco Kind, R. J. Brunner: Extended Isolation Forest. IEEE TKDE 33 (2021). With random subsets \
            of features, as in isotree.
            """)
    static let calibration = Calibration.Method.crossFit

    let options: ObliqueForest.Options

    init(_ parameters: ResolvedParameters) throws(DetectorError) {
        options = try ObliqueForest.Options(parameters)
    }

    func check(_ size: FitSize) throws(DetectorError) { try options.check(columns: size.columns) }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await ObliqueForest.fit(training, options: options, cut: .random)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .extendedIsolationForest(let message) = fit else { return nil }
        return try ObliqueForest(message, features.map(\.median))
    }
}
