/// Count, extremes, mean and the sums of the second to fourth powers of the deviations from it.
///
/// A run of values is summed in two passes around its own mean, and runs are merged by the formulas of Chan, Golub and
/// LeVeque (1979) and Pébay (2008). The mean is kept in two numbers, so that noise on top of a large offset keeps its digits
/// however often runs are merged.
struct Moments: Sendable, Equatable {
    private(set) var count = 0
    private(set) var minimum = Double.infinity
    private(set) var maximum = -Double.infinity
    private(set) var mean = 0.0
    /// What rounding took from `mean`: the sums are of the deviations from both together.
    private(set) var meanRest = 0.0
    private(set) var m2 = 0.0
    private(set) var m3 = 0.0
    private(set) var m4 = 0.0

    init() {}

    /// Of finite values; those beyond `count` are not looked at.
    init(_ values: Span<Double>) {
        guard !values.isEmpty else { return }
        count = values.count
        let total = sum(values)
        let n = Double(count)
        mean = total / n
        // The mean is rounded; what the deviations sum up to says by how much, and the sums move to the exact one.
        correct(by: deviations(values) / n, n: n)
        // A constant has no deviations, whatever rounding did to its mean.
        if minimum == maximum { (mean, meanRest, m2, m3, m4) = (minimum, 0, 0, 0, 0) }
    }

    private mutating func sum(_ values: Span<Double>) -> Double {
        var lanes = SIMD8<Double>.zero
        var low = SIMD8<Double>(repeating: .infinity)
        var high = SIMD8<Double>(repeating: -.infinity)
        let whole = values.count & ~7
        var index = 0
        while index < whole {
            let eight = values.eight(at: index)
            lanes += eight
            low.replace(with: eight, where: eight .< low)
            high.replace(with: eight, where: eight .> high)
            index += 8
        }
        var total = lanes.sum()
        minimum = low.min()
        maximum = high.max()
        while index < values.count {
            total += values[index]
            minimum = Swift.min(minimum, values[index])
            maximum = Swift.max(maximum, values[index])
            index += 1
        }
        return total
    }

    /// Sums up the powers of the deviations from `mean`; returns the first one's sum.
    private mutating func deviations(_ values: Span<Double>) -> Double {
        var (s1, s2, s3, s4) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
        let center = SIMD4<Double>(repeating: mean)
        let whole = values.count & ~3
        var index = 0
        while index < whole {
            let d = values.four(at: index) - center
            let square = d * d
            s1 += d
            s2 += square
            s3 += square * d
            s4 += square * square
            index += 4
        }
        var m1 = s1.sum()
        (m2, m3, m4) = (s2.sum(), s3.sum(), s4.sum())
        while index < values.count {
            let d = values[index] - mean
            m1 += d
            m2 += d * d
            m3 += d * d * d
            m4 += d * d * d * d
            index += 1
        }
        return m1
    }

    private mutating func correct(by shift: Double, n: Double) {
        moveMean(by: shift)
        m4 += shift * (-4 * m3 + shift * (6 * m2 - 3 * n * shift * shift))
        m3 += shift * (-3 * m2 + 2 * n * shift * shift)
        m2 -= n * shift * shift
    }

    /// Keeps what the sum of the two does not hold (Knuth's two-sum).
    private mutating func moveMean(by shift: Double) {
        let small = meanRest + shift
        let sum = mean + small
        meanRest = small - (sum - mean)
        mean = sum
    }

    mutating func merge(_ other: Moments) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        let (a, b) = (Double(count), Double(other.count))
        let n = a + b
        let delta = other.mean - mean + (other.meanRest - meanRest)
        let ratio = delta / n
        let product = a * b
        let square = delta * ratio * product
        m4 +=
            other.m4 + square * ratio * ratio * (a * a - product + b * b)
            + 6 * ratio * ratio * (a * a * other.m2 + b * b * m2) + 4 * ratio * (a * other.m3 - b * m3)
        m3 += other.m3 + square * ratio * (a - b) + 3 * ratio * (a * other.m2 - b * m2)
        m2 += other.m2 + square
        moveMean(by: ratio * b)
        count += other.count
        minimum = Swift.min(minimum, other.minimum)
        maximum = Swift.max(maximum, other.maximum)
    }
}

extension Moments {
    /// Of the sample (n - 1); 0 for less than two values.
    var standardDeviation: Double { count > 1 ? (m2 / Double(count - 1)).squareRoot() : 0 }

    /// Of the population, as SciPy has it; 0 where nothing deviates.
    var skewness: Double {
        guard m2 > 0 else { return 0 }
        let variance = m2 / Double(count)
        return m3 / Double(count) / (variance * variance.squareRoot())
    }

    /// Excess kurtosis of the population; 0 where nothing deviates.
    var kurtosis: Double {
        guard m2 > 0 else { return 0 }
        let variance = m2 / Double(count)
        return m4 / Double(count) / (variance * variance) - 3
    }
}
