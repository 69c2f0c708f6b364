@testable import Detectors

extension StreamSpecification {
    /// Small enough for tests, and past its beginning after 80 points.
    static func small(_ algorithm: StreamAlgorithm, features: Int = 2, seed: UInt64 = 3) -> StreamSpecification {
        let parameters: [String: ParameterValue] =
            switch algorithm {
            case .ewma: ["half_life": .number(50)]
            case .halfSpaceTrees: ["trees": .number(10), "depth": .number(8), "window": .number(50)]
            case .randomCutForest: ["trees": .number(10), "tree_size": .number(32), "shingle": .number(2)]
            }
        return StreamSpecification(
            algorithm: algorithm, parameters: parameters, features: (0..<features).map { "x\($0)" }, seed: seed,
            calibrationWindow: 100, alertPValue: 0.02, refractoryPoints: 5)
    }
}

/// Independent normal points, one after the other.
func gaussianPoints(_ count: Int, features: Int = 2, seed: UInt64 = 1) throws -> [[Double]] {
    let table = try gaussian(rows: count, columns: features, seed: seed)
    return (0..<count).map { table.row($0) }
}

extension StreamDetector {
    mutating func scores(_ points: [[Double]]) throws -> [StreamScore] {
        var scores: [StreamScore] = []
        for point in points { scores.append(try update(point, explaining: true)) }
        return scores
    }
}
