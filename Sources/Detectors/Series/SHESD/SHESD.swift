/// Seasonal hybrid ESD (Hochenbaum, Vallis and Kejariwal 2017; Twitter's AnomalyDetection): the season is taken off by medians,
/// and the generalized ESD test with median and MAD says which residuals are outliers.
///
/// A score is the residual's distance from the residuals' median in robust standard deviations, both of what the test leaves; on
/// one side only it is negative on the other.
struct SHESD: SeriesMethod {
    static let description = SeriesAlgorithmDescription(
        displayName: "Seasonal hybrid ESD",
        description: """
            What a season does not explain, tested for outliers. For values that are too high or too low for their time of \
            the day or the week; says what it expected.
            """,
        parameters: [
            .number("max_anomalies", default: 0.1, 0...0.49, "The share of the values that may be outliers."),
            .number("alpha", default: 0.05, 1e-9...0.5, "The test's level."),
            .choice(
                "direction", default: "both", of: ["both", "positive", "negative"],
                "Whether values that are too high, too low or either count."),
            .choice(
                "level", default: "median", of: ["median", "running"],
                "Residuals are taken around the median of all, or around the running median over one period."),
        ],
        reference: "J. Hochenbaum, O. S. Vallis, A. Kejariwal: Automatic Anomaly Detection in the Cloud Via "
            + "Statistical Learning. 2017. B. Rosner: Percentage Points for a Generalized ESD Many-Outlier "
            + "Procedure. Technometrics 1983.")
    static let usesPeriod = true

    let level: SeasonalDecomposition.Level
    let direction: GeneralizedESD.Direction
    let anomaliesMax: Double
    let alpha: Double

    init(_ parameters: ResolvedParameters) {
        level = SeasonalDecomposition.Level(rawValue: parameters.text("level")) ?? .median
        direction = GeneralizedESD.Direction(rawValue: parameters.text("direction")) ?? .both
        anomaliesMax = parameters.number("max_anomalies")
        alpha = parameters.number("alpha")
    }

    func analyze(_ values: [Double], period: Int?) async throws -> SeriesAnalysis {
        // In units of the largest value: differences of large ones could overflow.
        let unit = values.reduce(0) { Swift.max($0, abs($1)) }
        guard unit > 0 else {
            return try analysis(values, SeasonalDecomposition(values, period: nil, level: .median), 1)
        }
        let scaled = values.map { $0 / unit }
        return try analysis(scaled, SeasonalDecomposition(scaled, period: period, level: level), unit)
    }

    private func analysis(_ values: [Double], _ parts: SeasonalDecomposition, _ unit: Double) -> SeriesAnalysis {
        let residual = parts.residual(of: values)
        let test = GeneralizedESD(
            alpha: alpha, outliersMax: Int(anomaliesMax * Double(values.count)), direction: direction)
        let result = test.test(residual)
        var isAnomaly = [Bool](repeating: false, count: values.count)
        for index in result.outliers { isAnomaly[index] = true }
        let expected = values.indices.map { parts.level[$0] + parts.season[$0] + result.median }
        let reach = result.critical * result.deviation
        return SeriesAnalysis(
            scores: residual.map { score($0 - result.median, result.deviation) },
            expected: expected.map { $0 * unit }, expectedLow: expected.map { ($0 - reach) * unit },
            expectedHigh: expected.map { ($0 + reach) * unit }, isAnomaly: isAnomaly)
    }

    private func score(_ distance: Double, _ deviation: Double) -> Double {
        let score = RobustSpread.standardized(distance, by: deviation)
        return switch direction {
        case .both: score
        case .positive: distance < 0 ? -score : score
        case .negative: distance > 0 ? -score : score
        }
    }
}
