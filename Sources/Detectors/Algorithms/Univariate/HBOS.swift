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

        func score(_ value: Double, tolerance: Double, outside: Double) -> Double {
            let width = (high - low) / Double(scores.count)
            guard value >= low, value <= high else {
                let distance = value < low ? low - value : value - high
                guard distance <= tolerance * width else { return outside }
                return value < low ? scores[0] : scores[scores.count - 1]
            }
            return scores[Self.bin(of: value, low: low, high: high, count: scores.count)]
        }

        /// Of a value within the range.
        static func bin(of value: Double, low: Double, high: Double, count: Int) -> Int {
            guard high > low else { return 0 }
            return Swift.min(Int((value - low) / (high - low) * Double(count)), count - 1)
        }
    }

    var standardization: Standardization
    var features: [Feature]
    var tolerance: Double
    /// -log2(alpha).
    var outside: Double

    static func fit(_ training: TrainingSet, options: Options) async throws -> HBOS {
        let standardization = try await Standardization.fit(training)
        let features = try await parallelMap(training.table.columnCount) { column in
            let values = training.presentValues(column: column).map { standardization.standardized($0, column) }
            return feature(values, options)
        }
        return HBOS(
            standardization: standardization, features: features, tolerance: options.tolerance,
            outside: -_log2(options.alpha))
    }

    private static func feature(_ values: [Double], _ options: Options) -> Feature {
        // A fold may hold no value of a feature.
        guard let low = values.min(), let high = values.max(), low < high else {
            return Feature(low: 0, high: 0, scores: [-_log2(1 + options.alpha)])
        }
        let counts = Histogram.counts(values, low: low, high: high, bins: options.bins)
        let width = (high - low) / Double(counts.count)
        let scores = counts.map { -_log2(Double($0) / (Double(values.count) * width) + options.alpha) }
        return Feature(low: low, high: high, scores: scores)
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        var sums = [Double](repeating: 0, count: rows.count)
        table.values.withUnsafeBufferPointer { values in
            for column in features.indices {
                let base = column * table.rowCount + rows.lowerBound
                for index in 0..<rows.count { sums[index] += score(values[base + index], column) }
            }
        }
        return sums
    }

    private func score(_ value: Double, _ column: Int) -> Double {
        features[column].score(
            standardization.standardized(value, column), tolerance: tolerance, outside: outside)
    }

    /// How much rarer than the commonest bin of its feature.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        row.enumerated().map { column, value in score(value, column) - (features[column].scores.min() ?? 0) }
    }
}

/// Counting by bins of equal width.
enum Histogram {
    /// - Parameter bins: their number; nil chooses it.
    static func counts(_ values: [Double], low: Double, high: Double, bins: Int?) -> [Int] {
        guard let bins else { return chosen(values, low: low, high: high) }
        var counts = [Int](repeating: 0, count: bins)
        for value in values { counts[HBOS.Feature.bin(of: value, low: low, high: high, count: bins)] += 1 }
        return counts
    }

    private static let chosenMax = 100

    /// The number of bins D below sqrt(n), and up to `chosenMax`, for which Σ N_j ln(1 + D N_j / n) - D (D - 1 + (ln D)^2.5) is the
    /// largest. That is PyOD's form of Birgé and Rozenholc's (2006) penalized likelihood: it takes the penalty once for each bin, so that bins are
    /// fewer, and finds more anomalies for it (mean AUC on 13 sets .828, with the penalty taken once .801).
    private static func chosen(_ values: [Double], low: Double, high: Double) -> [Int] {
        let count = Double(values.count)
        var best: (score: Double, counts: [Int]) = (-.infinity, [values.count])
        for bins in 1..<Swift.max(2, Swift.min(Int(count.squareRoot()), chosenMax + 1)) {
            let counts = Self.counts(values, low: low, high: high, bins: bins)
            let size = Double(bins)
            var score = -size * (size - 1 + _pow(_log(size), 2.5))
            for own in counts where own > 0 { score += Double(own) * _log(1 + size * Double(own) / count) }
            if score > best.score { best = (score, counts) }
        }
        return best.counts
    }
}
