internal import Messages
internal import Protobuf

/// The rows that neighbours are sought among, standardized.
///
/// A fit of these algorithms holds its training data: all rows while their values are at most
/// `DetectorLimits.neighbourValuesMax`, a random sample of that size beyond.
struct TrainingRows: Sendable, Equatable {
    var standardization: Standardization
    /// Row-major.
    var values: [Double]
    /// Which training rows they are, ascending.
    var indices: [UInt32]

    var count: Int { indices.count }
    var width: Int { standardization.featureCount }

    static func fit(_ training: TrainingSet, rowsMax: Int = .max) async throws -> TrainingRows {
        let standardization = try await Standardization.fit(training)
        var generator = SeededGenerator(seed: training.seed, stream: training.stream << 32 | 1)
        let rowsMax = Swift.min(rowsMax, DetectorLimits.neighbourValuesMax / training.table.columnCount)
        let indices = training.rowsWithin(values: rowsMax * training.table.columnCount, using: &generator)
        let tasks = ranges(of: indices.count, length: DetectorLimits.rowsPerTask)
        let blocks = try await parallelMap(tasks.count) { task in
            standardization.rowMajor(training.table, indices[tasks[task]].map(Int.init))
        }
        return TrainingRows(standardization: standardization, values: blocks.flatMap { $0 }, indices: indices)
    }

    /// Where a training row is, if it was kept.
    func position(of row: Int) -> Int? { indices.sortedIndex(of: row) }

    /// Of the basis' own row; nil for a novel one.
    func position(_ basis: ScoreBasis) -> Int? {
        if case .training(let row) = basis { position(of: row) } else { nil }
    }

    /// What each feature has to do with the squared distance of a row to some of these, on average over them.
    func squaredDifferences(_ row: [Double], to neighbours: [Int]) -> [Double] {
        var sums = [Double](repeating: 0, count: width)
        for neighbour in neighbours {
            for column in 0..<width {
                let difference = row[column] - values[neighbour * width + column]
                sums[column] += difference * difference
            }
        }
        let count = Double(Swift.max(neighbours.count, 1))
        return sums.map { $0 / count }
    }
}

/// A fit that holds training rows by their numbers.
protocol HoldsTrainingRows: FittedDetector {
    /// The highest of the numbers.
    var lastRow: UInt32? { get }
}

extension TrainingRows {
    var message: DetectionV1.TrainingRows {
        DetectionV1.TrainingRows(
            standardization: standardization.message, values: PackedSlice(values), indices: PackedSlice(indices))
    }

    init(_ message: DetectionV1.TrainingRows?, _ features: [FeatureProfile]) throws(DetectorError) {
        guard let message else { throw .corrupt("rows", "are missing") }
        standardization = try Standardization(message.standardization, features)
        values = Array(message.values)
        indices = Array(message.indices)
        guard !indices.isEmpty, values.count == indices.count * features.count,
            values.count <= DetectorLimits.neighbourValuesMax,
            values.allSatisfy({ abs($0) <= Standardization.deviationMax }),
            zip(indices, indices.dropFirst()).allSatisfy({ $0 < $1 })
        else { throw .corrupt("rows", "do not fit the \(features.count) features") }
    }
}

extension [UInt32] {
    /// Where a number is in an ascending list.
    func sortedIndex(of number: Int) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if Int(self[middle]) < number { low = middle + 1 } else { high = middle }
        }
        return low < count && Int(self[low]) == number ? low : nil
    }
}
