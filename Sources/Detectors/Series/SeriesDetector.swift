/// Looks at a whole series at once: every value is judged by all others, those after it too.
package struct SeriesDetector: Sendable {
    package let algorithm: SeriesAlgorithm
    package let period: Period
    package let alertPValue: Double
    package let refractoryPoints: Int
    private let method: any SeriesMethod

    package enum Period: Sendable, Equatable {
        case none
        /// In points of the regular grid.
        case points(Int)
        /// Found in the series by its autocorrelation, if there is one.
        case found
    }

    /// - Parameters:
    ///   - alertPValue: A value with this p-value or less is an anomaly, where the method does not decide itself.
    ///   - refractoryPoints: Points after an alert that raise no other.
    package init(
        algorithm: SeriesAlgorithm, parameters: [String: ParameterValue] = [:], period: Period = .found,
        alertPValue: Double = 0.001, refractoryPoints: Int = 0
    ) throws(DetectorError) {
        guard alertPValue > 0, alertPValue < 1 else {
            throw .invalid("alert_p_value", "must be above 0 and below 1, not \(alertPValue)")
        }
        guard (0...StreamLimits.refractoryPointsMax).contains(refractoryPoints) else {
            throw .invalid("refractory_points", "must be between 0 and \(StreamLimits.refractoryPointsMax)")
        }
        self.algorithm = algorithm
        self.period = period
        self.alertPValue = alertPValue
        self.refractoryPoints = refractoryPoints
        let resolved = try algorithm.method.description.parameters.resolve(parameters, of: algorithm.rawValue)
        method = try algorithm.method.init(resolved)
    }

    /// Runs on the executor that the caller prefers; stops when the task is cancelled.
    package func detect(in series: Series) async throws -> SeriesResult {
        let regular = try RegularSeries(series)
        let period = try period(of: regular)
        let analysis = try await method.analyze(regular.values, period: period)
        return result(analysis, series, regular, period)
    }

    private func period(of series: RegularSeries) throws(DetectorError) -> Int? {
        guard type(of: method).usesPeriod else { return nil }
        switch period {
        case .none: return nil
        case .found: return try PeriodFinder.period(of: series.values)
        case .points(let points):
            guard points >= 2, points <= series.values.count / 2 else {
                throw .precondition(
                    "period", "must be between 2 and half of the \(series.values.count) points, not \(points)")
            }
            return points
        }
    }

    private func result(
        _ analysis: SeriesAnalysis, _ series: Series, _ regular: RegularSeries, _ period: Int?
    ) -> SeriesResult {
        func ofPoints(_ values: [Double]?) -> [Double]? { values.map { values in regular.places.map { values[$0] } } }
        let scores = zip(series.values, regular.places).map { $0.isNaN ? .nan : analysis.scores[$1] }
        let pValues = Self.pValues(scores)
        let anomalies = series.values.indices.map { point in
            !scores[point].isNaN
                && (analysis.isAnomaly.map { $0[regular.places[point]] } ?? (pValues[point] <= alertPValue))
        }
        var refractory = RefractoryPeriod(points: refractoryPoints)
        let alerts = anomalies.indices.filter { refractory.admits(anomalies[$0]) }
        return SeriesResult(
            scores: scores, pValues: pValues, isAnomaly: anomalies, alerts: alerts,
            expected: ofPoints(analysis.expected), expectedLow: ofPoints(analysis.expectedLow),
            expectedHigh: ofPoints(analysis.expectedHigh), period: period)
    }

    /// #{scores >= this one} / n, the value itself among them.
    private static func pValues(_ scores: [Double]) -> [Double] {
        let calibration = Calibration(method: .leaveOneOut, scores: scores.filter { !$0.isNaN }.sorted())
        return scores.map { $0.isNaN ? 1 : Double(calibration.atLeast($0)) / Double(calibration.n) }
    }
}
