/// The smallest and the largest of some numbers.
enum Extremes {
    /// - Parameter values: None of them NaN; of no values (infinity, -infinity).
    static func of(_ values: [Double]) -> (low: Double, high: Double) {
        typealias Vector = SIMD8<Double>
        return values.withUnsafeBufferPointer { values in
            var lows = Vector(repeating: .infinity)
            var highs = Vector(repeating: -.infinity)
            let whole = values.count / Vector.scalarCount * Vector.scalarCount
            for base in stride(from: 0, to: whole, by: Vector.scalarCount) {
                let vector = Vector(
                    values[base], values[base + 1], values[base + 2], values[base + 3], values[base + 4],
                    values[base + 5], values[base + 6], values[base + 7])
                lows.replace(with: vector, where: vector .< lows)
                highs.replace(with: vector, where: vector .> highs)
            }
            var (low, high) = (lows.min(), highs.max())
            for value in values[whole...] {
                low = value < low ? value : low
                high = value > high ? value : high
            }
            return (low, high)
        }
    }
}
