import Messages
import Protobuf
import Testing

@testable import Detectors

@Suite struct StreamSnapshotTests {
    private func detector(_ algorithm: StreamAlgorithm, after points: Int = 170) throws -> StreamDetector {
        var detector = try StreamDetector(.small(algorithm))
        var stream = try gaussianPoints(points)
        // Equal points share leaves; a missing one leaves a last value behind.
        if points > 90 { stream[80] = stream[81] }
        if points > 90 { stream[85][0] = .nan }
        _ = try detector.scores(stream)
        return detector
    }

    @Test(
        "one that is read back goes on bit for bit", arguments: StreamAlgorithm.allCases, [0, 1, 30, 49, 50, 170, 300])
    func goesOn(_ algorithm: StreamAlgorithm, _ points: Int) throws {
        var detector = try detector(algorithm, after: points)
        var restored = try StreamDetector(snapshot: detector.snapshot())
        #expect(restored.snapshot() == detector.snapshot())
        var further = try gaussianPoints(130, seed: 6)
        further[7] = [.nan, 15]
        #expect(try restored.scores(further) == (try detector.scores(further)))
        #expect(restored.snapshot() == detector.snapshot())
    }

    @Test("bytes that are cut are refused", arguments: StreamAlgorithm.allCases)
    func cut(_ algorithm: StreamAlgorithm) throws {
        let bytes = try detector(algorithm).snapshot()
        for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 100)) {
            #expect(throws: DetectorError.self) { try StreamDetector(snapshot: Array(bytes[..<length])) }
        }
    }

    @Test("changed bytes are an error or a detector that goes on", arguments: StreamAlgorithm.allCases)
    func changed(_ algorithm: StreamAlgorithm) throws {
        let bytes = try detector(algorithm).snapshot()
        let further = try gaussianPoints(60, seed: 6)
        var generator = SeededGenerator(seed: 1, stream: 1)
        for _ in 0..<300 {
            var damaged = bytes
            for _ in 0..<(1 + generator.below(3)) {
                damaged[generator.below(damaged.count)] = UInt8(truncatingIfNeeded: generator.next())
            }
            guard var read = try? StreamDetector(snapshot: damaged), read.features.count == 2 else { continue }
            for score in try read.scores(further) { #expect(score.score?.isFinite != false) }
            _ = try StreamDetector(snapshot: read.snapshot())
        }
    }

    @Test(
        "one that has learned from more points than it has seen is refused", arguments: StreamAlgorithm.allCases,
        [1, 8, 16, 49, 50, 170])
    func pointCount(_ algorithm: StreamAlgorithm, _ points: Int) throws {
        let detector = try detector(algorithm, after: points)
        var message = try DetectionV1.StreamSnapshot(serialized: detector.snapshot())
        message.pointCount = 0
        let changed = message
        let error = #expect(throws: DetectorError.self) {
            var read = try StreamDetector(snapshot: changed.serialized())
            _ = try read.scores(gaussianPoints(2))
        }
        #expect(error?.kind == .corruptModel)
        #expect(error?.field == "point_count")
    }

    @Test("what does not fit is refused by name")
    func inconsistent() throws {
        let changes: [(StreamAlgorithm, String, (inout DetectionV1.StreamSnapshot) -> Void)] = [
            (.ewma, "format_version", { $0.formatVersion = 2 }),
            (.ewma, "algorithm", { $0.algorithm = "oracle" }),
            (.ewma, "state", { $0.algorithm = "half_space_trees" }),
            (.ewma, "state", { $0.state = nil }),
            (.ewma, "ewma", { $0.features.append("z") }),
            (.ewma, "last_values", { $0.lastValues = [] }),
            (.ewma, "calibration_scores", { $0.calibrationScores = [.nan] }),
            (.ewma, "calibration_window", { $0.calibrationWindow = 70_000 }),
            (.ewma, "alert_p_value", { $0.alertPValue = 0 }),
            (.ewma, "point_count", { $0.pointCount = .max }),
            (.ewma, "refractory_points", { $0.refractoryPoints = .max }),
            (.ewma, "ewma", { self.change(&$0) { (state: inout DetectionV1.EwmaState) in state.halfLife = .nan } }),
            (
                .halfSpaceTrees, "half_space_trees",
                { self.change(&$0) { (state: inout DetectionV1.HalfSpaceTreesState) in state.depth = 16 } }
            ),
            (
                .halfSpaceTrees, "lows",
                { self.change(&$0) { (state: inout DetectionV1.HalfSpaceTreesState) in state.lows = [99, 99] } }
            ),
            (
                .halfSpaceTrees, "masses",
                { self.change(&$0) { (state: inout DetectionV1.HalfSpaceTreesState) in state.latestNodes = [.max] } }
            ),
            (
                .halfSpaceTrees, "reference_masses",
                { self.change(&$0) { (state: inout DetectionV1.HalfSpaceTreesState) in state.window = 51 } }
            ),
            (
                .randomCutForest, "random_cut_forest",
                { self.change(&$0) { (state: inout DetectionV1.RandomCutForestState) in state.capacity = 0 } }
            ),
            (
                .randomCutForest, "scales",
                { self.change(&$0) { (state: inout DetectionV1.RandomCutForestState) in state.scales = [0, 1] } }
            ),
            (
                .randomCutForest, "leaf_points",
                { self.change(&$0) { (state: inout DetectionV1.RandomCutForestState) in state.points = [] } }
            ),
            (
                .randomCutForest, "thresholds",
                {
                    self.change(&$0) { (state: inout DetectionV1.RandomCutForestState) in
                        state.thresholds = PackedSlice(state.thresholds.map { _ in 0 })
                    }
                }
            ),
            (
                .randomCutForest, "cuts",
                {
                    self.change(&$0) { (state: inout DetectionV1.RandomCutForestState) in
                        state.cuts = PackedSlice(state.cuts.map { _ in 1 })
                    }
                }
            ),
        ]
        for (algorithm, field, change) in changes {
            var message = try DetectionV1.StreamSnapshot(serialized: detector(algorithm).snapshot())
            change(&message)
            let changed = message
            let error = #expect(throws: DetectorError.self) { try StreamDetector(snapshot: changed.serialized()) }
            #expect(error?.kind == .corruptModel)
            #expect(error?.field == field)
        }
    }

    private func change(_ snapshot: inout DetectionV1.StreamSnapshot, _ body: (inout DetectionV1.EwmaState) -> Void) {
        guard case .ewma(var state) = snapshot.state else { return }
        body(&state)
        snapshot.state = .ewma(state)
    }

    private func change(
        _ snapshot: inout DetectionV1.StreamSnapshot, _ body: (inout DetectionV1.HalfSpaceTreesState) -> Void
    ) {
        guard case .halfSpaceTrees(var state) = snapshot.state else { return }
        body(&state)
        snapshot.state = .halfSpaceTrees(state)
    }

    private func change(
        _ snapshot: inout DetectionV1.StreamSnapshot, _ body: (inout DetectionV1.RandomCutForestState) -> Void
    ) {
        guard case .randomCutForest(var state) = snapshot.state else { return }
        body(&state)
        snapshot.state = .randomCutForest(state)
    }
}
