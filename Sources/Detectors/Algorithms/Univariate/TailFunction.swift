/// The empirical distribution of one feature in the training data, as counts at its distinct values.
///
/// Beyond `knotsMax` distinct values the middle is thinned: both tails stay exact, and between kept values counts are
/// interpolated linearly (an error of at most `1 / middleKnots` of the mass between the tails).
struct TailFunction: Sendable, Equatable {
    static let knotsMax = 65_536
    private static let tailKnots = 16_384
    private static let middleKnots = 16_384

    /// Distinct values, ascending.
    var values: [Double]
    /// Training values strictly below, and at or below, each of `values`.
    var below: [UInt32]
    var atOrBelow: [UInt32]
    var count: Int

    init(values: [Double], below: [UInt32], atOrBelow: [UInt32], count: Int) {
        self.values = values
        self.below = below
        self.atOrBelow = atOrBelow
        self.count = count
    }

    /// - Parameter sorted: The values present, ascending, without NaN; at least one.
    init(sorted: [Double]) {
        self.init(values: [], below: [], atOrBelow: [], count: sorted.count)
        var index = 0
        while index < sorted.count {
            let value = sorted[index]
            below.append(UInt32(index))
            while index < sorted.count, sorted[index] == value { index += 1 }
            // -0 and +0 are one value; keep one spelling so that snapshots are canonical.
            values.append(value == 0 ? 0 : value)
            atOrBelow.append(UInt32(index))
        }
        if values.count > Self.knotsMax { thin() }
    }

    private mutating func thin() {
        let last = values.count - 1
        let middle = Double(last - 2 * Self.tailKnots)
        var kept = Array(0..<Self.tailKnots)
        for knot in 0...Self.middleKnots {
            kept.append(Self.tailKnots + Int(middle * Double(knot) / Double(Self.middleKnots)))
        }
        kept.append(contentsOf: (last - Self.tailKnots + 1)...last)
        values = kept.map { values[$0] }
        below = kept.map { below[$0] }
        atOrBelow = kept.map { atOrBelow[$0] }
    }

    /// -ln of the smaller of the two tail probabilities P(X <= x) and P(X >= x).
    ///
    /// A value beyond every training value would have probability 0: it gets 1/(n+1), what it would have were it
    /// itself counted. With `leavingOut`, the value is one of the training values and is taken out of both counts.
    func surprise(_ x: Double, leavingOut: Bool) -> Double {
        let tails = tails(x, leavingOut: leavingOut)
        return Self.surprise(of: Swift.min(tails.left, tails.right))
    }

    /// -ln of both tail probabilities; as above.
    func surprises(_ x: Double, leavingOut: Bool) -> (left: Double, right: Double) {
        let tails = tails(x, leavingOut: leavingOut)
        return (Self.surprise(of: tails.left), Self.surprise(of: tails.right))
    }

    private static func surprise(of tail: Double) -> Double { tail < 1 ? -_log(tail) : 0 }

    /// P(X <= x) and P(X >= x).
    private func tails(_ x: Double, leavingOut: Bool) -> (left: Double, right: Double) {
        let own = leavingOut ? 1.0 : 0.0
        let others = Double(count) - own
        guard others > 0 else { return (1, 1) }
        let (left, under) = counts(x)
        let floor = 1 / (others + 1)
        return (
            Swift.max((left - own) / others, floor), Swift.max((Double(count) - under - own) / others, floor)
        )
    }

    /// Training values at or below x, and strictly below x.
    private func counts(_ x: Double) -> (atOrBelow: Double, below: Double) {
        // The first knot above x, by a search without unpredictable branches.
        var low = 0
        var length = values.count
        values.withUnsafeBufferPointer { values in
            while length > 0 {
                let half = length / 2
                let isAtMost = values[low + half] <= x
                low = isAtMost ? low + half + 1 : low
                length = isAtMost ? length - half - 1 : half
            }
        }
        guard low > 0 else { return (0, 0) }
        let knot = low - 1
        if values[knot] == x { return (Double(atOrBelow[knot]), Double(below[knot])) }
        let reached = Double(atOrBelow[knot])
        guard low < values.count, below[low] > atOrBelow[knot] else { return (reached, reached) }
        let share = (x - values[knot]) / (values[low] - values[knot])
        let interpolated = reached + share * (Double(below[low]) - reached)
        return (interpolated, interpolated)
    }
}
