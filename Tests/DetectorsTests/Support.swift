import Dispatch
import FoundationEssentials
import Testing

@testable import Detectors

/// A labelled set with reference scores (Fixtures/README.md).
struct ReferenceSet {
    let table: FeatureTable
    let labels: [Bool]
    let scores: [String: [Double]]

    init(_ name: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let text = try String(contentsOf: folder.appending(path: "Fixtures/\(name).csv"), encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        let columns = lines[0].enumerated().map { index, name in
            (name: name, values: lines.dropFirst().map { Double($0[index])! })
        }
        table = try FeatureTable(columns: columns.filter { $0.name.hasPrefix("f") })
        labels = columns.first { $0.name == "label" }!.values.map { $0 == 1 }
        scores = Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.values) })
    }
}

extension Algorithm {
    /// Fewer members than the default where there are many: tests are slow at numbers.
    var quick: [String: ParameterValue] {
        switch self {
        case .isolationForest, .extendedIsolationForest, .fairCutForest: ["trees": .number(25)]
        case .inne: ["n_estimators": .number(50)]
        default: [:]
        }
    }

    /// What an ensemble is tried with; the others take none.
    var members: [DetectorSpecification.Member] {
        self == .ensemble ? [.init(.ecod), .init(.knn, ["n_neighbors": .number(3)], weight: 2)] : []
    }

    /// Never saw so far a row when it is left out, and so is less sure of it.
    var knowsOnlyItsRange: Bool {
        [.isolationForest, .extendedIsolationForest, .fairCutForest].contains(self)
    }
}

/// Most tests know numbers only.
extension TrainedModel {
    static func train(
        _ specification: DetectorSpecification, on table: FeatureTable,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) async throws -> TrainedModel {
        try await train(specification, on: DataTable(table), progress: progress)
    }

    static func fit(_ specification: DetectorSpecification, on table: FeatureTable) async throws -> TrainedModel {
        try await fit(specification, on: DataTable(table))
    }

    func scores(_ table: FeatureTable, basis: ScoreBasis) async throws -> [Double] {
        try await scores(encode(DataTable(table), basis: basis))
    }

    func explain(
        _ table: FeatureTable, row: Int, basis: ScoreBasis, limit: Int = DetectorLimits.contributionsDefault
    ) throws -> [FeatureContribution] {
        explain(try encode(DataTable(table), basis: basis), row: row, limit: limit)
    }

    func warnings(_ table: FeatureTable, row: Int) throws -> [String] {
        warnings(try encode(DataTable(table), basis: .novel), row: row)
    }

    func smallestChange(
        _ table: FeatureTable, row: Int, basis: ScoreBasis, rawScore: Double
    ) throws -> SmallestChange? {
        smallestChange(try encode(DataTable(table), basis: basis), row: row, rawScore: rawScore)
    }
}

/// Area under the ROC curve; ties count half.
func areaUnderCurve(_ scores: [Double], _ labels: [Bool]) -> Double {
    let positives = zip(scores, labels).filter(\.1).map(\.0)
    let negatives = zip(scores, labels).filter { !$0.1 }.map(\.0).sorted()
    var wins = 0.0
    for score in positives {
        let below = negatives.partitioningIndex { $0 >= score }
        let atMost = negatives.partitioningIndex { $0 > score }
        wins += Double(below) + Double(atMost - below) / 2
    }
    return wins / Double(positives.count * negatives.count)
}

extension Array {
    fileprivate func partitioningIndex(_ isSecond: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Independent normal features.
func gaussian(rows: Int, columns: Int, seed: UInt64) throws -> FeatureTable {
    var generator = SeededGenerator(seed: seed, stream: 7)
    let values = (0..<(rows * columns)).map { _ in (0..<12).reduce(-6.0) { sum, _ in sum + generator.unit() } }
    return try FeatureTable(names: (0..<columns).map { "x\($0)" }, rowCount: rows, columnMajor: values)
}

func fieldOfError(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? DetectorError)?.field
    }
}

/// Runs everything on one thread.
final class OneThread: TaskExecutor {
    private let queue = DispatchQueue(label: "one thread")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
