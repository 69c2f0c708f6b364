internal import Messages
internal import Protobuf

/// The summary of a column's finite numbers. Inside, values are multiplied by a power of two (`ProfiledColumn.scale`),
/// which is taken back exactly.
struct NumberSketch: Sendable {
    let scale: Double
    private(set) var nonFinite: Int64 = 0
    private var moments = Moments()
    private var quantiles: QuantileSketch
    /// Nil where the bounds can't be known before; then it comes from the quantiles.
    private var histogram: EqualWidthHistogram?

    init(_ column: ProfiledColumn, seed: UInt64) {
        scale = column.scale
        quantiles = QuantileSketch(seed: seed)
        histogram = column.histogramBounds.map {
            EqualWidthHistogram(from: $0.low, to: $0.high, buckets: ProfileLimits.histogramBuckets)
        }
    }

    /// Returns the run's moments.
    mutating func add(_ run: borrowing NumberRun) -> Moments {
        nonFinite += Int64(run.nonFinite)
        let numbers = run.numbers.span.extracting(first: run.finiteCount)
        quantiles.insert(numbers)
        histogram?.insert(numbers)
        let added = Moments(numbers)
        moments.merge(added)
        return added
    }

    var summary: DatasetV1.NumberSummary? {
        guard moments.count > 0 else { return nil }
        let values = quantiles.quantiles(ProfileLimits.probabilities)
        let (low, high) = (moments.minimum, moments.maximum)
        return DatasetV1.NumberSummary(
            minimum: low / scale, maximum: high / scale, mean: moments.mean / scale,
            standardDeviation: moments.standardDeviation / scale,
            quantiles: zip(ProfileLimits.probabilities, values).map {
                DatasetV1.Quantile(probability: $0, value: $1 / scale)
            },
            quantileError: quantiles.isExact ? 0 : QuantileSketch.rankError,
            histogram: PackedSlice(
                histogram?.counts
                    ?? quantiles.histogram(from: low, to: high, buckets: ProfileLimits.histogramBuckets)),
            skewness: moments.skewness, kurtosis: moments.kurtosis)
    }
}
