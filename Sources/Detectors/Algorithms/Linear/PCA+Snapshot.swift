internal import Messages
internal import Protobuf

extension PCA {
    var message: DetectionV1.SnapshotFit.Fit {
        .pca(
            DetectionV1.PcaFit(
                standardization: standardization.message, directions: PackedSlice(directions),
                variances: PackedSlice(variances)))
    }

    init(_ message: DetectionV1.PcaFit, _ features: [FeatureProfile]) throws(DetectorError) {
        let standardization = try Standardization(message.standardization, features)
        let directions = Array(message.directions)
        let variances = Array(message.variances)
        guard (1...features.count).contains(variances.count), directions.count == variances.count * features.count,
            directions.allSatisfy({ abs($0) <= 1.001 }), variances.allSatisfy({ $0 >= 1e-30 && $0 <= 1e30 })
        else { throw .corrupt("pca", "its components do not fit its \(features.count) features") }
        self.init(standardization: standardization, directions: directions, variances: variances)
    }
}
