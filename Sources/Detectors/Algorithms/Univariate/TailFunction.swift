/// The empirical distribution of one feature in the training data, as counts at its distinct values.
///
/// Beyond `knotsMax` distinct values the middle is thinned: both tails stay exact, and between kept values counts are
/// interpolated linearly (an error of at most `1 / middleKnots` of the mass between the tails).
struct TailFunction: Sendable, Equatable {
    static let knotsMax = 65_536
    private static let tailKnots = 16_384
    private static let middleKnots = 16_384

    private let knots: SortedValues
    /// Training values strictly below, and at or below, each knot.
    let below: [UInt32]
    let atOrBelow: [UInt32]
    let count: Int

    /// Distinct, ascending.
    var values: [Double] { knots.values }

    init(values: [Double], below: [UInt32], atOrBelow: [UInt32], count: Int) {
        knots = SortedValues(values)
        self.below = below
        self.atOrBelow = atOrBelow
        self.count = count
    }

    /// - Parameter sorted: The values present, ascending, without NaN; at least one.
    init(sorted: [Double]) {
        var values: [Double] = []
        var below: [UInt32] = []
        var atOrBelow: [UInt32] = []
        values.reserveCapacity(sorted.count)
        below.reserveCapacity(sorted.count)
        atOrBelow.reserveCapacity(sorted.count)
        var index = 0
        while index < sorted.count {
            let value = sorted[index]
            below.append(UInt32(index))
            while index < sorted.count, sorted[index] == value { index += 1 }
            // -0 and +0 are one value; keep one spelling so that snapshots are canonical.
            values.append(value == 0 ? 0 : value)
            atOrBelow.append(UInt32(index))
        }
        let kept = Self.knots(of: values.count)
        self.init(
            values: kept.map { values[$0] }, below: kept.map { below[$0] }, atOrBelow: kept.map { atOrBelow[$0] },
            count: sorted.count)
    }

    /// Which of the distinct values are kept.
    private static func knots(of count: Int) -> [Int] {
        guard count > knotsMax else { return Array(0..<count) }
        let last = count - 1
        let middle = Double(last - 2 * tailKnots)
        var kept = Array(0..<tailKnots)
        for knot in 0...middleKnots {
            kept.append(tailKnots + Int(middle * Double(knot) / Double(middleKnots)))
        }
        kept.append(contentsOf: (last - tailKnots + 1)...last)
        return kept
    }

    /// P(X <= x) and P(X >= x) of the training values.
    ///
    /// A value beyond every training value would have probability 0: it gets 1/(n+1), what it would have were it
    /// itself counted. With `leavingOut`, the value is one of the training values and is taken out of both counts.
    func tails(_ x: Double, leavingOut: Bool) -> (left: Double, right: Double) {
        tails(x, knotsUpTo: knots.count(.upTo, x), leavingOut: leavingOut)
    }

    /// -ln of a probability.
    static func surprise(of tail: Double) -> Double { tail < 1 ? -_log(tail) : 0 }

    /// - Parameter next: how many knots are `x` or less.
    private func tails(_ x: Double, knotsUpTo next: Int, leavingOut: Bool) -> (left: Double, right: Double) {
        let own = leavingOut ? 1.0 : 0.0
        let others = Double(count) - own
        guard others > 0 else { return (1, 1) }
        let (left, under) = counts(x, knotsUpTo: next)
        let floor = 1 / (others + 1)
        return (
            Swift.max((left - own) / others, floor), Swift.max((Double(count) - under - own) / others, floor)
        )
    }

    private func counts(_ x: Double, knotsUpTo next: Int) -> (atOrBelow: Double, below: Double) {
        guard next > 0 else { return (0, 0) }
        let knot = next - 1
        if values[knot] == x { return (Double(atOrBelow[knot]), Double(below[knot])) }
        let reached = Double(atOrBelow[knot])
        guard next < values.count, below[next] > atOrBelow[knot] else { return (reached, reached) }
        let share = (x - values[knot]) / (values[next] - values[knot])
        let interpolated = reached + share * (Double(below[next]) - reached)
        return (interpolated, interpolated)
    }

    /// Adds, to the sum of each row, what a feature's tails say of it.
    /// - Parameter median: stands in for a missing value, which no row is left out for.
    func add(
        _ column: UnsafeBufferPointer<Double>, median: Double, leavingOut: Bool, to sums: inout [Double],
        _ surprise: (_ left: Double, _ right: Double) -> Double
    ) {
        let places = [Int32](unsafeUninitializedCapacity: column.count) { places, count in
            if let first = places.baseAddress { knots.count(.upTo, column, missing: median, into: first) }
            count = column.count
        }
        for index in column.indices {
            let isMissing = column[index].isNaN
            let both = tails(
                isMissing ? median : column[index], knotsUpTo: Int(places[index]),
                leavingOut: leavingOut && !isMissing)
            sums[index] += surprise(both.left, both.right)
        }
    }
}
