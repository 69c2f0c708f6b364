internal import Messages

/// Several algorithms' fits to the same rows: a row's score is the mean of how unlikely each finds it. That mean is calibrated like any
/// other score; the members' own scales need not be calibrated for p-values to hold, as they only weigh the members against
/// each other.
struct Ensemble: FittedDetector {
    struct Member: Sendable {
        let algorithm: Algorithm
        let fit: any FittedDetector
        let scale: TailScale
    }

    static let membersMax = 16

    let members: [Member]

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        var sums = [Double](repeating: 0, count: rows.count)
        for member in members {
            for (index, score) in member.fit.scores(table, rows, basis).enumerated() {
                sums[index] += member.scale.surprise(of: score)
            }
        }
        return sums.map { $0 / Double(members.count) }
    }

    /// Each member's shares of what makes the row strange to it, weighed by how strange that is.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        var sums = [Double](repeating: 0, count: row.count)
        let table = FeatureTable(row: row)
        for member in members {
            let surprise = member.scale.surprise(of: member.fit.scores(table, 0..<1, basis)[0])
            let own = member.fit.attributions(row, basis).map { Swift.max($0, 0) }
            let total = own.reduce(0, +)
            guard total > 0, total.isFinite else { continue }
            for column in sums.indices { sums[column] += surprise * own[column] / total / Double(members.count) }
        }
        return sums
    }
}

extension Ensemble {
    /// Scores that a fit gives to the rows that it was made of, or some of them: left out where the fit can do that.
    static func scale(of fit: any FittedDetector, _ method: Calibration.Method, _ training: TrainingSet) -> TailScale {
        let rows = training.rows(atMost: TailScale.scoresMax, draw: 3).map { Int($0) }
        let scores: [Double]
        switch method {
        case .crossFit:
            scores = fit.scores(training.table.selecting(rows: rows), 0..<rows.count, .novel)
        case .leaveOneOut:
            scores = rows.flatMap { fit.scores(training.table, $0..<($0 + 1), .training(firstRow: 0)) }
        }
        return TailScale(scores: RadixSort.sorted(scores))
    }
}

extension Ensemble: HoldsTrainingRows {
    var lastRow: UInt32? { members.compactMap { ($0.fit as? any HoldsTrainingRows)?.lastRow }.max() }
}
