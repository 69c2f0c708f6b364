import Dispatch

@testable import Detectors

/// Snapshots of small models, one of each algorithm, that are fitted when the first input comes.
enum SnapshotSeeds {
    static let all: [[UInt8]] =
        Algorithm.allCases.map { snapshot($0, nil) } + [
            snapshot(.ecod, .init(numbers: .init(imputation: .mean))),
            snapshot(.knn, .init(categories: .init(encoding: .oneHot(max: 2)))),
        ]

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
    static func rows(_ model: TrainedModel) -> DataTable? {
        rows(model, numbers: (0..<6).map { table.row($0) }, texts: ["red", nil, "blue", "green", "", "no such"])
    }

    /// A table of the columns that a model has.
    /// - Parameter numbers: Of each row, for one column after the other, and again from the first.
    static func rows(_ model: TrainedModel, numbers: [[Double]], texts: [String?]) -> DataTable? {
        let columns = model.encoder.numbers.enumerated().map { index, name in
            (name: name, values: numbers.map { $0[index % $0.count] })
        }
        return try? DataTable(
            numbers: columns.isEmpty ? nil : FeatureTable(columns: columns),
            categories: model.categoryNames.map { CategoryColumn(name: $0, values: texts) })
    }

    private static let colours: [String?] = (0..<trainingRows).map {
        $0 == 7 ? nil : ["red", "green", "blue"][$0 % 5 / 2]
    }

    /// - Parameter preprocessing: With it there is a column of categories.
    private static func snapshot(_ algorithm: Algorithm, _ preprocessing: Preprocessing?) -> [UInt8] {
        let specification = DetectorSpecification(
            algorithm: algorithm, members: algorithm == .ensemble ? [.init(.ecod), .init(.knn, weight: 2)] : [],
            parameters: smallest(algorithm), preprocessing: preprocessing ?? .init(),
            thresholdPolicy: .contamination(0.2),
            rowsPerDay: 5)
        guard
            let data = try? DataTable(
                numbers: table,
                categories: preprocessing == nil ? [] : [CategoryColumn(name: "colour", values: colours)])
        else { fatalError("the data of the seeds are none") }
        let done = DispatchSemaphore(value: 0)
        let box = Box()
        Task.detached {
            box.bytes = (try? await TrainedModel.train(specification, on: data))?.snapshot()
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
            if (try? algorithm.configured(more)) != nil { parameters = more }
        }
        return parameters
    }

    /// Unchecked: the semaphore orders the one write before the one read.
    private final class Box: @unchecked Sendable {
        var bytes: [UInt8]?
    }
}
