@testable import Detectors

/// Snapshots of small stream detectors of each algorithm: before the first point, before the first score, and after some.
enum StreamSnapshotSeeds {
    static let all: [[UInt8]] = StreamAlgorithm.allCases.flatMap(snapshots)

    private static func snapshots(_ algorithm: StreamAlgorithm) -> [[UInt8]] {
        let specification = StreamSpecification(
            algorithm: algorithm, parameters: smallest(algorithm), features: ["a", "b"], seed: 1, calibrationWindow: 20,
            alertPValue: 0.1, refractoryPoints: 3)
        do throws(DetectorError) {
            var detector = try StreamDetector(specification)
            var snapshots = [detector.snapshot()]
            let stops = [detector.pointsNeeded / 2, detector.pointsNeeded + 30]
            var generator = SeededGenerator(seed: 1, stream: 1)
            for number in 1...stops[1] {
                // Few values, so that points come twice.
                let point = [Double(generator.below(9)), number % 7 == 0 ? Double.nan : Double(generator.below(3))]
                _ = try detector.update(point)
                if stops.contains(number) { snapshots.append(detector.snapshot()) }
            }
            return snapshots
        } catch {
            fatalError("\(algorithm.rawValue) does not take the seeds' points: \(error)")
        }
    }

    /// Whole numbers at their minimum: few trees, of few points.
    private static func smallest(_ algorithm: StreamAlgorithm) -> [String: ParameterValue] {
        var parameters: [String: ParameterValue] = [:]
        for parameter in algorithm.description.parameters where parameter.kind == .integer {
            parameters[parameter.name] = parameter.minimum.map { .number($0) }
        }
        return parameters
    }
}
