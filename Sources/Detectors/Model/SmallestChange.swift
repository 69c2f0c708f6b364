/// The single feature whose change makes a flagged row normal, and the least of it that does.
package struct SmallestChange: Sendable, Equatable {
    package var feature: String
    /// What the feature would have to be.
    package var value: Double
    /// From what it is (its training median if missing), in widths of the feature's expected range.
    package var distance: Double
    /// The changed row's raw score, which the threshold does not flag.
    package var rawScore: Double
}

extension TrainedModel {
    /// The smallest change of one feature, in widths of its expected range, that makes a row normal; nil if the row is normal, or
    /// no value that is tried makes it so.
    ///
    /// Tried are, for the `changedFeaturesMax` features that contribute most, values across the expected range and the ends of the
    /// training values; then the way between the nearest that is normal and the one before it is halved. What is found is normal, but
    /// where normality comes and goes between two values that are tried, a smaller change may be missed. At most
    /// `changeTriesPerRow` rows are scored, in one block for each step.
    ///
    /// A training row that is changed meets its fold's fit; or the fit over all rows, among which it takes its own place.
    /// - Parameter rawScore: The row's own.
    package func smallestChange(
        _ table: FeatureTable, row: Int, basis: ScoreBasis, rawScore: Double
    ) throws(DetectorError) -> SmallestChange? {
        guard threshold.flags(rawScore) else { return nil }
        let values = try table.selecting(rows: [row]).aligned(to: featureNames).row(0)
        let attributions = attributions(values, row: row, basis)
        let strongest = attributions.indices.sorted {
            attributions[$0] == attributions[$1] ? $0 < $1 : attributions[$0] > attributions[$1]
        }
        let trial = ChangeTrial(
            names: featureNames, values: values, fit: fit(scoring: row, basis), replaced: replaced(row, basis),
            threshold: threshold)
        var searches = strongest.prefix(DetectorLimits.changedFeaturesMax).map {
            ChangeSearch(column: $0, value: values[$0], features[$0])
        }
        try trial.bracket(&searches)
        searches.removeAll { $0.normal == nil }
        for _ in 0..<DetectorLimits.changeHalvings where !searches.isEmpty { try trial.halve(&searches) }
        // Of equal ones the first: it contributes more.
        guard let best = searches.min(by: { $0.distance < $1.distance }), let normal = best.normal else { return nil }
        return SmallestChange(
            feature: features[best.column].name, value: normal.value, distance: best.distance, rawScore: normal.score)
    }
}

extension TrainedModel {
    private func replaced(_ row: Int, _ basis: ScoreBasis) -> Int? {
        guard folds.isEmpty, case .training(let replaced) = basis.ofRow(row) else { return nil }
        return replaced
    }
}

/// The search along one feature.
struct ChangeSearch {
    let column: Int
    /// Where it starts: the row's value.
    let start: Double
    /// What changes are measured in.
    let width: Double
    /// From the nearest to the farthest.
    let candidates: [Double]
    /// The nearest value so far that makes the row normal, with the score it gives.
    var normal: (value: Double, score: Double)?
    /// The value before it on the way from the start, which does not.
    var flagged: Double

    init(column: Int, value: Double, _ feature: FeatureProfile) {
        self.column = column
        let start = value.isNaN ? feature.median : value
        self.start = start
        flagged = start
        let expected = feature.expectedHigh - feature.expectedLow
        let range = expected > 0 ? expected : feature.maximum - feature.minimum
        // A feature that never varied: setting it back is a change of one.
        width = range > 0 ? range : Swift.max(abs(start - feature.median), .leastNormalMagnitude)
        var candidates = [feature.minimum, feature.maximum]
        let count = DetectorLimits.changeCandidates
        for step in 0..<count {
            // The middle one is the median: where the row looks most ordinary, whatever lies around it.
            let share = Double(step) / Double(count - 1)
            candidates.append(
                step == count / 2
                    ? feature.median : feature.expectedLow * (1 - share) + feature.expectedHigh * share)
        }
        self.candidates = Set(candidates).subtracting([start]).sorted {
            let (a, b) = (abs($0 - start), abs($1 - start))
            return a == b ? $0 < $1 : a < b
        }
    }

    var distance: Double {
        guard let normal else { return .infinity }
        return Swift.min(abs(normal.value - start) / width, .greatestFiniteMagnitude)
    }

    /// Between the two, without overflow.
    var middle: Double { (normal?.value ?? start) / 2 + flagged / 2 }

    /// Takes the scores of the candidates.
    mutating func bracket(_ scores: ArraySlice<Double>, _ threshold: Threshold) {
        for (value, score) in zip(candidates, scores) where !threshold.flags(score) {
            normal = (value, score)
            // The nearest one on the same side that was tried, which is flagged, or the start.
            flagged =
                candidates.last { ($0 - start).sign == (value - start).sign && abs($0 - start) < abs(value - start) }
                ?? start
            return
        }
    }

    mutating func halve(_ score: Double, _ threshold: Threshold) {
        let middle = middle
        if threshold.flags(score) { flagged = middle } else { normal = (middle, score) }
    }
}

/// Scores of a row with one feature changed.
private struct ChangeTrial {
    let names: [String]
    let values: [Double]
    let fit: any FittedDetector
    /// The training row that the changed one replaces, where the fit holds it.
    let replaced: Int?
    let threshold: Threshold

    /// All candidates of all features in one block.
    func bracket(_ searches: inout [ChangeSearch]) throws(DetectorError) {
        let scores = try scores(searches.flatMap { search in search.candidates.map { (search.column, $0) } })
        var first = 0
        for index in searches.indices {
            let end = first + searches[index].candidates.count
            searches[index].bracket(scores[first..<end], threshold)
            first = end
        }
    }

    func halve(_ searches: inout [ChangeSearch]) throws(DetectorError) {
        let scores = try scores(searches.map { ($0.column, $0.middle) })
        for index in searches.indices { searches[index].halve(scores[index], threshold) }
    }

    private func scores(_ changes: [(column: Int, value: Double)]) throws(DetectorError) -> [Double] {
        var columnMajor: [Double] = []
        columnMajor.reserveCapacity(values.count * changes.count)
        for (column, value) in values.enumerated() {
            for change in changes { columnMajor.append(change.column == column ? change.value : value) }
        }
        let table = try FeatureTable(names: names, rowCount: changes.count, columnMajor: columnMajor)
        guard let replaced else { return fit.scores(table, 0..<changes.count, .novel) }
        return fit.scores(table, inPlaceOf: replaced)
    }
}
