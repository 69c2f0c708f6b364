/// A table algorithm on the windows of a series: each window is a row. The best there is point by point.
///
/// A window is scored by a model that did not see it (cross-fitted, or itself left out); a value's score is the mean over the
/// windows that it lies in. Windows overlap, so that a model has seen all but some of a window's values in others.
struct SlidingWindowsMethod: SeriesMethod {
    static let description = SeriesAlgorithmDescription(
        displayName: "Table algorithm on windows",
        description: """
            Windows of the series as rows for an algorithm for tables. Sees unusual heights as well as unusual shapes; the best general \
            choice point by point.
            """,
        parameters: [
            .choice(
                "algorithm", default: Algorithm.knn.rawValue,
                of: Algorithm.allCases.filter { $0 != .ensemble }.map(\.rawValue),
                "The algorithm, with its default parameters."),
            .integer("window", default: 32, 2...1000, "Values of a window."),
        ],
        reference: "S. Schmidl, P. Wenig, T. Papenbrock: Anomaly Detection in Time Series: A Comprehensive Evaluation. "
            + "PVLDB 2022.")
    static let usesPeriod = false

    let algorithm: Algorithm
    let window: Int

    init(_ parameters: ResolvedParameters) throws(DetectorError) {
        algorithm = try Algorithm(named: parameters.text("algorithm"))
        window = parameters.integer("window")
    }

    func analyze(_ values: [Double], period: Int?) async throws -> SeriesAnalysis {
        let rows = values.count - window + 1
        guard rows >= DetectorLimits.trainingRowsMin else {
            throw DetectorError.precondition(
                "values",
                "\(values.count) of them; windows of \(window) need at least "
                    + "\(window + DetectorLimits.trainingRowsMin - 1)")
        }
        guard rows * window <= SeriesLimits.windowValuesMax else {
            throw DetectorError.precondition(
                "parameters.window",
                "\(rows) windows of \(window) values; together they may hold at most \(SeriesLimits.windowValuesMax)")
        }
        let table = DataTable(try FeatureTable(windowsOf: values, window: window))
        let model = try await TrainedModel.train(DetectorSpecification(algorithm: algorithm), on: table)
        let scores = try await model.scores(model.encode(table, basis: .training(firstRow: 0)))
        return SeriesAnalysis(scores: WindowScores.means(scores, window: window))
    }
}
