internal import Messages

struct GMMAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .gmm, displayName: "Gaussian mixture",
        description: """
            How thinly a mixture of normal distributions covers the place of a row. With one component a Gaussian, as principal \
            components see it; with more it follows several clouds of their own shapes. (Fitted to a sample of the rows beyond \
            \(FitRows.valuesMax) values.)
            """,
        parameters: [
            .integer("n_components", default: 1, 1...GMM.Options.componentsMax, "Normal distributions in the mixture."),
            .number("reg_covar", default: 1e-6, 0...1, "Added to each variance, so that none vanishes."),
            .number(
                "tol", default: 1e-3, 0...1,
                "Iterations end when the mean logarithm of a row's density gains less than this."),
            .integer("max_iter", default: 100, 1...1000, "Iterations at most."),
            .integer("n_init", default: 1, 1...20, "Starts, of which the best is kept."),
        ],
        supportsMissing: true, explanation: "components",
        reference: """
            A. P. Dempster, N. M. Laird, D. B. Rubin: Maximum Likelihood from Incomplete Data via the EM Algorithm. JRSS B 39 (1977). \
            G. McLachlan, D. Peel: Finite Mixture Models. Wiley 2000.
            """)
    static let calibration = Calibration.Method.crossFit

    let options: GMM.Options

    init(_ parameters: ResolvedParameters) {
        options = GMM.Options(
            components: parameters.integer("n_components"), regularization: parameters.number("reg_covar"),
            tolerance: parameters.number("tol"), iterations: parameters.integer("max_iter"),
            starts: parameters.integer("n_init"))
    }

    func check(_ size: FitSize) throws(DetectorError) {
        let columns = size.columns
        guard options.components * columns * columns <= GMM.Options.covarianceValuesMax else {
            throw .precondition(
                "parameters.n_components",
                "times the square of \(columns) features must not be above \(GMM.Options.covarianceValuesMax)")
        }
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await GMM.fit(training, options: options)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .gmm(let message) = fit else { return nil }
        return try GMM(message, features)
    }
}
