extension TrainedModel {
    /// Raw scores of all rows of a table, whose columns must be the model's features in any order.
    ///
    /// A row's score depends on the row, the model and the basis: never on the other rows of the table.
    package func scores(_ table: FeatureTable, basis: ScoreBasis) async throws -> [Double] {
        let table = try table.aligned(to: featureNames)
        let tasks = ranges(of: table.rowCount, length: DetectorLimits.rowsPerTask)
        let blocks = try await parallelMap(tasks.count) { self.scores(aligned: table, tasks[$0], basis) }
        return blocks.flatMap { $0 }
    }

    func scores(aligned table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
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
    package func warnings(_ table: FeatureTable, row: Int) throws(DetectorError) -> [String] {
        let values = try table.selecting(rows: [row]).aligned(to: featureNames).row(0)
        var warnings: [String] = []
        for (feature, value) in zip(features, values) {
            if value.isNaN {
                warnings.append("\(feature.name) is missing: its training median \(feature.median) stands in")
            } else if feature.isConstant, value != feature.minimum {
                warnings.append("\(feature.name) was \(feature.minimum) in every training row and is \(value) here")
            }
        }
        let limit = DetectorLimits.warningsPerRowMax
        guard warnings.count > limit else { return warnings }
        return warnings.prefix(limit - 1) + ["and \(warnings.count - limit + 1) more"]
    }
}
