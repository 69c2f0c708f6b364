/// Student's t distribution, its upper tail.
enum StudentT {
    /// From as many degrees of freedom on the expansion around the normal distribution is exact to 1e-10.
    private static let normalDegreesMin = 2000.0

    /// t with P(T > t) = `tail`, 0 < tail <= 1/2.
    static func quantile(upperTail tail: Double, degrees: Double) -> Double {
        guard tail < 0.5 else { return 0 }
        guard degrees < normalDegreesMin else { return expanded(NormalTail.quantile(tail), degrees) }
        // Bisection on a scale without end, then Newton's steps inside the bracket.
        var low = 0.0
        var high = 1.0
        while upperTail(high, degrees: degrees) > tail, high < 1e150 { (low, high) = (high, 2 * high) }
        var t = (low + high) / 2
        for _ in 0..<200 {
            let excess = upperTail(t, degrees: degrees) - tail
            if excess > 0 { low = t } else { high = t }
            let step = excess / density(t, degrees)
            var next = t + step
            if !(next > low && next < high) { next = (low + high) / 2 }
            if abs(next - t) <= 1e-15 * t { return next }
            t = next
        }
        return t
    }

    /// P(T > t) for t >= 0: half of the incomplete beta function at ν / (ν + t²).
    static func upperTail(_ t: Double, degrees: Double) -> Double {
        let (a, b) = (degrees / 2, 0.5)
        let square = t * t
        let x = degrees / (degrees + square)
        let y = square / (degrees + square)
        let logFront = a * _log(x) + b * _log(y) + logGammaRatio(a) - 0.5 * _log(.pi)
        guard square > 0 else { return 0.5 }
        if x < (a + 1) / (a + b + 2) { return 0.5 * _exp(logFront) * fraction(x, a, b) / a }
        return 0.5 - 0.5 * _exp(logFront) * fraction(y, b, a) / b
    }

    private static func density(_ t: Double, _ degrees: Double) -> Double {
        _exp(
            logGammaRatio(degrees / 2) - 0.5 * _log(.pi * degrees)
                - (degrees + 1) / 2 * _log(1 + t * t / degrees))
    }

    /// The continued fraction of the incomplete beta function (Lentz's evaluation).
    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / kept(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...10_000 {
            let m = Double(step)
            var term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / kept(1 + term * d)
            c = kept(1 + term / c)
            result *= d * c
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / kept(1 + term * d)
            c = kept(1 + term / c)
            result *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return result
    }

    /// ln(Γ(z + 1/2) / Γ(z)): the asymptotic series, from further up by Γ's recurrence where z is small.
    private static func logGammaRatio(_ z: Double) -> Double {
        var z = z
        var shift = 0.0
        while z < 30 {
            shift += _log(z / (z + 0.5))
            z += 1
        }
        let inverse = 1 / z
        let square = inverse * inverse
        let series = inverse * (-1.0 / 8 + square * (1.0 / 192 + square * (-1.0 / 640 + square * 17 / 14336)))
        return shift + 0.5 * _log(z) + series
    }

    /// Cornish and Fisher's expansion in 1/ν (Abramowitz and Stegun 26.7.5).
    private static func expanded(_ z: Double, _ degrees: Double) -> Double {
        let s = z * z
        let first = (s + 1) / 4
        let second = ((5 * s + 16) * s + 3) / 96
        let third = (((3 * s + 19) * s + 17) * s - 15) / 384
        let fourth = ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92160
        let v = 1 / degrees
        return z * (1 + v * (first + v * (second + v * (third + v * fourth))))
    }
}

/// The standard normal distribution, its upper tail.
enum NormalTail {
    /// z with P(Z > z) = `tail`, 0 < tail <= 1/2.
    static func quantile(_ tail: Double) -> Double {
        // Abramowitz and Stegun 26.2.23, to 4.5e-4; then Halley's steps, each of which triples the digits.
        let t = (-2 * _log(tail)).squareRoot()
        var z =
            t - (2.515517 + t * (0.802853 + t * 0.010328))
            / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
        for _ in 0..<3 {
            let excess = 0.5 * _erfc(z / 2.0.squareRoot()) - tail
            let step = excess * (2 * .pi).squareRoot() * _exp(z * z / 2)
            z += step / (1 - z * step / 2)
        }
        return z
    }
}
