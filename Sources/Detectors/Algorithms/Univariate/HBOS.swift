/// Histogram-based outlier score (Goldstein and Dengel 2012), as PyOD computes it on standardized features: the sum over
/// features of -log2(density + alpha) of the value's bin.
///
/// Bins are closed below and open above, the last one closed, in counting and in looking up. (PyOD counts that way and looks
/// up the other way round, so that values on an edge change their bin.) A value outside counts as the outermost bin's within
/// `tolerance` bin widths, and as an empty bin's beyond. (PyOD takes the rarest bin's there, which a training row would hardly
/// ever have less than.) A missing value counts as the feature's median. A constant feature has one bin, of its value.
struct HBOS: FittedDetector, Equatable {
    static let binsMax = 1000

    struct Options: Sendable, Equatable {
        /// Nil: chosen for each feature.
        var bins: Int?
        var alpha: Double
        var tolerance: Double
    }

    struct Feature: Sendable, Equatable {
        /// The range of the standardized training values.
        var low: Double
        var high: Double
        /// -log2(density + alpha) of each bin.
        var scores: [Double]
    }

    var standardization: Standardization
    var features: [Feature]
    var tolerance: Double
    /// -log2(alpha).
    var outside: Double

    static func fit(_ training: TrainingSet, options: Options) async throws -> HBOS {
        let fits = try await parallelMap(training.table.columnCount) { column in
            let values = training.presentValues(column: column)
            let scale = Standardization.scale(training, column: column)
            return (scale: scale, feature: feature(values, scale, options))
        }
        return HBOS(
            standardization: Standardization(fits.map(\.scale), medians: training.medians),
            features: fits.map(\.feature), tolerance: options.tolerance, outside: -_log2(options.alpha))
    }

    private static func feature(_ values: [Double], _ scale: Standardization.Scale, _ options: Options) -> Feature {
        // Standardizing keeps the order.
        let extremes = Extremes.of(values)
        let (low, high) = (scale.standardized(extremes.low), scale.standardized(extremes.high))
        // A fold may hold no value of a feature.
        guard !values.isEmpty, low < high else {
            return Feature(low: 0, high: 0, scores: [-_log2(1 + options.alpha)])
        }
        let counts =
            options.bins.map { EqualBins(low: low, high: high, count: $0, scale: scale).counts(values) }
            ?? Histogram.chosen(values.map(scale.standardized), low: low, high: high)
        let width = (high - low) / Double(counts.count)
        let scores = counts.map { -_log2(Double($0) / (Double(values.count) * width) + options.alpha) }
        return Feature(low: low, high: high, scores: scores)
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        var sums = [Double](repeating: 0, count: rows.count)
        for column in features.indices {
            table.withColumn(column, rows) { add(column, $0, to: &sums) }
        }
        return sums
    }

    private func add(_ column: Int, _ values: UnsafeBufferPointer<Double>, to sums: inout [Double]) {
        let feature = features[column]
        let width = (feature.high - feature.low) / Double(feature.scores.count)
        EqualBins(
            low: feature.low, high: feature.high, count: feature.scores.count, slack: tolerance * width,
            scale: standardization.scale(column)
        ).add([outside] + feature.scores, of: values, to: &sums)
    }

    private func score(_ value: Double, _ column: Int) -> Double {
        var score = [0.0]
        withUnsafePointer(to: value) { add(column, UnsafeBufferPointer(start: $0, count: 1), to: &score) }
        return score[0]
    }

    /// How much rarer than the commonest bin of its feature.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        row.enumerated().map { column, value in score(value, column) - (features[column].scores.min() ?? 0) }
    }
}
