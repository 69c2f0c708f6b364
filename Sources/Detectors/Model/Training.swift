extension TrainedModel {
    /// Fits over all rows, and for calibration over the rows outside each fold, then scores every training row by
    /// a fit that did not see it. The same specification and table give the same model whatever the threads.
    ///
    /// Runs on the executor that the caller prefers; stops when the task is cancelled.
    /// - Parameter progress: Told the share of the work that is done, never a smaller one than before and at last 1, from
    ///   whichever thread does the work, which waits meanwhile.
    package static func train(
        _ specification: DetectorSpecification, on data: DataTable,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) async throws -> TrainedModel {
        try check(specification, data)
        let encoder = try Encoder.fit(specification.preprocessing, data)
        let foldEncoders = foldEncoders(encoder, data, seed: specification.seed)
        let table = (foldEncoders.first ?? encoder).features(data)
        let configuration = try specification.configured(for: size(table))
        let isCrossFit = encoder.calibration(specification.algorithm) == .crossFit
        let steps = TrainingProgress(
            fits: isCrossFit ? 1 + DetectorLimits.folds : 1, blocks: calibrationTasks(table, isCrossFit).count,
            report: progress)
        var model = try await fit(specification, configuration, encoder, foldEncoders, table)
        steps.completeFit()
        if isCrossFit {
            model.folds = try await crossFits(specification, configuration, data, table, model, steps)
        }
        let rows = try model.encode(data, basis: .training(firstRow: 0))
        let scores = RadixSort.sorted(try await model.calibrationScores(rows.features, steps))
        model.calibration.scores = scores
        model.threshold = try model.calibration.threshold(
            specification.thresholdPolicy, rowsPerDay: specification.rowsPerDay)
        return model
    }

    /// The fit over all rows alone, as algorithms are compared with their references: it scores and explains, but knows no
    /// calibration, so that every p-value is 1.
    package static func fit(_ specification: DetectorSpecification, on data: DataTable) async throws -> TrainedModel {
        try check(specification, data)
        let encoder = try Encoder.fit(specification.preprocessing, data)
        let foldEncoders = foldEncoders(encoder, data, seed: specification.seed)
        let table = (foldEncoders.first ?? encoder).features(data)
        return try await fit(
            specification, specification.configured(for: size(table)), encoder, foldEncoders, table)
    }

    private static func fit(
        _ specification: DetectorSpecification, _ configuration: any DetectorAlgorithm, _ encoder: Encoder,
        _ foldEncoders: [Encoder], _ table: FeatureTable
    ) async throws -> TrainedModel {
        let features = try await parallelMap(table.columnCount) { try FeatureProfile.profile(table, column: $0) }
        try checkUnscaled(features, encoder.scalings(specification.preprocessing))
        let training = trainingSet(
            specification, encoder, table, (0..<UInt32(table.rowCount)).map { $0 }, medians: features.map(\.median),
            stream: 0)
        return TrainedModel(
            algorithm: specification.algorithm, seed: specification.seed, trainingMode: specification.trainingMode,
            trainingRowCount: table.rowCount, rowsPerDay: specification.rowsPerDay, encoder: encoder,
            foldEncoders: foldEncoders, features: features,
            calibration: Calibration(method: encoder.calibration(specification.algorithm), scores: []),
            threshold: Threshold(rawScore: .greatestFiniteMagnitude, pValue: 1, policy: specification.thresholdPolicy),
            full: try await configuration.fit(training), folds: [])
    }

    /// Beyond `deviationMax` all values would count as one.
    private static func checkUnscaled(_ features: [FeatureProfile], _ scalings: [Scaling]) throws(DetectorError) {
        for (feature, scaling) in zip(features, scalings) where scaling == .none {
            let most = Swift.max(abs(feature.minimum), abs(feature.maximum))
            guard most <= Standardization.deviationMax else {
                throw .precondition(
                    feature.name,
                    "holds \(most); without a scaling values may be up to \(Standardization.deviationMax)")
            }
        }
    }

    private static func size(_ table: FeatureTable) -> FitSize {
        FitSize(rows: table.rowCount, columns: table.columnCount, threads: 1)
    }

    private static func check(_ specification: DetectorSpecification, _ table: DataTable) throws(DetectorError) {
        try specification.check()
        if case .alertsPerDay(let alerts) = specification.thresholdPolicy {
            _ = try RowsPerDay.share(alerts: alerts, specification.rowsPerDay)
        }
        try checkSize(table)
    }

    private static func checkSize(_ table: DataTable) throws(DetectorError) {
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
        _ specification: DetectorSpecification, _ encoder: Encoder, _ table: FeatureTable, _ rows: [UInt32],
        medians: [Double], stream: UInt64
    ) -> TrainingSet {
        return TrainingSet(
            table: table, rows: rows, medians: medians, scalings: encoder.scalings(specification.preprocessing),
            hasIndicators: encoder.categories.contains { $0.layout != .frequency },
            seed: specification.seed, stream: stream, rowsOfSmallestFit: size(table).rowsOfSmallestFit)
    }

    private static func foldEncoders(_ encoder: Encoder, _ data: DataTable, seed: UInt64) -> [Encoder] {
        guard !encoder.categories.isEmpty else { return [] }
        let plan = FoldPlan(seed: seed, foldCount: DetectorLimits.folds)
        return (0..<plan.foldCount).map { fold in
            encoder.refitted(data, rows: plan.rows(outside: fold, of: data.rowCount))
        }
    }

    /// One fit over the rows outside each fold.
    private static func crossFits(
        _ specification: DetectorSpecification, _ configuration: any DetectorAlgorithm, _ data: DataTable,
        _ table: FeatureTable, _ fitted: TrainedModel, _ steps: TrainingProgress
    ) async throws -> [any FittedDetector] {
        var folds: [any FittedDetector] = []
        for fold in 0..<fitted.foldPlan.foldCount {
            // A small fit may not look for it.
            try Task.checkCancellation()
            let rows = fitted.foldPlan.rows(outside: fold, of: table.rowCount)
            let encoded = fitted.foldEncoders.isEmpty ? table : fitted.foldEncoders[fold].features(data)
            let training = trainingSet(
                specification, fitted.encoder, encoded, rows, medians: fitted.features.map(\.median),
                stream: UInt64(fold + 1))
            folds.append(try await configuration.fit(training))
            steps.completeFit()
        }
        return folds
    }

    /// The blocks of rows that calibration scores: of all rows, or of `calibrationRowsMax` of them where that spares work.
    /// Fold fits score all, which is little work; to seek the neighbours of rows that don't count would be most of it.
    private static func calibrationTasks(_ table: FeatureTable, _ isCrossFit: Bool) -> [Range<Int>] {
        let rows = isCrossFit ? table.rowCount : min(table.rowCount, DetectorLimits.calibrationRowsMax)
        return ranges(of: rows, length: DetectorLimits.rowsPerTask)
    }

    private func calibrationScores(_ table: FeatureTable, _ steps: TrainingProgress) async throws -> [Double] {
        let basis = ScoreBasis.training(firstRow: 0)
        let tasks = Self.calibrationTasks(table, !folds.isEmpty)
        let sampled = table.rowCount > DetectorLimits.calibrationRowsMax ? sample(of: table.rowCount) : nil
        let blocks = try await parallelMap(tasks.count) { task in
            defer { steps.completeBlock() }
            guard let sampled, folds.isEmpty else { return scores(table, tasks[task], basis) }
            return sampled[tasks[task]].flatMap { full.scores(table, $0..<($0 + 1), basis) }
        }
        let all = blocks.flatMap { $0 }
        guard let sampled, !folds.isEmpty else { return all }
        return sampled.map { all[$0] }
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
