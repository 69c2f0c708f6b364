extension TrainedModel {
    /// Fits over all rows, and for calibration over the rows outside each fold, then scores every training row by
    /// a fit that did not see it. The same specification and table give the same model whatever the threads.
    ///
    /// Runs on the executor that the caller prefers; stops when the task is cancelled.
    package static func train(_ specification: DetectorSpecification, on table: FeatureTable) async throws
        -> TrainedModel
    {
        try specification.check()
        try checkSize(table)
        let configuration = try specification.algorithm.configured(specification.parameters)
        let features = try await parallelMap(table.columnCount) { try FeatureProfile.profile(table, column: $0) }
        let fits = try await fit(configuration, table, features.map(\.median), seed: specification.seed)
        let uncalibrated = TrainedModel(
            algorithm: specification.algorithm, seed: specification.seed, trainingMode: specification.trainingMode,
            trainingRowCount: table.rowCount, features: features,
            calibration: Calibration(method: type(of: configuration).calibration, scores: []),
            threshold: Threshold(rawScore: 0, pValue: 1, policy: specification.thresholdPolicy),
            full: fits.full, folds: fits.folds)
        return try await uncalibrated.calibrated(on: table, specification.thresholdPolicy)
    }

    private static func checkSize(_ table: FeatureTable) throws(DetectorError) {
        guard table.rowCount >= DetectorLimits.trainingRowsMin else {
            throw .precondition(
                "dataset_version",
                "has \(table.rowCount) rows; training needs at least \(DetectorLimits.trainingRowsMin)")
        }
        guard table.rowCount <= DetectorLimits.trainingRowsMax else {
            throw .precondition(
                "dataset_version",
                "has \(table.rowCount) rows; training takes at most \(DetectorLimits.trainingRowsMax)")
        }
    }

    private static func fit(
        _ configuration: any DetectorAlgorithm, _ table: FeatureTable, _ medians: [Double], seed: UInt64
    ) async throws -> (full: any FittedDetector, folds: [any FittedDetector]) {
        let plan = FoldPlan(seed: seed, foldCount: DetectorLimits.folds)
        let foldRowsMax = (table.rowCount + plan.foldCount - 1) / plan.foldCount
        func trainingSet(_ rows: [UInt32], stream: Int) -> TrainingSet {
            TrainingSet(
                table: table, rows: rows, medians: medians, seed: seed, stream: UInt64(stream),
                rowsOfSmallestFit: table.rowCount - foldRowsMax)
        }
        let full = try await configuration.fit(trainingSet((0..<UInt32(table.rowCount)).map { $0 }, stream: 0))
        guard type(of: configuration).calibration == .crossFit else { return (full, []) }
        var folds: [any FittedDetector] = []
        for fold in 0..<plan.foldCount {
            let rows = plan.rows(outside: fold, of: table.rowCount)
            folds.append(try await configuration.fit(trainingSet(rows, stream: fold + 1)))
        }
        return (full, folds)
    }

    private func calibrated(on table: FeatureTable, _ policy: ThresholdPolicy) async throws -> TrainedModel {
        var scores = try await calibrationScores(table)
        scores.sort()
        let calibration = Calibration(method: calibration.method, scores: scores)
        return TrainedModel(
            algorithm: algorithm, seed: seed, trainingMode: trainingMode, trainingRowCount: trainingRowCount,
            features: features, calibration: calibration, threshold: try calibration.threshold(policy), full: full,
            folds: folds)
    }

    /// Of all rows, or of `calibrationRowsMax` of them.
    private func calibrationScores(_ table: FeatureTable) async throws -> [Double] {
        let basis = ScoreBasis.training(firstRow: 0)
        guard table.rowCount > DetectorLimits.calibrationRowsMax else { return try await scores(table, basis: basis) }
        let rows = sample(of: table.rowCount)
        guard folds.isEmpty else {
            let scores = try await scores(table, basis: basis)
            return rows.map { scores[$0] }
        }
        // To seek the neighbours of rows that don't count would take most of the time.
        let tasks = ranges(of: rows.count, length: DetectorLimits.rowsPerTask)
        return try await parallelMap(tasks.count) { task in
            rows[tasks[task]].flatMap { full.scores(table, $0..<($0 + 1), basis) }
        }.flatMap { $0 }
    }

    /// `calibrationRowsMax` of the rows, drawn without replacement (Fan, Muller and Rezucha's selection sampling).
    private func sample(of rowCount: Int) -> [Int] {
        var generator = SeededGenerator(seed: seed, stream: .max)
        var wanted = DetectorLimits.calibrationRowsMax
        var chosen: [Int] = []
        chosen.reserveCapacity(wanted)
        for row in 0..<rowCount where generator.below(rowCount - row) < wanted {
            chosen.append(row)
            wanted -= 1
        }
        return chosen
    }
}
