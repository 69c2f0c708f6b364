/// Copula-based outlier detection (Li et al. 2020), as PyOD computes it: the sum over features of
/// max(-ln of the tail on the side of the skew, mean of both tails' -ln); both tails where there is no skew. Unlike PyOD,
/// new rows meet the training distribution alone, so a row's score does not depend on the rows that come with it.
///
/// A missing value counts as the feature's median.
struct COPOD: FittedDetector, Equatable {
    var tails: [TailFunction]
    /// The sign of each feature's skewness.
    var skews: [Int32]
    var medians: [Double]

    static func fit(_ training: TrainingSet) async throws -> COPOD {
        let features = try await parallelMap(training.table.columnCount) { column in
            let values = RadixSort.sorted(training.presentValues(column: column))
            return (tail: TailFunction(sorted: values), skew: skewSign(values))
        }
        return COPOD(tails: features.map(\.tail), skews: features.map(\.skew), medians: training.medians)
    }

    /// Of the biased sample skewness: of the third central moment. Deviations are scaled first, so that no cube overflows.
    private static func skewSign(_ sorted: [Double]) -> Int32 {
        guard let low = sorted.first, let high = sorted.last, low < high else { return 0 }
        let range = high / 2 - low / 2
        var mean = 0.0
        for value in sorted { mean += (value / 2 - low / 2) / range }
        mean /= Double(sorted.count)
        var cubes = 0.0
        for value in sorted {
            let deviation = (value / 2 - low / 2) / range - mean
            cubes += deviation * deviation * deviation
        }
        return cubes > 0 ? 1 : cubes < 0 ? -1 : 0
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        Surprise.scores(surprises, table, rows, leavingOut: basis.isTraining)
    }

    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        Surprise.attributions(surprises, row, leavingOut: basis.isTraining)
    }

    private var surprises: [Surprise.Feature] {
        tails.indices.map { column in
            let skew = skews[column]
            return Surprise.Feature(
                tails: tails[column], mix: skew < 0 ? .left : skew > 0 ? .right : .both, median: medians[column])
        }
    }
}
