/// The single column whose change makes a flagged row normal, and the least of it that does.
package struct SmallestChange: Sendable, Equatable {
    package var feature: String
    /// What the feature would have to be; of a category, its share of the training rows.
    package var value: Double
    /// What a column of categories would have to hold.
    package var category: String?
    /// From what it is (from what stands in for it if missing), in widths of the feature's expected range; 1 for another category.
    package var distance: Double
    /// The changed row's raw score, which the threshold does not flag.
    package var rawScore: Double
}

extension TrainedModel {
    /// The smallest change of one column, in widths of its expected range, that makes a row normal; nil if the row is normal, or
    /// no value that is tried makes it so.
    ///
    /// Tried are, for the `changedFeaturesMax` columns that contribute most, the most frequent categories, or values across the
    /// expected range and the ends of the training values; then the way between the nearest that is normal and the one before it is
    /// halved. What is found is normal, but where normality comes and goes between two values that are tried, a smaller change may
    /// be missed. At most `changeTriesPerRow` rows are scored, in one block for each step.
    ///
    /// A training row that is changed meets its fold's fit; or the fit over all rows, among which it takes its own place.
    /// - Parameter rawScore: The row's own.
    package func smallestChange(_ rows: EncodedRows, row: Int, rawScore: Double) -> SmallestChange? {
        guard threshold.flags(rawScore) else { return nil }
        let trial = ChangeTrial(
            values: rows.features.row(row), fit: fit(scoring: row, rows.basis), replaced: replaced(row, rows.basis),
            threshold: threshold)
        let inputs = ranked(strengths(rows, row: row)).prefix(DetectorLimits.changedFeaturesMax)
        let numbers = smallestChange(of: inputs.filter { $0 < encoder.numbers.count }, trial)
        let categories = inputs.filter { $0 >= encoder.numbers.count }.compactMap {
            firstChange(of: $0, rows, row, trial)
        }
        // Of equally far ones a number's, then that of the category that contributes most.
        return ([numbers].compactMap(\.self) + categories).min { $0.distance < $1.distance }
    }

    private func smallestChange(of inputs: [Int], _ trial: ChangeTrial) -> SmallestChange? {
        var searches = inputs.map { ChangeSearch(column: $0, value: trial.values[$0], features[$0]) }
        trial.bracket(&searches)
        searches.removeAll { $0.normal == nil }
        for _ in 0..<DetectorLimits.changeHalvings where !searches.isEmpty { trial.halve(&searches) }
        guard let best = searches.min(by: { $0.distance < $1.distance }), let normal = best.normal else { return nil }
        return SmallestChange(
            feature: features[best.column].name, value: normal.value, distance: best.distance, rawScore: normal.score)
    }

    /// The most frequent category that makes the row normal.
    private func firstChange(of input: Int, _ rows: EncodedRows, _ row: Int, _ trial: ChangeTrial) -> SmallestChange? {
        let column = input - encoder.numbers.count
        let category = encoder(of: row, rows.basis).categories[column]
        let own = category.category(of: rows.text(column, row))
        let candidates = category.texts.indices.prefix(DetectorLimits.changeCandidates).filter { own != .known($0) }
        let features = encoder.inputFeatures[input]
        let scores = trial.scores(
            candidates.map {
                ChangeTrial.Change(
                    first: features.lowerBound, values: category.features(of: .known($0)))
            })
        guard let found = zip(candidates, scores).first(where: { !threshold.flags($1) }) else { return nil }
        return SmallestChange(
            feature: category.name, value: category.share(.known(found.0)),
            category: CategoryColumn.shown(category.texts[found.0]), distance: 1, rawScore: found.1)
    }

    private func replaced(_ row: Int, _ basis: ScoreBasis) -> Int? {
        guard folds.isEmpty, case .training(let replaced) = basis.ofRow(row) else { return nil }
        return replaced
    }
}
