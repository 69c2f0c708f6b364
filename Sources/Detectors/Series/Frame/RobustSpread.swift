/// Median and robust standard deviation: 1.4826 times the median absolute deviation, or sqrt(π/2) times the mean one where
/// more than half of the values are equal. 0 for values that are all the same.
enum RobustSpread {
    static func of(_ values: [Double]) -> (median: Double, deviation: Double) {
        let median = Selection.median(of: values)
        var distances = values.map { abs($0 - median) }
        let medianDeviation = Selection.median(of: distances)
        if medianDeviation > 0 { return (median, NormalDistribution.deviationsPerMAD * medianDeviation) }
        distances.sort()
        let count = Double(values.count)
        return (median, NormalDistribution.deviationsPerMeanDeviation * distances.reduce(0) { $0 + $1 / count })
    }

    /// A distance in deviations, at most `Standardization.deviationMax`; from what never varied, `Standardization.constantDeviation`.
    static func standardized(_ distance: Double, by deviation: Double) -> Double {
        if deviation > 0 { return Swift.min(abs(distance) / deviation, Standardization.deviationMax) }
        return distance == 0 ? 0 : Standardization.constantDeviation
    }
}
