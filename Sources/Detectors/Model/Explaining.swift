/// What one column had to do with a row's score. Of categories, value and range are shares of the training rows: a rare category
/// lies below what is expected.
package struct FeatureContribution: Sendable, Equatable {
    package enum Direction: Sendable { case below, within, above }

    package var feature: String
    /// Nil when missing.
    package var value: Double?
    /// What a column of categories holds; nil when missing.
    package var category: String?
    /// The central 90 % of the training values.
    package var expectedLow: Double
    package var expectedHigh: Double
    /// Share of what makes the row strange; the shares of all features add up to 1 (or are all 0 when nothing does).
    package var share: Double
    package var direction: Direction

    /// - Parameter comparing: What the direction is told by; NaN lies within.
    fileprivate init(
        feature: String, value: Double?, category: String? = nil, expected: (low: Double, high: Double), share: Double,
        comparing compared: Double
    ) {
        self.feature = feature
        self.value = value
        self.category = category
        expectedLow = expected.low
        expectedHigh = expected.high
        self.share = share
        direction = compared < expected.low ? .below : compared > expected.high ? .above : .within
    }
}

extension TrainedModel {
    /// The columns that contribute most to a row's score, the strongest first, by the fit that scored the row.
    package func explain(
        _ rows: EncodedRows, row: Int, limit: Int = DetectorLimits.contributionsDefault
    ) -> [FeatureContribution] {
        let strengths = strengths(rows, row: row)
        let total = strengths.reduce(0, +)
        return ranked(strengths).prefix(limit).map { input in
            contribution(of: input, rows, row, share: total > 0 ? strengths[input] / total : 0)
        }
    }

    /// How much each column of `inputNames` adds to the strangeness of a row, at least 0: what its features add together.
    func strengths(_ rows: EncodedRows, row: Int) -> [Double] {
        let values = rows.features.row(row)
        let isFold = !folds.isEmpty && rows.basis.isTraining
        let attributions = fit(scoring: row, rows.basis).attributions(
            values, isFold ? .novel : rows.basis.ofRow(row))
        return encoder.inputFeatures.map { features in Swift.max(attributions[features].reduce(0, +), 0) }
    }

    /// The strongest first; of equals the first column.
    func ranked(_ strengths: [Double]) -> [Int] {
        strengths.indices.sorted { strengths[$0] == strengths[$1] ? $0 < $1 : strengths[$0] > strengths[$1] }
    }

    /// The fit that scores the table's row.
    func fit(scoring row: Int, _ basis: ScoreBasis) -> any FittedDetector {
        guard case .training(let index) = basis.ofRow(row), !folds.isEmpty else { return full }
        return folds[Int(foldPlan.folds(of: index..<(index + 1))[0])]
    }

    private func contribution(
        of input: Int, _ rows: EncodedRows, _ row: Int, share: Double
    ) -> FeatureContribution {
        if input < encoder.numbers.count {
            let feature = features[input]
            let value = rows.number(input, row)
            return FeatureContribution(
                feature: feature.name, value: value.isNaN ? nil : value,
                expected: (feature.expectedLow, feature.expectedHigh), share: share, comparing: value)
        }
        let column = input - encoder.numbers.count
        let encoder = encoder.categories[column]
        let text = rows.text(column, row)
        let rows = encoder.share(encoder.category(of: text))
        return FeatureContribution(
            feature: encoder.name, value: text == nil ? nil : rows, category: text.map { CategoryColumn.shown($0) },
            expected: encoder.expectedShares,
            share: share, comparing: rows)
    }
}
