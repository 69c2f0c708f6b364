internal import Messages
internal import Protobuf

extension INNE {
    var message: DetectionV1.SnapshotFit.Fit {
        .inne(
            DetectionV1.InneFit(
                standardization: standardization.message, spheresPerEstimator: UInt32(spheresPerEstimator),
                centers: PackedSlice(centers), squaredRadii: PackedSlice(squaredRadii),
                scores: PackedSlice(sphereScores)))
    }

    init(_ message: DetectionV1.InneFit, _ features: [FeatureProfile]) throws(DetectorError) {
        let standardization = try Standardization(message.standardization, features)
        let spheres = Int(message.spheresPerEstimator)
        let (centers, radii) = (Array(message.centers), Array(message.squaredRadii))
        let scores = Array(message.scores)
        guard (2...Options.spheresMax).contains(spheres), !radii.isEmpty, radii.count % spheres == 0,
            radii.count / spheres <= Options.estimatorsMax, centers.count <= Options.centerValuesMax,
            centers.count == radii.count * features.count, scores.count == radii.count,
            centers.allSatisfy({ abs($0) <= Standardization.deviationMax }),
            radii.allSatisfy({ $0 >= 0 && $0.isFinite }), scores.allSatisfy({ (0...1).contains($0) }),
            radii.indices.allSatisfy({ $0 % spheres == 0 || radii[$0] <= radii[$0 - 1] })
        else { throw .corrupt("inne", "its numbers do not fit its \(features.count) features") }
        self.init(
            standardization: standardization, spheresPerEstimator: spheres, centers: centers, squaredRadii: radii,
            sphereScores: scores)
    }
}
