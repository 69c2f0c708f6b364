/// Tukey's fences (1977): how far beyond the quartiles a value lies, in interquartile ranges, per feature, and their mean or maximum
/// per row. With the maximum, a score above 1.5 is what a box plot draws as a point, above 3 what it draws as far out.
///
/// - A feature half of whose values are equal has range 0: what its mean absolute deviation from the median would make of it under a
///   normal distribution takes the place.
/// - A feature that never varied gives 0 for its one value and `Standardization.constantDeviation` for any other.
/// - A missing value gives 0: it is taken to be typical.
struct IQR: FittedDetector, Equatable {
    enum Aggregation: String, Sendable { case mean, max }

    struct Feature: Sendable, Equatable {
        /// The first and third quartile.
        var low: Double
        var high: Double
        /// 0 for a constant feature; infinite for one without values, which then never speaks.
        var range: Double

        func deviation(_ value: Double) -> Double {
            let distance = Swift.max(low - value, value - high, 0)
            if range > 0 { return Swift.min(distance / range, Standardization.deviationMax) }
            return distance > 0 ? Standardization.constantDeviation : 0
        }
    }

    var aggregation: Aggregation
    var features: [Feature]

    static func fit(_ training: TrainingSet, aggregation: Aggregation) async throws -> IQR {
        let features = try await parallelMap(training.table.columnCount) { column in
            feature(training, column: column)
        }
        return IQR(aggregation: aggregation, features: features)
    }

    private static func feature(_ training: TrainingSet, column: Int) -> Feature {
        let values = training.presentValues(column: column)
        guard !values.isEmpty else {
            return Feature(low: training.medians[column], high: training.medians[column], range: .infinity)
        }
        let quartiles = Selection.quantiles([0.25, 0.75], of: values)
        let (low, high) = (quartiles[0], quartiles[1])
        if high > low { return Feature(low: low, high: high, range: high - low) }
        let mean = values.reduce(0) { $0 + abs($1 - low) / Double(values.count) }
        // sqrt(π/2) deviations of the mean are a standard deviation, and 1.349 of those an interquartile range.
        return Feature(
            low: low, high: high,
            range: NormalDistribution.deviationsPerMeanDeviation * NormalDistribution.quartileRange * mean)
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        var sums = [Double](repeating: 0, count: rows.count)
        table.values.withUnsafeBufferPointer { values in
            for (column, feature) in features.enumerated() {
                let base = column * table.rowCount + rows.lowerBound
                for index in 0..<rows.count {
                    let value = values[base + index]
                    guard !value.isNaN else { continue }
                    let deviation = feature.deviation(value)
                    sums[index] = aggregation == .mean ? sums[index] + deviation : Swift.max(sums[index], deviation)
                }
            }
        }
        guard aggregation == .mean else { return sums }
        let count = Double(features.count)
        for index in sums.indices { sums[index] /= count }
        return sums
    }

    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        zip(features, row).map { feature, value in value.isNaN ? 0 : feature.deviation(value) }
    }
}
