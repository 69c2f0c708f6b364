internal import Messages
internal import Protobuf

/// Brings the features to one scale: (value - mean) / standard deviation, of the training values that are present; or what another
/// `Scaling` has in their places.
///
/// A missing value is the feature's median. A feature that never varied is 0 at its value and ±`constantDeviation` at any
/// other. What comes out is within ±`deviationMax`, so that squares and their sums stay finite.
struct Standardization: Sendable, Equatable {
    static let constantDeviation = 10.0
    static let deviationMax = 1e15

    var means: [Double]
    /// Population standard deviations, or what takes their place; 0 for a constant feature.
    var deviations: [Double]
    var medians: [Double]

    /// - Parameters:
    ///   - automatic: The scaling of the features that leave it to the algorithm.
    ///   - countingFills: Whether missing values count too, as the medians that stand in for them: the mean and variance of the
    ///     rows as they are standardized are 0 and 1 then.
    static func fit(
        _ training: TrainingSet, automatic: Scaling = .standard, countingFills: Bool = false
    ) async throws -> Standardization {
        let scales = try await parallelMap(training.table.columnCount) {
            scale(training, column: $0, automatic: automatic, countingFills: countingFills)
        }
        return Standardization(scales, medians: training.medians)
    }

    /// Of one feature.
    static func scale(
        _ training: TrainingSet, column: Int, automatic: Scaling = .standard, countingFills: Bool = false
    ) -> Scale {
        let median = training.medians[column]
        func scale(_ mean: Double, _ deviation: Double) -> Scale {
            Scale(mean: mean, deviation: deviation, median: median)
        }
        let own = training.scalings.isEmpty ? .automatic : training.scalings[column]
        switch own == .automatic ? automatic : own {
        case .none: return scale(0, 1)
        case .robust:
            // A few far values change nothing.
            let feature = RobustZ.feature(training, column: column)
            return scale(feature.median, feature.scale.isFinite ? feature.scale : 0)
        case .minMax:
            let values = training.presentValues(column: column)
            guard let low = values.min(), let high = values.max() else { return scale(median, 0) }
            return scale(low, high - low)
        case .standard, .automatic:
            var values = training.presentValues(column: column)
            if countingFills {
                values.append(contentsOf: repeatElement(median, count: training.rows.count - values.count))
            }
            let moments = moments(values, median: median)
            return scale(moments.mean, moments.deviation)
        }
    }

    /// In two passes over values that are scaled first: the square of a large one would overflow.
    private static func moments(_ values: [Double], median: Double) -> (mean: Double, deviation: Double) {
        guard !values.isEmpty else { return (median, 0) }
        let (low, high) = Extremes.of(values)
        let range = high / 2 - low / 2
        // Also 0 where values differ by less than numbers can tell apart when they are halved.
        guard range > 0 else { return (low, 0) }
        let count = Double(values.count)
        let scaled = values.reduce(0) { $0 + ($1 / 2 - low / 2) / range } / count
        let variance =
            values.reduce(0) { sum, value in
                let deviation = (value / 2 - low / 2) / range - scaled
                return sum + deviation * deviation
            } / count
        return (low + 2 * range * scaled, 2 * range * variance.squareRoot())
    }

    /// The same with another point, of standardized values, at 0.
    func moved(to center: [Double]) -> Standardization {
        var moved = self
        for (column, value) in center.enumerated() { moved.means[column] += value * deviations[column] }
        return moved
    }

    var featureCount: Int { means.count }

    func standardized(_ value: Double, _ column: Int) -> Double { scale(column).standardized(value) }

    /// One feature's numbers, taken out for loops over its values.
    func scale(_ column: Int) -> Scale {
        Scale(mean: means[column], deviation: deviations[column], median: medians[column])
    }

    struct Scale {
        let mean: Double
        let deviation: Double
        let median: Double

        @inline(__always)
        func standardized(_ value: Double) -> Double {
            let distance = (value.isNaN ? median : value) - mean
            if deviation > 0 {
                return Swift.min(Swift.max(distance / deviation, -deviationMax), deviationMax)
            }
            return distance == 0 ? 0 : distance > 0 ? constantDeviation : -constantDeviation
        }
    }

    /// Rows one after the other, each with all its features.
    func rowMajor(_ table: FeatureTable, _ rows: some RandomAccessCollection<Int>) -> [Double] {
        var result = [Double](repeating: 0, count: rows.count * featureCount)
        table.values.withUnsafeBufferPointer { values in
            result.withUnsafeMutableBufferPointer { result in
                for column in 0..<featureCount {
                    let base = column * table.rowCount
                    let scale = scale(column)
                    for (index, row) in rows.enumerated() {
                        result[index * featureCount + column] = scale.standardized(values[base + row])
                    }
                }
            }
        }
        return result
    }
}

extension Standardization {
    init(_ scales: [Scale], medians: [Double]) {
        self.init(means: scales.map(\.mean), deviations: scales.map(\.deviation), medians: medians)
    }

    var message: DetectionV1.Standardization {
        DetectionV1.Standardization(means: PackedSlice(means), deviations: PackedSlice(deviations))
    }

    init(_ message: DetectionV1.Standardization?, _ features: [FeatureProfile]) throws(DetectorError) {
        guard let message, message.means.count == features.count, message.deviations.count == features.count,
            message.means.allSatisfy({ abs($0) <= DetectorLimits.magnitudeMax }),
            // False for a deviation that is not a number.
            message.deviations.allSatisfy({ $0 >= 0 && $0 <= 2 * DetectorLimits.magnitudeMax })
        else { throw .corrupt("standardization", "its numbers do not fit its \(features.count) features") }
        self.init(
            means: Array(message.means), deviations: Array(message.deviations), medians: features.map(\.median))
    }
}
