internal import LinearAlgebra
internal import Messages
internal import Protobuf

extension GMM {
    var message: DetectionV1.SnapshotFit.Fit {
        .gmm(
            DetectionV1.MixtureFit(
                standardization: standardization.message, weights: PackedSlice(components.map(\.weight)),
                centers: PackedSlice(components.flatMap(\.whitening.center)),
                whitenings: PackedSlice(components.flatMap(\.whitening.triangle.values))))
    }

    init(_ message: DetectionV1.MixtureFit, _ features: [FeatureProfile]) throws(DetectorError) {
        standardization = try Standardization(message.standardization, features)
        let width = features.count
        let triangle = width * (width + 1) / 2
        let weights = Array(message.weights)
        let centers = Array(message.centers)
        let whitenings = Array(message.whitenings)
        guard (1...Options.componentsMax).contains(weights.count), centers.count == weights.count * width,
            whitenings.count == weights.count * triangle, weights.allSatisfy({ $0 > 0 && $0 <= 1 })
        else { throw .corrupt("gmm", "its components do not fit its \(width) features") }
        var components: [Component] = []
        for (index, weight) in weights.enumerated() {
            let whitening = try Whitening(
                center: Array(centers[(index * width)..<((index + 1) * width)]),
                triangle: Array(whitenings[(index * triangle)..<((index + 1) * triangle)]), width: width)
            components.append(Component(weight: weight, whitening: whitening))
        }
        self.components = components
    }
}
