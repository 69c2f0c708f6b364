internal import Messages
internal import Protobuf

extension CBLOF {
    var message: DetectionV1.SnapshotFit.Fit {
        .cblof(
            DetectionV1.CblofFit(
                standardization: standardization.message, centers: PackedSlice(centers), sizes: PackedSlice(sizes),
                largeCount: UInt32(largeCount), useWeights: usesWeights))
    }

    init(_ message: DetectionV1.CblofFit, _ features: [FeatureProfile]) throws(DetectorError) {
        let standardization = try Standardization(message.standardization, features)
        let (centers, sizes) = (Array(message.centers), Array(message.sizes))
        guard (1...Self.clustersMax).contains(sizes.count), centers.count == sizes.count * features.count,
            centers.allSatisfy({ abs($0) <= Standardization.deviationMax }), sizes.allSatisfy({ $0 > 0 }),
            zip(sizes, sizes.dropFirst()).allSatisfy({ $0 >= $1 }),
            (1...sizes.count).contains(Int(message.largeCount))
        else { throw .corrupt("cblof", "its numbers do not fit its \(features.count) features") }
        self.init(
            standardization: standardization, centers: centers, sizes: sizes, largeCount: Int(message.largeCount),
            usesWeights: message.useWeights)
    }
}
