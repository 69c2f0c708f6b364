/// Where the middle of the calibration scores lies and how far they spread, for thresholds that are so many spreads away.
///
/// Where more than half of the scores are one number, quartile range and median absolute deviation are 0 and every other
/// score would be beyond any multiple of them. Then the mean absolute deviation from the median stands in, by what each
/// of the three is of a normal distribution's standard deviation (Iglewicz and Hoaglin 1993 do so for the MAD). It is 0
/// only if all scores are equal: the threshold is that score, and nothing that is like the training rows lies above it.
struct Spread {
    /// The third quartile, and the quartile range or what stands in for it.
    private let third: Double
    private let range: Double
    /// The median, and the standard deviation by the MAD or by what stands in for it.
    private let median: Double
    private let deviation: Double

    /// - Parameter ascending: at least one number, all finite.
    init(_ ascending: [Double]) {
        let median = Self.quantile(0.5, of: ascending)
        let third = Self.quantile(0.75, of: ascending)
        let deviations = ascending.map { Self.finite(abs($0 - median)) }
        let count = Double(ascending.count)
        let meanDeviation =
            NormalDistribution.deviationsPerMeanDeviation * deviations.reduce(0) { Self.finite($0 + $1 / count) }
        let range = Self.finite(third - Self.quantile(0.25, of: ascending))
        let mad = Selection.median(of: deviations)
        self.third = third
        self.range = range > 0 ? range : NormalDistribution.quartileRange * meanDeviation
        self.median = median
        deviation = mad > 0 ? NormalDistribution.deviationsPerMAD * mad : meanDeviation
    }

    func fence(iqr multiplier: Double) -> Double { Self.finite(third + multiplier * range) }

    func fence(mad multiplier: Double) -> Double { Self.finite(median + multiplier * deviation) }

    /// Linear between neighbours (Hyndman and Fan's type 7).
    private static func quantile(_ q: Double, of ascending: [Double]) -> Double {
        let position = q * Double(ascending.count - 1)
        let index = Int(position)
        let fraction = position - Double(index)
        guard fraction > 0, index + 1 < ascending.count else { return ascending[index] }
        return ascending[index] * (1 - fraction) + ascending[index + 1] * fraction
    }

    /// A read snapshot may hold scores whose difference is no number any more.
    private static func finite(_ value: Double) -> Double {
        Swift.min(Swift.max(value, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
    }
}
