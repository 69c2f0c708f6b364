/// Distance from the median in robust standard deviations (Iglewicz and Hoaglin 1993): |x - median| / (1.4826 MAD)
/// per feature, and their mean or maximum per row.
///
/// - A feature more than half of whose values are equal has MAD 0: its mean absolute deviation times sqrt(π/2)
///   takes the place (also a consistent estimate of σ under a normal distribution).
/// - A feature that never varied gives 0 for its one value and `Standardization.constantDeviation` for any other.
/// - A missing value gives 0: it is taken to be typical.
struct RobustZ: FittedDetector, Equatable {
    enum Aggregation: String, Sendable { case mean, max }

    struct Feature: Sendable, Equatable {
        var median: Double
        /// 0 for a constant feature; infinite for one without values, which then never speaks.
        var scale: Double

        func deviation(_ value: Double) -> Double {
            let distance = abs(value - median)
            if scale > 0 { return Swift.min(distance / scale, Standardization.deviationMax) }
            return distance > 0 ? Standardization.constantDeviation : 0
        }
    }

    var aggregation: Aggregation
    var features: [Feature]

    static func fit(_ training: TrainingSet, aggregation: Aggregation) async throws -> RobustZ {
        let features = try await parallelMap(training.table.columnCount) { column in
            feature(training, column: column)
        }
        return RobustZ(aggregation: aggregation, features: features)
    }

    static func feature(_ training: TrainingSet, column: Int) -> Feature {
        var values = training.presentValues(column: column)
        guard !values.isEmpty else { return Feature(median: training.medians[column], scale: .infinity) }
        let median = Selection.median(of: values)
        for index in values.indices { values[index] = abs(values[index] - median) }
        let medianDeviation = Selection.median(of: values)
        if medianDeviation > 0 {
            return Feature(median: median, scale: NormalDistribution.deviationsPerMAD * medianDeviation)
        }
        let mean = values.reduce(0, +) / Double(values.count)
        return Feature(median: median, scale: NormalDistribution.deviationsPerMeanDeviation * mean)
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
