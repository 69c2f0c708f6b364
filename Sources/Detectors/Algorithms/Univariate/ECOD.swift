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
        Surprise.scores(surprises, table, rows, leavingOut: basis.isTraining)
    }

    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        Surprise.attributions(surprises, row, leavingOut: basis.isTraining)
    }

    private var surprises: [Surprise.Feature] {
        zip(features, medians).map { Surprise.Feature(tails: $0, mix: .smaller, median: $1) }
    }
}
