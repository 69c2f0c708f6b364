internal import Messages

/// Several algorithms' fits to the same rows: a row's score combines how unlikely each finds it. What comes out is calibrated like any
/// other score; the members' own scales need not be calibrated for p-values to hold, as they only weigh the members against
/// each other.
struct Ensemble: FittedDetector {
    struct Member: Sendable {
        let algorithm: Algorithm
        let fit: any FittedDetector
        let scale: TailScale
        let weight: Double
    }

    static let membersMax = 16
    static let weightMax = 1e6

    let members: [Member]
    let combiner: Combiner

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        let views = members.map { member in
            member.fit.scores(table, rows, basis).map { member.scale.surprise(of: $0) }
        }
        let weights = members.map(\.weight)
        var own = [Double](repeating: 0, count: members.count)
        return (0..<rows.count).map { row in
            for member in own.indices { own[member] = views[member][row] }
            return combiner.combine(own, weights: weights)
        }
    }

    /// Each member's shares of what makes the row strange to it, weighed by how strange that is and how much the member counts.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        var sums = [Double](repeating: 0, count: row.count)
        let table = FeatureTable(row: row)
        let views = members.map { $0.scale.surprise(of: $0.fit.scores(table, 0..<1, basis)[0]) }
        let shares = combiner.shares(views, weights: members.map(\.weight))
        for (index, member) in members.enumerated() where shares[index] > 0 {
            let own = member.fit.attributions(row, basis).map { Swift.max($0, 0) }
            let total = own.reduce(0, +)
            guard total > 0, total.isFinite else { continue }
            for column in sums.indices { sums[column] += shares[index] * views[index] * own[column] / total }
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
