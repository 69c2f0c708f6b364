/// Lightweight on-line detector of anomalies (Pevný 2016): the mean, over random sparse projections of the standardized row, of -ln of
/// the density that a histogram of the training rows' projections gives.
///
/// Bins are closed below and open above, the last one closed, in counting and in looking up. (PyOD counts that way and looks up
/// one bin beside, where the densities have little to do with the row.) A bin without rows counts as `emptyCount` rows;
/// outside of the range the density falls from there with the square of the distance, measured in bins, where the paper has none.
struct LODA: FittedDetector, Equatable {
    struct Options: Sendable, Equatable {
        static let projectionsMax = 1000

        var projections = 100
        /// Nil: chosen for each projection.
        var bins: Int? = 10
    }

    /// A linear form of a few features.
    struct Projection: Sendable, Equatable {
        /// In the order in which the products are added up.
        let features: [UInt32]
        let weights: [Double]
        let histogram: ProjectionHistogram
    }

    let standardization: Standardization
    let projections: [Projection]

    static func fit(_ training: TrainingSet, options: Options) async throws -> LODA {
        let standardization = try await Standardization.fit(training)
        let rows = training.rows(atMost: ProjectionHistogram.rowsMax, draw: 1)
        let projections = try await parallelMap(options.projections) { index in
            var generator = SeededGenerator(seed: training.seed, stream: training.stream << 32 | UInt64(16 + index))
            let (features, weights) = draw(of: training.table.columnCount, using: &generator)
            let values = projected(training.table, rows, standardization, features, weights)
            return Projection(
                features: features, weights: weights, histogram: ProjectionHistogram(values, bins: options.bins))
        }
        return LODA(standardization: standardization, projections: projections)
    }

    /// About sqrt(d) of d features, each with a normal weight.
    private static func draw(
        of count: Int, using generator: inout SeededGenerator
    ) -> (features: [UInt32], weights: [Double]) {
        var features = (0..<UInt32(count)).map { $0 }
        let chosen = Swift.max(Int(Double(count).squareRoot()), 1)
        for index in 0..<chosen { features.swapAt(index, index + generator.below(count - index)) }
        return (Array(features[..<chosen]), (0..<chosen).map { _ in generator.normal() })
    }

    private static func projected(
        _ table: FeatureTable, _ rows: [UInt32], _ standardization: Standardization, _ features: [UInt32],
        _ weights: [Double]
    ) -> [Double] {
        var sums = [Double](repeating: 0, count: rows.count)
        table.values.withUnsafeBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                for (feature, weight) in zip(features, weights) {
                    let base = Int(feature) * table.rowCount
                    let scale = standardization.scale(Int(feature))
                    for (index, row) in rows.enumerated() {
                        sums[index] += weight * scale.standardized(values[base + Int(row)])
                    }
                }
            }
        }
        return sums
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        var scores = [Double](repeating: 0, count: rows.count)
        standardization.forEachTile(table, rows) { lanes, places in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * RowTile.count) { scratch in
                scratch.initialize(repeating: 0)
                let form = UnsafeMutableBufferPointer(rebasing: scratch[..<RowTile.count])
                let sums = UnsafeMutableBufferPointer(rebasing: scratch[RowTile.count...])
                for projection in projections {
                    projection.values(lanes, form)
                    projection.histogram.add(form, to: sums)
                }
                for place in places { scores[place] = sums[place - places.lowerBound] / Double(projections.count) }
            }
        }
        return scores
    }

    /// The mean score of the projections that weigh the feature, less that of those that don't: the paper's statistic without its
    /// division by the deviation, so that it is in the score's unit. A feature that all projections weigh has their mean.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        let row = standardization.standardized(row)
        var own = [Double](repeating: 0, count: row.count)
        var counts = [Int](repeating: 0, count: row.count)
        var total = 0.0
        for projection in projections {
            let score = projection.histogram.score(projection.value(row))
            total += score
            for feature in projection.features {
                own[Int(feature)] += score
                counts[Int(feature)] += 1
            }
        }
        return row.indices.map { feature in
            let others = projections.count - counts[feature]
            guard counts[feature] > 0 else { return 0 }
            let mean = own[feature] / Double(counts[feature])
            return others > 0 ? mean - (total - own[feature]) / Double(others) : mean
        }
    }
}

extension LODA.Projection {
    /// The form of each lane's row.
    fileprivate func values(_ lanes: UnsafeMutableBufferPointer<Double>, _ form: UnsafeMutableBufferPointer<Double>) {
        for lane in 0..<RowTile.count { form[lane] = 0 }
        for (feature, weight) in zip(features, weights) {
            let base = Int(feature) * RowTile.count
            for lane in 0..<RowTile.count { form[lane] += weight * lanes[base + lane] }
        }
    }

    /// The same sums in the same order.
    fileprivate func value(_ row: [Double]) -> Double {
        zip(features, weights).reduce(0) { $0 + $1.1 * row[Int($1.0)] }
    }
}
