/// Change points by PELT: where the series becomes another one. A change's score is what it saves: the cost of both neighbouring segments
/// as one, less the cost of the two. All other values have 0.
struct ChangePoints: SeriesMethod {
    static let description = SeriesAlgorithmDescription(
        displayName: "Change points",
        description: """
            Where a level, or level and spread, changes for longer than a moment. For series that stand at levels; a season \
            should be taken off first.
            """,
        parameters: [
            .choice(
                "cost", default: "rank", of: ["rank", "mean", "normal"],
                "What may change: the mean rank (robust), the mean, the mean or the variance of a normal distribution."),
            .number(
                "penalty", default: 3, 0.1...1000,
                "What a change point must save, in ln n for each parameter of a segment (1: BIC)."),
            .integer("min_size", default: 5, 2...100_000, "Values of a segment at least."),
        ],
        reference: "R. Killick, P. Fearnhead, I. A. Eckley: Optimal Detection of Changepoints with a Linear "
            + "Computational Cost. JASA 2012.")
    static let usesPeriod = false

    let kind: SegmentCost.Kind
    let penalty: Double
    let lengthMin: Int

    init(_ parameters: ResolvedParameters) {
        kind = SegmentCost.Kind(rawValue: parameters.text("cost")) ?? .rank
        penalty = parameters.number("penalty")
        lengthMin = parameters.integer("min_size")
    }

    func analyze(_ values: [Double], period: Int?) async throws -> SeriesAnalysis {
        guard values.count <= SeriesLimits.changePointsPointsMax else {
            throw DetectorError.precondition(
                "values",
                "\(values.count) of them; change points take at most \(SeriesLimits.changePointsPointsMax)")
        }
        let cost = SegmentCost(Self.standardized(values), kind: kind)
        // The position of a change is a parameter too.
        let parameters = kind == .normal ? 3.0 : 2.0
        let pelt = PELT(cost: cost, penalty: penalty * parameters * _log(Double(values.count)), lengthMin: lengthMin)
        return analysis(values, try pelt.changePoints(), cost)
    }

    private func analysis(_ values: [Double], _ points: [Int], _ cost: SegmentCost) -> SeriesAnalysis {
        let bounds = [0] + points + [values.count]
        var analysis = SeriesAnalysis(
            scores: [Double](repeating: 0, count: values.count), expected: values, expectedLow: values,
            expectedHigh: values, isAnomaly: [Bool](repeating: false, count: values.count))
        for (index, point) in points.enumerated() {
            let (start, end) = (bounds[index], bounds[index + 2])
            analysis.scores[point] = Swift.max(
                cost.cost(start, end) - cost.cost(start, point) - cost.cost(point, end), 0)
            analysis.isAnomaly?[point] = true
        }
        for (start, end) in zip(bounds, bounds.dropFirst()) {
            let (median, deviation) = RobustSpread.of(Array(values[start..<end]))
            for value in start..<end {
                analysis.expected?[value] = median
                analysis.expectedLow?[value] = median - 3 * deviation
                analysis.expectedHigh?[value] = median + 3 * deviation
            }
        }
        return analysis
    }

    /// In robust standard deviations of the noise, which differences of neighbours show whatever the level does; cut at
    /// ±1e3 so that sums of squares keep their digits.
    static func standardized(_ values: [Double]) -> [Double] {
        let unit = values.reduce(0) { Swift.max($0, abs($1)) }
        guard unit > 0 else { return values }
        let scaled = values.map { $0 / unit }
        let (median, spread) = RobustSpread.of(scaled)
        let differences = zip(scaled.dropFirst(), scaled).map { $0 - $1 }
        // The difference of two has the variance of both.
        var noise = RobustSpread.of(differences).deviation / 2.0.squareRoot()
        if noise <= 1e-3 * spread { noise = 1e-3 * spread }
        guard noise > 0 else { return scaled.map { $0 - median } }
        return scaled.map { Swift.min(Swift.max(($0 - median) / noise, -1e3), 1e3) }
    }
}
