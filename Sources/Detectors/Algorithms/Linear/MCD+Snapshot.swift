internal import LinearAlgebra
internal import Messages
internal import Protobuf

extension MCD {
    var message: DetectionV1.SnapshotFit.Fit {
        .mcd(
            DetectionV1.GaussianFit(
                standardization: standardization.message, center: PackedSlice(whitening.center),
                whitening: PackedSlice(whitening.triangle.values)))
    }

    init(_ message: DetectionV1.GaussianFit, _ features: [FeatureProfile]) throws(DetectorError) {
        standardization = try Standardization(message.standardization, features)
        whitening = try Whitening(
            center: Array(message.center), triangle: Array(message.whitening), width: features.count)
    }
}

extension Whitening {
    /// Numbers of a snapshot.
    init(center: [Double], triangle: [Double], width: Int) throws(DetectorError) {
        guard center.count == width, triangle.count == width * (width + 1) / 2,
            center.allSatisfy({ abs($0) <= Standardization.deviationMax }),
            triangle.allSatisfy({ abs($0) <= Self.formsMax }),
            (0..<width).allSatisfy({ triangle[$0 * ($0 + 1) / 2 + $0] > 0 })
        else { throw .corrupt("whitening", "its numbers do not fit its \(width) features") }
        self.init(LowerTriangle(order: width, values: triangle), center: center)
    }

    /// Far above what a covariance with a floor gives, far below what would overflow.
    private static let formsMax = 1e30
}
