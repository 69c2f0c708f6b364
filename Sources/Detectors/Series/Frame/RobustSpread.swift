/// Median and robust standard deviation: 1.4826 times the median absolute deviation, or sqrt(π/2) times the mean one where
/// more than half of the values are equal. 0 for values that are all the same.
enum RobustSpread {
    static func of(_ values: [Double]) -> (median: Double, deviation: Double) {
        let median = Selection.median(of: values)
        var distances = values.map { abs($0 - median) }
        let medianDeviation = Selection.median(of: distances)
        if medianDeviation > 0 { return (median, 1.482602218505602 * medianDeviation) }
        distances.sort()
        let count = Double(values.count)
        return (median, 1.2533141373155003 * distances.reduce(0) { $0 + $1 / count })
    }

    static let constantDeviation = 10.0
    static let deviationMax = 1e15

    /// A distance in deviations, at most `deviationMax`; from what never varied, `constantDeviation`.
    static func standardized(_ distance: Double, by deviation: Double) -> Double {
        if deviation > 0 { return Swift.min(abs(distance) / deviation, deviationMax) }
        return distance == 0 ? 0 : constantDeviation
    }
}
