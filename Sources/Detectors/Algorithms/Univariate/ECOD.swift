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
            TailFunction(sorted: training.presentValues(column: column).sorted())
        }
        return ECOD(features: features, medians: training.medians)
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        var sums = [Double](repeating: 0, count: rows.count)
        table.values.withUnsafeBufferPointer { values in
            for column in features.indices {
                let base = column * table.rowCount + rows.lowerBound
                let missing = features[column].surprise(medians[column], leavingOut: false)
                for index in 0..<rows.count {
                    let value = values[base + index]
                    sums[index] +=
                        value.isNaN ? missing : features[column].surprise(value, leavingOut: basis.isTraining)
                }
            }
        }
        return sums
    }

    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        row.enumerated().map { column, value in
            value.isNaN
                ? features[column].surprise(medians[column], leavingOut: false)
                : features[column].surprise(value, leavingOut: basis.isTraining)
        }
    }
}
