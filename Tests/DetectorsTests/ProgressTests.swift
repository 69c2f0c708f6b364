import Synchronization
import Testing

@testable import Detectors

@Suite struct ProgressTests {
    /// What was reported, from any thread.
    private final class Reports: Sendable {
        private let all = Mutex<[Double]>([])

        var values: [Double] { all.withLock { $0 } }

        func add(_ share: Double) { all.withLock { $0.append(share) } }
    }

    @Test("a training tells of each fit and block, never goes back and ends with all", arguments: Algorithm.allCases)
    func progress(_ algorithm: Algorithm) async throws {
        let reports = Reports()
        let table = try gaussian(rows: 40, columns: 2, seed: 1)
        _ = try await TrainedModel.train(.init(algorithm: algorithm, members: algorithm.members), on: table) {
            reports.add($0)
        }
        let fits = algorithm.definition.calibration == .crossFit ? 1 + DetectorLimits.folds : 1
        #expect(reports.values.count == fits + 1)
        #expect(reports.values == reports.values.sorted() && reports.values.last == 1)
        #expect(reports.values.dropLast().last == 0.5)
    }

    @Test("scoring counts block by block")
    func blocks() {
        let reports = Reports()
        let progress = TrainingProgress(fits: 2, blocks: 4) { reports.add($0) }
        for _ in 0..<2 { progress.completeFit() }
        for _ in 0..<4 { progress.completeBlock() }
        #expect(reports.values == [0.25, 0.5, 0.625, 0.75, 0.875, 1])
    }

    @Test("a cancelled training stops at the next fit", arguments: Algorithm.allCases)
    func cancellation(_ algorithm: Algorithm) async throws {
        let reports = Reports()
        let table = try gaussian(rows: 40, columns: 2, seed: 1)
        let training = Task {
            try await TrainedModel.train(.init(algorithm: algorithm, members: algorithm.members), on: table) { share in
                reports.add(share)
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        await #expect(throws: CancellationError.self) { try await training.value }
        #expect(reports.values.count == 1)
    }
}
