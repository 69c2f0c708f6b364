extension TrainedModel {
    /// Raw scores of all rows. A row's score depends on the row, the model and the basis: never on the rows beside it.
    package func scores(_ rows: EncodedRows) async throws -> [Double] {
        let tasks = ranges(of: rows.count, length: DetectorLimits.rowsPerTask)
        let blocks = try await parallelMap(tasks.count) { self.scores(rows.features, tasks[$0], rows.basis) }
        return gathered(blocks, count: rows.count)
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        guard case .training(let firstRow) = basis, !folds.isEmpty else { return full.scores(table, rows, basis) }
        let assignment = foldPlan.folds(of: (firstRow + rows.lowerBound)..<(firstRow + rows.upperBound))
        var scores = [Double](repeating: 0, count: rows.count)
        for (fold, model) in folds.enumerated() {
            let members = assignment.indices.filter { assignment[$0] == fold }
            let selected = table.selecting(rows: members.map { rows.lowerBound + $0 })
            for (index, score) in zip(members, model.scores(selected, 0..<members.count, .novel)) {
                scores[index] = score
            }
        }
        return scores
    }

    var foldPlan: FoldPlan { FoldPlan(seed: seed, foldCount: DetectorLimits.folds) }

    /// What a raw score means.
    package func judge(_ rawScore: Double) -> Judgement {
        let pValue = calibration.pValue(rawScore)
        let isAnomaly = threshold.flags(rawScore)
        let relative = threshold.relative(pValue: pValue, isAnomaly: isAnomaly)
        return Judgement(
            rawScore: rawScore, pValue: pValue, relativeScore: relative, isAnomaly: isAnomaly,
            severity: Severity(relativeScore: relative, isAnomaly: isAnomaly))
    }

    /// What the model had to assume about a row.
    package func warnings(_ rows: EncodedRows, row: Int) -> [String] {
        var warnings = encoder.numbers.indices.compactMap { numberWarning($0, rows.number($0, row)) }
        for (column, category) in encoder.categories.enumerated() {
            if let warning = category.warning(rows.text(column, row)) { warnings.append(warning) }
        }
        let limit = DetectorLimits.warningsPerRowMax
        guard warnings.count > limit else { return warnings }
        return warnings.prefix(limit - 1) + ["and \(warnings.count - limit + 1) more"]
    }

    private func numberWarning(_ column: Int, _ value: Double) -> String? {
        let feature = features[column]
        guard value.isNaN else {
            guard feature.isConstant, value != feature.minimum else { return nil }
            return "\(feature.name) was \(feature.minimum) in every training row and is \(value) here"
        }
        guard let fill = encoder.fills[column] else {
            return "\(feature.name) is missing: its training median \(feature.median) stands in"
        }
        return "\(feature.name) is missing: \(fill) stands in"
    }
}
