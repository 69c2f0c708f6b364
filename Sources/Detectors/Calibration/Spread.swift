/// Where the middle of the calibration scores lies and how far they spread, for thresholds that are so many spreads away.
///
/// Where more than half of the scores are one number, quartile range and median absolute deviation are 0 and every other
/// score would be beyond any multiple of them. Then the mean absolute deviation from the median stands in, by what each
/// of the three is of a normal distribution's standard deviation (Iglewicz and Hoaglin 1993 do so for the MAD). It is 0
/// only if all scores are equal: the threshold is that score, and nothing that is like the training rows lies above it.
struct Spread {
    /// What makes the MAD, and the mean absolute deviation, of normal numbers their standard deviation.
    static let deviationsPerMAD = 1.482602218505602
    static let deviationsPerMeanDeviation = 1.2533141373155001
    /// The quartile range of normal numbers in standard deviations.
    static let quartileRange = 1.3489795003921634

    private let ascending: [Double]

    /// - Parameter ascending: at least one number, all finite.
    init(_ ascending: [Double]) { self.ascending = ascending }

    func fence(iqr multiplier: Double) -> Double {
        let third = quantile(0.75)
        let range = Self.finite(third - quantile(0.25))
        let spread = range > 0 ? range : Self.quartileRange * meanDeviation
        return Self.finite(third + multiplier * spread)
    }

    func fence(mad multiplier: Double) -> Double {
        let median = quantile(0.5)
        var deviations = ascending.map { Self.finite(abs($0 - median)) }
        let mad = Selection.median(of: &deviations)
        let spread = mad > 0 ? Self.deviationsPerMAD * mad : meanDeviation
        return Self.finite(median + multiplier * spread)
    }

    /// As an estimate of a normal distribution's standard deviation.
    private var meanDeviation: Double {
        let median = quantile(0.5)
        let count = Double(ascending.count)
        return Self.deviationsPerMeanDeviation
            * ascending.reduce(0) { Self.finite($0 + Self.finite(abs($1 - median)) / count) }
    }

    /// Linear between neighbours, as `Selection.quantile`.
    private func quantile(_ q: Double) -> Double {
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
