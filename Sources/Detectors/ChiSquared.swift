/// The chi-squared distribution, for a whole number of degrees of freedom.
enum ChiSquared {
    /// P(X <= x), to about 1e-12: the regularized lower incomplete gamma function by its series below the mean, and by its continued
    /// fraction above (Abramowitz and Stegun 6.5.29 and 6.5.31).
    static func probability(_ x: Double, degrees: Int) -> Double {
        guard x > 0 else { return 0 }
        let a = Double(degrees) / 2
        let z = x / 2
        // zᵃ e⁻ᶻ / Γ(a).
        let front = _exp(a * _log(z) - z - logGamma(halves: degrees))
        return z < a + 1 ? front * series(a, z) : 1 - front * fraction(a, z)
    }

    /// The x with P(X <= x) = p, for p in (0, 1).
    static func quantile(_ p: Double, degrees: Int) -> Double {
        let mean = Double(degrees)
        var low = 0.0
        var high = mean + 1
        while probability(high, degrees: degrees) < p { high *= 2 }
        // Halving until numbers end is slow and always right; it is done once a fit.
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return middle }
            if probability(middle, degrees: degrees) < p { low = middle } else { high = middle }
        }
    }

    /// ln Γ(halves / 2), from Γ(1/2) = √π or Γ(1) = 1 upwards.
    private static func logGamma(halves: Int) -> Double {
        var sum = halves % 2 == 1 ? _log(Double.pi) / 2 : 0
        for half in stride(from: halves % 2 == 1 ? 1 : 2, to: halves, by: 2) { sum += _log(Double(half) / 2) }
        return sum
    }

    private static func series(_ a: Double, _ z: Double) -> Double {
        var term = 1 / a
        var sum = term
        var denominator = a
        while term > sum * 1e-17 {
            denominator += 1
            term *= z / denominator
            sum += term
        }
        return sum
    }

    /// Lentz's way.
    private static func fraction(_ a: Double, _ z: Double) -> Double {
        var b = z + 1 - a
        var c = 1e300
        var d = 1 / b
        var result = d
        for step in 1...10_000 {
            let numerator = -Double(step) * (Double(step) - a)
            b += 2
            d = 1 / (numerator * d + b)
            c = b + numerator / c
            result *= c * d
            if abs(c * d - 1) < 1e-16 { break }
        }
        return result
    }
}
