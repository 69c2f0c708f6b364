import Dispatch

@testable import Detectors

/// Snapshots of small models, one of each algorithm, that are fitted when the first input comes.
enum SnapshotSeeds {
    static let all: [[UInt8]] = Algorithm.allCases.map(snapshot)

    private static let trainingRows = 24

    private static let table: FeatureTable = {
        var generator = SeededGenerator(seed: 1, stream: 1)
        var columns = ["a", "b", "c"].map { name in
            (name: name, values: (0..<trainingRows).map { _ in Double(generator.below(9)) + generator.unit() })
        }
        columns[1].values[5] = .nan
        columns[2].values = columns[2].values.map { $0.rounded() }
        guard let table = try? FeatureTable(columns: columns) else { fatalError("the table of the seeds is none") }
        return table
    }()

    /// The training rows by the names of a model, as many of its features as there are.
    static func rows(_ model: TrainedModel) -> FeatureTable? {
        try? FeatureTable(
            columns: model.features.enumerated().map { index, feature in
                (name: feature.name, values: (0..<6).map { table[row: $0, column: index % table.columnCount] })
            })
    }

    private static func snapshot(_ algorithm: Algorithm) -> [UInt8] {
        let specification = DetectorSpecification(
            algorithm: algorithm, parameters: smallest(algorithm), thresholdPolicy: .contamination(0.2), rowsPerDay: 5)
        let done = DispatchSemaphore(value: 0)
        let box = Box()
        Task.detached {
            box.bytes = (try? await TrainedModel.train(specification, on: table))?.snapshot()
            done.signal()
        }
        done.wait()
        guard let bytes = box.bytes else { fatalError("\(algorithm.rawValue) does not fit the seeds' table") }
        return bytes
    }

    /// Whole numbers at their minimum, as far as the algorithm takes them together: few trees, few neighbours.
    private static func smallest(_ algorithm: Algorithm) -> [String: ParameterValue] {
        var parameters: [String: ParameterValue] = [:]
        for parameter in algorithm.description.parameters where parameter.kind == .integer {
            var more = parameters
            more[parameter.name] = parameter.minimum.map { .number($0) }
            if (try? algorithm.check(more)) != nil { parameters = more }
        }
        return parameters
    }

    /// Unchecked: the semaphore orders the one write before the one read.
    private final class Box: @unchecked Sendable {
        var bytes: [UInt8]?
    }
}
