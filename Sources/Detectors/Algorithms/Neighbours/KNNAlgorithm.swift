internal import Messages

struct KNNAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .knn, displayName: "k nearest neighbours",
        description: """
            The distance of a row to its nearest training rows, on standardized features. Simple, and hard to beat where \
            distances mean something; sees clusters of any shape. The model holds its training rows (a sample of them \
            beyond \(DetectorLimits.neighbourValuesMax) values).
            """,
        parameters: [
            .integer(
                "n_neighbors", default: 5, 1...DetectorLimits.neighboursMax,
                "Neighbours that are looked at; all others where there are fewer."),
            .choice(
                "method", default: "largest", of: ["largest", "mean", "median"],
                "A row's score is the distance to the last of them, or the mean or median of their distances."),
        ],
        supportsMissing: true, embedsTrainingData: true, explanation: "neighbours",
        reference: """
            S. Ramaswamy, R. Rastogi, K. Shim: Efficient Algorithms for Mining Outliers from Large Data Sets. SIGMOD 2000. \
            F. Angiulli, C. Pizzuti: Fast Outlier Detection in High Dimensional Spaces. PKDD 2002.
            """)
    static let calibration = Calibration.Method.leaveOneOut

    let neighbours: Int
    private let method: KNN.Method

    init(_ parameters: ResolvedParameters) {
        neighbours = parameters.integer("n_neighbors")
        method = KNN.Method(rawValue: parameters.text("method")) ?? .largest
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        try await KNN.fit(training, neighbours: neighbours, method: method)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .knn(let message) = fit else { return nil }
        return try KNN(message, features)
    }
}
