/// -ln of the density of one projection's values, bin by bin.
struct ProjectionHistogram: Sendable, Equatable {
    static let binsMax = 1000
    /// Rows that histograms are made of; a sample of them beyond.
    static let rowsMax = 1_000_000
    /// What an empty bin counts as.
    static let emptyCount = 0.1
    /// Values that bins are chosen by.
    private static let choosingMax = 4096

    /// The range of the training rows' values.
    let low: Double
    let high: Double
    /// At least one.
    let scores: [Double]
    /// Of a value just out of the range.
    let outside: Double
    /// 1 / width of a bin; 1 where all values were the same.
    private let binsPerUnit: Double

    init(low: Double, high: Double, scores: [Double], outside: Double) {
        self.low = low
        self.high = high
        self.scores = scores
        self.outside = outside
        binsPerUnit = high > low ? Double(scores.count) / (high - low) : 1
    }

    /// - Parameters:
    ///   - values: At least one.
    ///   - bins: Nil to choose their number, by a part of the values (Birgé and Rozenholc 2006).
    init(_ values: [Double], bins: Int?) {
        let low = values.min() ?? 0
        let high = values.max() ?? 0
        guard low < high else {
            // One bin of width 1.
            self.init(
                low: low, high: low, scores: [0],
                outside: -_log(Self.emptyCount / (Double(values.count) + Self.emptyCount)))
            return
        }
        let counts = Histogram.counts(
            values, low: low, high: high, bins: bins ?? Self.chosen(values, low: low, high: high))
        // Logarithms first: a product of large numbers could overflow.
        let total = Double(values.count) + Self.emptyCount * Double(counts.count)
        let unit = _log(total) + _log((high - low) / Double(counts.count))
        self.init(
            low: low, high: high, scores: counts.map { unit - _log(Double($0) + Self.emptyCount) },
            outside: unit - _log(Self.emptyCount))
    }

    private static func chosen(_ values: [Double], low: Double, high: Double) -> Int {
        let step = Swift.max(values.count / choosingMax, 1)
        let part = step == 1 ? values : stride(from: 0, to: values.count, by: step).map { values[$0] }
        return Histogram.counts(part, low: low, high: high, bins: nil).count
    }

    func score(_ value: Double) -> Double {
        guard value >= low, value <= high else { return beyond(value) }
        return scores[Histogram.bin(of: value, low: low, high: high, count: scores.count)]
    }

    private func beyond(_ value: Double) -> Double {
        let distance = value < low ? low - value : value - high
        return outside + 2 * _log(1 + Swift.min(distance * binsPerUnit, 1e30))
    }

    /// Adds each value's score to the sum beside it.
    func add(_ values: UnsafeMutableBufferPointer<Double>, to sums: UnsafeMutableBufferPointer<Double>) {
        scores.withUnsafeBufferPointer { scores in
            for index in values.indices {
                let value = values[index]
                if value >= low, value <= high {
                    sums[index] += scores[Histogram.bin(of: value, low: low, high: high, count: scores.count)]
                } else {
                    sums[index] += beyond(value)
                }
            }
        }
    }
}
