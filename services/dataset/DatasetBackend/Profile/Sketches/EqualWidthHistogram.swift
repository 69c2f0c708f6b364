/// Counts in buckets of equal width between two bounds that are known before: the lowest and the highest value, which
/// the blocks' statistics keep. The highest value belongs to the last bucket.
struct EqualWidthHistogram: Sendable {
    private(set) var counts: [Int64]
    private let low: Double
    private let scale: Double

    /// - Parameter buckets: at least one.
    init(from low: Double, to high: Double, buckets: Int) {
        counts = [Int64](repeating: 0, count: max(1, buckets))
        self.low = low
        let scale = Double(counts.count) / (high - low)
        self.scale = scale.isFinite ? scale : 0
    }

    /// Finite values; those outside the bounds count with the nearest bucket.
    mutating func insert(_ values: Span<Double>) {
        let last = Double(counts.count - 1)
        for index in values.indices {
            let place = max(0, min(last, (values[index] - low) * scale))
            counts[Int(place)] &+= 1
        }
    }

    mutating func insert(_ value: Double, count: Int64) {
        counts[Int(max(0, min(Double(counts.count - 1), (value - low) * scale)))] += count
    }
}
