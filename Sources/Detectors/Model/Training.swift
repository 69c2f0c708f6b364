extension TrainedModel {
    /// Fits over all rows, and for calibration over the rows outside each fold, then scores every training row by
    /// a fit that did not see it. The same specification and table give the same model whatever the threads.
    ///
    /// Runs on the executor that the caller prefers; stops when the task is cancelled.
    package static func train(_ specification: DetectorSpecification, on table: FeatureTable) async throws
        -> TrainedModel
    {
        let configuration = try configuration(specification, for: table)
        let fitted = try await fit(specification, on: table)
        let folds = try await crossFits(configuration, table, fitted)
        return try await fitted.with(folds: folds).calibrated(on: table)
    }

    /// The fit over all rows alone, as algorithms are compared with their references: it scores and explains, but knows no
    /// calibration, so that every p-value is 1.
    package static func fit(_ specification: DetectorSpecification, on table: FeatureTable) async throws
        -> TrainedModel
    {
        let configuration = try configuration(specification, for: table)
        let features = try await parallelMap(table.columnCount) { try FeatureProfile.profile(table, column: $0) }
        let rows = (0..<UInt32(table.rowCount)).map { $0 }
        let training = trainingSet(table, rows, medians: features.map(\.median), seed: specification.seed, stream: 0)
        return TrainedModel(
            algorithm: specification.algorithm, seed: specification.seed, trainingMode: specification.trainingMode,
            trainingRowCount: table.rowCount, features: features,
            calibration: Calibration(method: type(of: configuration).calibration, scores: []),
            threshold: Threshold(rawScore: .greatestFiniteMagnitude, pValue: 1, policy: specification.thresholdPolicy),
            full: try await configuration.fit(training), folds: [])
    }

    private static func configuration(
        _ specification: DetectorSpecification, for table: FeatureTable
    ) throws -> any DetectorAlgorithm {
        try specification.check()
        try checkSize(table)
        return try specification.algorithm.configured(specification.parameters)
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

    private static func trainingSet(
        _ table: FeatureTable, _ rows: [UInt32], medians: [Double], seed: UInt64, stream: UInt64
    ) -> TrainingSet {
        let foldRowsMax = (table.rowCount + DetectorLimits.folds - 1) / DetectorLimits.folds
        return TrainingSet(
            table: table, rows: rows, medians: medians, seed: seed, stream: stream,
            rowsOfSmallestFit: table.rowCount - foldRowsMax)
    }

    /// One fit over the rows outside each fold; none where the fit over all rows can leave one out itself.
    private static func crossFits(
        _ configuration: any DetectorAlgorithm, _ table: FeatureTable, _ fitted: TrainedModel
    ) async throws -> [any FittedDetector] {
        guard type(of: configuration).calibration == .crossFit else { return [] }
        var folds: [any FittedDetector] = []
        for fold in 0..<fitted.foldPlan.foldCount {
            let rows = fitted.foldPlan.rows(outside: fold, of: table.rowCount)
            let training = trainingSet(
                table, rows, medians: fitted.features.map(\.median), seed: fitted.seed, stream: UInt64(fold + 1))
            folds.append(try await configuration.fit(training))
        }
        return folds
    }

    private func with(folds: [any FittedDetector]) -> TrainedModel {
        TrainedModel(
            algorithm: algorithm, seed: seed, trainingMode: trainingMode, trainingRowCount: trainingRowCount,
            features: features, calibration: calibration, threshold: threshold, full: full, folds: folds)
    }

    private func calibrated(on table: FeatureTable) async throws -> TrainedModel {
        let scores = RadixSort.sorted(try await calibrationScores(table))
        let calibration = Calibration(method: calibration.method, scores: scores)
        return TrainedModel(
            algorithm: algorithm, seed: seed, trainingMode: trainingMode, trainingRowCount: trainingRowCount,
            features: features, calibration: calibration, threshold: try calibration.threshold(threshold.policy),
            full: full,
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
