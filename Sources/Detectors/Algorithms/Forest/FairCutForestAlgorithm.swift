internal import Messages

struct FairCutForestAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .fairCutForest, displayName: "Fair-cut forest",
        description: """
            An extended isolation forest that cuts each random direction where the two sides hang together best, instead of \
            anywhere: small groups of strange rows are set apart as well as single ones. The most accurate of the forests \
            where data has clusters; less sure of rows far outside the training range.
            """,
        parameters: ObliqueForest.Options.parameters, supportsMissing: true, explanation: "path",
        reference: "D. Cortes: Revisiting randomized choices in isolation forests. arXiv 2110.13402 (2021).")
    static let calibration = Calibration.Method.crossFit

    let options: ObliqueForest.Options

    init(_ parameters: ResolvedParameters) throws(DetectorError) {
        options = try ObliqueForest.Options(parameters)
    }

    func check(_ size: FitSize) throws(DetectorError) { try options.check(columns: size.columns) }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await ObliqueForest.fit(training, options: options, cut: .pooledGain)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .extendedIsolationForest(let message) = fit else { return nil }
        return try ObliqueForest(message, features.map(\.median))
    }
}
