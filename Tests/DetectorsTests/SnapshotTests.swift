import Messages
import Protobuf
import Testing

@testable import Detectors

@Suite struct SnapshotTests {
    private func model(_ algorithm: Algorithm, seed: UInt64 = 3) async throws -> (TrainedModel, FeatureTable) {
        let table = try gaussian(rows: 80, columns: 3, seed: 6)
        var parameters = algorithm.quick
        if parameters["trees"] != nil { parameters = ["trees": .number(10), "sample_size": .number(32)] }
        let specification = DetectorSpecification(
            algorithm: algorithm, members: algorithm.members, parameters: parameters, seed: seed)
        return (try await TrainedModel.train(specification, on: table), table)
    }

    @Test("a model read back scores, judges and explains as before", arguments: Algorithm.allCases)
    func roundTrip(_ algorithm: Algorithm) async throws {
        let (model, table) = try await model(algorithm)
        let read = try TrainedModel(snapshot: model.snapshot())
        #expect(read.snapshot() == model.snapshot())
        #expect(read.features == model.features)
        #expect(read.calibration == model.calibration)
        #expect(read.threshold == model.threshold)
        for basis in [ScoreBasis.novel, .training(firstRow: 0)] {
            #expect(try await read.scores(table, basis: basis) == (try await model.scores(table, basis: basis)))
            let explained = try model.explain(table, row: 5, basis: basis)
            #expect(try read.explain(table, row: 5, basis: basis) == explained)
        }
    }

    @Test("the same seed and data give the same bytes, whatever the number of threads", arguments: Algorithm.allCases)
    func deterministic(_ algorithm: Algorithm) async throws {
        let wide = try await model(algorithm).0.snapshot()
        let narrow = try await withTaskExecutorPreference(OneThread()) { try await model(algorithm).0.snapshot() }
        #expect(wide == narrow)
    }

    @Test("bytes that are cut, or of something else, are refused", arguments: Algorithm.allCases)
    func cut(_ algorithm: Algorithm) async throws {
        let bytes = try await model(algorithm).0.snapshot()
        for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 200)) {
            #expect(throws: DetectorError.self) { try TrainedModel(snapshot: Array(bytes[..<length])) }
        }
    }

    /// A changed byte may leave a valid model (a threshold moves); what must not happen is a crash, now or when it scores.
    @Test("changed bytes are an error or a model that scores", arguments: Algorithm.allCases)
    func changed(_ algorithm: Algorithm) async throws {
        let (model, table) = try await model(algorithm)
        let bytes = model.snapshot()
        var generator = SeededGenerator(seed: 1, stream: 1)
        let few = table.selecting(rows: 0..<5)
        for _ in 0..<400 {
            var damaged = bytes
            for _ in 0..<(1 + generator.below(3)) {
                damaged[generator.below(damaged.count)] = UInt8(truncatingIfNeeded: generator.next())
            }
            guard let read = try? TrainedModel(snapshot: damaged) else { continue }
            _ = try? await read.scores(few, basis: .novel)
            _ = try? await read.scores(few, basis: .training(firstRow: 0))
            _ = try? read.explain(few, row: 0, basis: .training(firstRow: 3))
        }
    }

    /// Each is finite, but a row that is outside in all features would have an infinite sum.
    @Test("scores of bins that no logarithm gives are refused", arguments: [1e308, -1e308, 2049, .infinity, .nan])
    func binScores(_ score: Double) async throws {
        let bytes = try await model(.hbos).0.snapshot()
        let changes: [(inout DetectionV1.HbosFit) -> Void] = [
            { $0.outside = score }, { $0.features[1].scores = PackedSlice([score, 1]) },
        ]
        for change in changes {
            var message = try DetectionV1.ModelSnapshot(serialized: bytes)
            guard case .hbos(var fit)? = message.fits[0].fit else { throw WrongFit() }
            change(&fit)
            message.fits[0].fit = .hbos(fit)
            let changed = message
            let error = #expect(throws: DetectorError.self) { try TrainedModel(snapshot: changed.serialized()) }
            #expect(error?.kind == .corruptModel && error?.field == "hbos")
        }
    }

    private struct WrongFit: Error {}

    @Test("a version, an algorithm or fits that do not fit are refused by name")
    func inconsistent() async throws {
        let bytes = try await model(.isolationForest).0.snapshot()
        let changes: [(String, (inout DetectionV1.ModelSnapshot) -> Void)] = [
            ("format_version", { $0.formatVersion = 1 }),
            ("algorithm", { $0.algorithm = "oracle" }),
            ("training_mode", { $0.trainingMode = "" }),
            ("training_row_count", { $0.trainingRowCount = -1 }),
            ("features", { $0.features.removeLast() }),
            ("features", { $0.features[0].median = .nan }),
            ("calibration_scores", { $0.calibrationScores = [2, 1] }),
            ("calibration_scores", { $0.calibrationScores = [] }),
            ("threshold_policy", { $0.thresholdPolicyValue = -1 }),
            // Without rows per day.
            ("threshold_policy", { $0.thresholdPolicy = "alerts_per_day" }),
            ("rows_per_day", { $0.rowsPerDay = -1 }),
            ("rows_per_day", { $0.rowsPerDay = .nan }),
            ("fits", { $0.fits.removeLast() }),
        ]
        for (field, change) in changes {
            var message = try DetectionV1.ModelSnapshot(serialized: bytes)
            change(&message)
            let changed = message
            let error = #expect(throws: DetectorError.self) { try TrainedModel(snapshot: changed.serialized()) }
            #expect(error?.kind == .corruptModel)
            // Without its last feature a split may point at nothing instead.
            #expect(error?.field == field || field == "features" && error?.field == "splits")
        }
    }

    @Test(
        "a fit holds no row beyond the training rows, and no more values than a fit may",
        arguments: [Algorithm.knn, .lof, .abod])
    func rowsHeld(_ algorithm: Algorithm) async throws {
        let bytes = try await model(algorithm).0.snapshot()
        func read(_ change: (inout DetectionV1.ModelSnapshot) -> Void) throws -> TrainedModel {
            var message = try DetectionV1.ModelSnapshot(serialized: bytes)
            change(&message)
            return try TrainedModel(snapshot: message.serialized())
        }
        #expect(throws: Never.self) { try read { $0.trainingRowCount = 80 } }
        let error = #expect(throws: DetectorError.self) { try read { $0.trainingRowCount = 79 } }
        #expect(error?.field == "rows")
        let standardization = DetectionV1.Standardization(means: [0], deviations: [1])
        func rows(_ count: Int) throws -> TrainingRows {
            let features = [
                FeatureProfile(
                    name: "x", median: 0, expectedLow: 0, expectedHigh: 0, minimum: 0, maximum: 0, presentCount: 1)
            ]
            let message = DetectionV1.TrainingRows(
                standardization: standardization, values: PackedSlice([Double](repeating: 0, count: count)),
                indices: PackedSlice((0..<UInt32(count)).map { $0 }))
            return try TrainingRows(message, features)
        }
        #expect(try rows(DetectorLimits.neighbourValuesMax).count == DetectorLimits.neighbourValuesMax)
        #expect(throws: DetectorError.self) { try rows(DetectorLimits.neighbourValuesMax + 1) }
    }

    @Test("a fit that grows with its rows is of an algorithm that says so", arguments: Algorithm.allCases)
    func embedded(_ algorithm: Algorithm) async throws {
        func byteCount(rows: Int) async throws -> Int {
            let specification = DetectorSpecification(
                algorithm: algorithm, members: algorithm.members, parameters: algorithm.quick)
            let model = try await TrainedModel.fit(specification, on: gaussian(rows: rows, columns: 2, seed: 1))
            var fit = DetectionV1.SnapshotFit()
            fit.fit = model.full.message
            return fit.serialized().count
        }
        let (few, many) = (try await byteCount(rows: 400), try await byteCount(rows: 1600))
        // Samples of rows do not grow, and are a small part beside forests.
        let isSample = algorithm == .inne || algorithm == .auto
        #expect((many > 2 * few || isSample) == algorithm.description.embedsTrainingData, "\(few) and \(many)")
    }
}
