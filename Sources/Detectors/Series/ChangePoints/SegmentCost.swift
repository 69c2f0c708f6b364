/// What it costs to call a stretch of values one segment, in O(1) from running sums; twice the negative logarithm of the
/// likelihood up to a constant, so that a penalty per change point can be a number of ln n.
struct SegmentCost: Sendable {
    enum Kind: String, Sendable {
        /// Changes of the mean under one known deviation (ruptures' l2, divided by the variance).
        case mean
        /// Changes of the mean or the variance of a normal distribution (ruptures' normal).
        case normal
        /// Changes of the mean rank: of location, whatever the distribution (ruptures' rank).
        case rank
    }

    let kind: Kind
    let count: Int
    /// Sums of the first i values and of their squares.
    private let sums: [Double]
    private let squares: [Double]

    /// - Parameter values: Centred, of a size around 1.
    init(_ values: [Double], kind: Kind) {
        self.kind = kind
        count = values.count
        let prepared = kind == .rank ? Self.ranks(values) : values
        var sums = [0.0]
        var squares = [0.0]
        sums.reserveCapacity(count + 1)
        squares.reserveCapacity(count + 1)
        var (sum, square) = (0.0, 0.0)
        for value in prepared {
            sum += value
            square += value * value
            sums.append(sum)
            squares.append(square)
        }
        self.sums = sums
        self.squares = squares
    }

    /// The variance of a segment that says nothing: smaller ones would make a likelihood of any height.
    static let varianceMin = 1e-6

    @inline(__always)
    func cost(_ start: Int, _ end: Int) -> Double {
        let length = Double(end - start)
        let sum = sums[end] - sums[start]
        let deviation = Swift.max(squares[end] - squares[start] - sum * sum / length, 0)
        guard kind == .normal else { return deviation }
        return length * _log(deviation / length + Self.varianceMin)
    }

    /// Mid-ranks, centred, in standard deviations of ranks.
    private static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var ranks = [Double](repeating: 0, count: values.count)
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, values[order[end]] == values[order[first]] { end += 1 }
            for place in first..<end { ranks[order[place]] = Double(first + end - 1) / 2 }
            first = end
        }
        let mean = Double(values.count - 1) / 2
        let variance = ranks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        let scale = variance > 0 ? 1 / variance.squareRoot() : 0
        return ranks.map { ($0 - mean) * scale }
    }
}
