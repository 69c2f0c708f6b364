/// Matrix profile discords (Yeh et al. 2016): windows unlike every other window of the series, whatever their height.
///
/// A value's score is the mean distance of the windows that it lies in, relative to the largest there is, sqrt(2 · window).
struct MatrixProfileMethod: SeriesMethod {
    static let windowDefault = 32

    static let description = SeriesAlgorithmDescription(
        displayName: "Matrix profile",
        description: """
            How unlike each window is to the one most like it, by shape alone. For regular series whose shape breaks; poor on noise \
            and flat stretches. Its cost grows with the square of the length.
            """,
        parameters: [
            .integer(
                "window", default: 0, 0...100_000,
                "Values of a window. 0: the period, or \(windowDefault) if there is none.")
        ],
        reference:
            "C.-C. M. Yeh et al.: Matrix Profile I. ICDM 2016. Z. Zimmerman et al.: Matrix Profile XIV. SoCC 2019.")
    static let usesPeriod = true

    let window: Int

    init(_ parameters: ResolvedParameters) throws(DetectorError) {
        window = parameters.integer("window")
        guard window == 0 || window >= 3 else { throw .invalid("parameters.window", "must be 0 or at least 3") }
    }

    func analyze(_ values: [Double], period: Int?) async throws -> SeriesAnalysis {
        guard values.count <= SeriesLimits.matrixProfilePointsMax else {
            throw DetectorError.precondition(
                "values",
                "\(values.count) of them; a matrix profile takes at most \(SeriesLimits.matrixProfilePointsMax)")
        }
        let window = window > 0 ? window : Swift.max(3, period ?? Swift.min(Self.windowDefault, values.count / 3))
        guard values.count >= 2 * window else {
            throw DetectorError.precondition(
                "values", "\(values.count) of them; windows of \(window) need at least \(2 * window)")
        }
        let unit = values.reduce(0) { Swift.max($0, abs($1)) }
        let profile = try await MatrixProfile.compute(
            unit > 0 ? values.map { $0 / unit } : values, window: window)
        return SeriesAnalysis(
            scores: WindowScores.means(profile.distances.map { $0 / (2 * Double(window)).squareRoot() }, window: window)
        )
    }
}
