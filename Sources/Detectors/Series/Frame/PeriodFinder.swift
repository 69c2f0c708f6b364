/// Finds the period of a series: where its autocorrelation has a hill.
///
/// The straight line through the series is taken off, far values are pulled in, and each lag's correlation is the mean over
/// the pairs there are. Of the hills the shortest is taken that is at least `nearlyHighest` of the highest: the multiples of
/// a period correlate as well as the period. Of the lags close by, the one whose multiples correlate best is the period: noise moves
/// a single hill's top.
enum PeriodFinder {
    static let periodMin = 4
    /// A period must be seen at least so often.
    static let cyclesMin = 3
    static let correlationMin = 0.3
    static let nearlyHighest = 0.9
    /// A hill must rise so far above the valley in front of it.
    static let riseMin = 0.1

    /// - Returns: the period in points, nil if there is none.
    static func period(of values: [Double]) throws(DetectorError) -> Int? {
        guard values.count <= SeriesLimits.transformPlacesMax else {
            throw .precondition(
                "period",
                "is found in at most \(SeriesLimits.transformPlacesMax) points; of \(values.count) it must be given")
        }
        let correlations = autocorrelations(values, lagMax: 2 * values.count / 3)
        guard !correlations.isEmpty else { return nil }
        var hills: [(lag: Int, correlation: Double)] = []
        var valley = 1.0
        for lag in 1..<(values.count / cyclesMin) {
            let correlation = correlations[lag]
            valley = Swift.min(valley, correlation)
            if lag >= periodMin, correlation >= correlationMin, correlation - valley >= riseMin,
                correlation >= correlations[lag - 1], correlation > correlations[lag + 1]
            {
                hills.append((lag, correlation))
            }
        }
        guard let highest = hills.map(\.correlation).max() else { return nil }
        guard let first = hills.first(where: { $0.correlation >= nearlyHighest * highest }) else { return nil }
        return refined(first.lag, correlations, count: values.count)
    }

    private static func refined(_ lag: Int, _ correlations: [Double], count: Int) -> Int {
        let reach = Swift.max(1, lag / 16)
        let multiples = Swift.max(1, (correlations.count - 1) / (lag + reach))
        func meanCorrelation(_ period: Int) -> Double {
            // Each by the number of pairs that it is the mean of.
            var (sum, weight) = (0.0, 0.0)
            for multiple in 1...multiples {
                let pairs = Double(count - multiple * period)
                sum += correlations[multiple * period] * pairs
                weight += pairs
            }
            return sum / weight
        }
        let candidates = (lag - reach)...(lag + reach)
        return candidates.max { meanCorrelation($0) < meanCorrelation($1) } ?? lag
    }

    /// From lag 0, which is 1, to `lagMax`; empty for a constant series.
    static func autocorrelations(_ values: [Double], lagMax: Int) -> [Double] {
        let prepared = prepared(values)
        let count = prepared.count
        var length = 1
        while length < count + lagMax + 1 { length *= 2 }
        var signal = FourierTransform.forward(
            .init(real: prepared + [Double](repeating: 0, count: length - count)))
        for index in 0..<length {
            let (re, im) = (signal.real[index], signal.imaginary[index])
            signal.real[index] = re * re + im * im
            signal.imaginary[index] = 0
        }
        let products = FourierTransform.inverse(signal).real
        guard products[0] > 0 else { return [] }
        let variance = products[0] / Double(count)
        return (0...lagMax).map { products[$0] / Double(count - $0) / variance }
    }

    /// Scaled to the size of 1, without its line, cut at five robust deviations.
    private static func prepared(_ values: [Double]) -> [Double] {
        let median = Selection.median(of: values)
        let largest = values.reduce(0) { Swift.max($0, abs($1 / 2 - median / 2)) }
        guard largest > 0 else { return values.map { _ in 0 } }
        var scaled = values.map { ($0 / 2 - median / 2) / largest }
        // Least squares over the index, centred.
        let middle = Double(values.count - 1) / 2
        var (products, squares) = (0.0, 0.0)
        for (index, value) in scaled.enumerated() {
            products += (Double(index) - middle) * value
            squares += (Double(index) - middle) * (Double(index) - middle)
        }
        let slope = products / squares
        for index in scaled.indices { scaled[index] -= slope * (Double(index) - middle) }
        let (centre, deviation) = RobustSpread.of(scaled)
        let limit = deviation > 0 ? 5 * deviation : .infinity
        scaled = scaled.map { Swift.min(Swift.max($0 - centre, -limit), limit) }
        let mean = scaled.reduce(0, +) / Double(scaled.count)
        return scaled.map { $0 - mean }
    }
}
