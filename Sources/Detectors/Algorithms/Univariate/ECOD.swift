/// Empirical-cumulative-distribution outlier detection (Li et al. 2022), as PyOD computes it: the sum over features
/// of max(-ln left tail, -ln right tail). Unlike PyOD, new rows meet the training distribution alone, so a row's score
/// does not depend on the rows that come with it.
///
/// A missing value counts as the feature's median.
struct ECOD: FittedDetector, Equatable {
    var features: [TailFunction]
    var medians: [Double]

    static func fit(_ training: TrainingSet) async throws -> ECOD {
        let features = try await parallelMap(training.table.columnCount) { column in
            TailFunction(sorted: RadixSort.sorted(training.presentValues(column: column)))
        }
        return ECOD(features: features, medians: training.medians)
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        var sums = [Double](repeating: 0, count: rows.count)
        for column in features.indices {
            table.withColumn(column, rows) {
                features[column].add(
                    $0, median: medians[column], leavingOut: basis.isTraining, to: &sums, Self.surprise)
            }
        }
        return sums
    }

    private static func surprise(left: Double, right: Double) -> Double {
        TailFunction.surprise(of: Swift.min(left, right))
    }

    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        row.enumerated().map { column, value in
            let tails = features[column].tails(
                value.isNaN ? medians[column] : value, leavingOut: basis.isTraining && !value.isNaN)
            return Self.surprise(left: tails.left, right: tails.right)
        }
    }
}
