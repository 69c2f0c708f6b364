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

/// Scores of a row with something changed.
struct ChangeTrial {
    /// Neighbouring features' values.
    struct Change {
        var first: Int
        var values: [Double]
    }

    let values: [Double]
    let fit: any FittedDetector
    /// The training row that the changed one replaces, where the fit holds it.
    let replaced: Int?
    let threshold: Threshold

    /// All candidates of all features in one block.
    func bracket(_ searches: inout [ChangeSearch]) {
        let scores = scores(
            searches.flatMap { search in search.candidates.map { Change(first: search.column, values: [$0]) } })
        var first = 0
        for index in searches.indices {
            let end = first + searches[index].candidates.count
            searches[index].bracket(scores[first..<end], threshold)
            first = end
        }
    }

    func halve(_ searches: inout [ChangeSearch]) {
        let scores = scores(searches.map { Change(first: $0.column, values: [$0.middle]) })
        for index in searches.indices { searches[index].halve(scores[index], threshold) }
    }

    func scores(_ changes: [Change]) -> [Double] {
        var columnMajor: [Double] = []
        columnMajor.reserveCapacity(values.count * changes.count)
        for (column, value) in values.enumerated() {
            for change in changes {
                let place = column - change.first
                columnMajor.append(change.values.indices.contains(place) ? change.values[place] : value)
            }
        }
        let table = FeatureTable(
            uncheckedNames: values.map { _ in "" }, rowCount: changes.count, values: columnMajor)
        guard let replaced else { return fit.scores(table, 0..<changes.count, .novel) }
        return fit.scores(table, inPlaceOf: replaced)
    }
}
