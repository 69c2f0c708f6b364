/// What one feature had to do with a row's score.
package struct FeatureContribution: Sendable, Equatable {
    package enum Direction: Sendable { case below, within, above }

    package var feature: String
    /// Nil when missing.
    package var value: Double?
    /// The central 90 % of the training values.
    package var expectedLow: Double
    package var expectedHigh: Double
    /// Share of what makes the row strange; the shares of all features add up to 1 (or are all 0 when nothing does).
    package var share: Double
    package var direction: Direction
}

extension TrainedModel {
    /// The features that contribute most to a row's score, the strongest first, by the fit that scored the row.
    package func explain(
        _ table: FeatureTable, row: Int, basis: ScoreBasis, limit: Int = DetectorLimits.contributionsDefault
    ) throws(DetectorError) -> [FeatureContribution] {
        let values = try table.selecting(rows: [row]).aligned(to: featureNames).row(0)
        let attributions = attributions(values, row: row, basis).map { max($0, 0) }
        let total = attributions.reduce(0, +)
        let strongest = attributions.indices.sorted {
            attributions[$0] == attributions[$1] ? $0 < $1 : attributions[$0] > attributions[$1]
        }
        return strongest.prefix(limit).map { column in
            contribution(of: values[column], column, share: total > 0 ? attributions[column] / total : 0)
        }
    }

    func attributions(_ values: [Double], row: Int, _ basis: ScoreBasis) -> [Double] {
        let isFold = !folds.isEmpty && basis.isTraining
        return fit(scoring: row, basis).attributions(values, isFold ? .novel : basis.ofRow(row))
    }

    /// The fit that scores the table's row.
    func fit(scoring row: Int, _ basis: ScoreBasis) -> any FittedDetector {
        guard case .training(let index) = basis.ofRow(row), !folds.isEmpty else { return full }
        return folds[Int(foldPlan.folds(of: index..<(index + 1))[0])]
    }

    private func contribution(of value: Double, _ column: Int, share: Double) -> FeatureContribution {
        let feature = features[column]
        let direction: FeatureContribution.Direction =
            value < feature.expectedLow ? .below : value > feature.expectedHigh ? .above : .within
        return FeatureContribution(
            feature: feature.name, value: value.isNaN ? nil : value, expectedLow: feature.expectedLow,
            expectedHigh: feature.expectedHigh, share: share, direction: direction)
    }
}
