internal import CDetectors

/// The empirical distribution of one feature in the training data, as counts at its distinct values.
///
/// Beyond `knotsMax` distinct values the middle is thinned: both tails stay exact, and between kept values counts are
/// interpolated linearly (an error of at most `1 / middleKnots` of the mass between the tails).
struct TailFunction: Sendable {
    static let knotsMax = 65_536
    private static let tailKnots = 16_384
    private static let middleKnots = 16_384

    /// A distinct value, ascending: training values strictly below, and at or below it. One before all of them and one behind.
    private let knots: [cdetectors_knot]
    private let cells: ValueCells
    let count: Int

    var valueCount: Int { knots.count - 2 }
    var values: [Double] { knots.dropFirst().dropLast().map(\.value) }
    var below: [UInt32] { knots.dropFirst().dropLast().map(\.below) }
    var atOrBelow: [UInt32] { knots.dropFirst().dropLast().map(\.up_to) }

    /// - Parameter knots: At least one.
    init(_ knots: some Collection<cdetectors_knot>, count: Int) {
        var all: [cdetectors_knot] = []
        all.reserveCapacity(knots.count + 2)
        all.append(cdetectors_knot(value: -.infinity, below: 0, up_to: 0))
        all.append(contentsOf: knots)
        all.append(cdetectors_knot(value: .infinity, below: UInt32(count), up_to: UInt32(count)))
        self.knots = all
        cells = ValueCells(all.dropFirst().dropLast().lazy.map(\.value), perValue: 1)
        self.count = count
    }

    /// - Parameter sorted: The values present, ascending, without NaN; at least one.
    init(sorted: [Double]) {
        var distinct = 1
        for index in sorted.indices.dropFirst() where sorted[index] != sorted[index - 1] { distinct += 1 }
        let kept = Self.knots(of: distinct)
        var knots: [cdetectors_knot] = []
        knots.reserveCapacity(kept.count)
        var start = 0
        var number = 0
        while start < sorted.count {
            let value = sorted[start]
            var end = start + 1
            while end < sorted.count, sorted[end] == value { end += 1 }
            if kept[knots.count] == number {
                // -0 and +0 are one value; keep one spelling so that snapshots are canonical.
                knots.append(
                    cdetectors_knot(value: value == 0 ? 0 : value, below: UInt32(start), up_to: UInt32(end)))
            }
            number += 1
            start = end
        }
        self.init(knots, count: sorted.count)
    }

    /// Which of the distinct values are kept, the last among them.
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

    /// Multiplies each row's product by what the feature's tails say of its value.
    ///
    /// A tail is P(X <= x) or P(X >= x) of the training values. A value beyond every training value would have probability 0: it
    /// gets 1/(n+1), what it would have were it itself counted.
    /// - Parameters:
    ///   - median: stands in for a missing value, which no row is left out for.
    ///   - leavingOut: The values are training values, and each is taken out of its own counts.
    func multiply(
        _ products: UnsafeMutablePointer<Double>, by mix: Surprise.Mix, _ column: UnsafeBufferPointer<Double>,
        median: Double, leavingOut: Bool
    ) {
        knots.withUnsafeBufferPointer { knots in
            cells.withCells { cells in
                var tails = cdetectors_tails(knots: knots.baseAddress, cells: cells, count: Double(count))
                cdetectors_multiply_tails(
                    &tails, mix.rawValue, column.baseAddress, Int32(column.count), median, leavingOut ? 1 : 0,
                    products)
            }
        }
    }
}

extension TailFunction: Equatable {
    /// What is sought by follows from the knots.
    static func == (a: TailFunction, b: TailFunction) -> Bool {
        a.count == b.count
            && a.knots.elementsEqual(b.knots) { ($0.value, $0.below, $0.up_to) == ($1.value, $1.below, $1.up_to) }
    }
}
