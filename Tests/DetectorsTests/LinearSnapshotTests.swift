import Messages
import Protobuf
import Testing

@testable import Detectors

/// Fits whose numbers contradict one another, or would overflow, are refused by the name of their part.
@Suite struct LinearSnapshotTests {
    private typealias Fit = DetectionV1.SnapshotFit.Fit

    private func refused(
        _ algorithm: Algorithm, _ field: String, _ changes: [(inout Fit) -> Void],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let table = try gaussian(rows: 60, columns: 3, seed: 1)
        let features = try (0..<3).map { try FeatureProfile.profile(table, column: $0) }
        let fit = try await algorithm.configured([:]).fit(trainingSet(table)).message
        let read = try algorithm.definition.read(fit, features)
        #expect(read != nil, sourceLocation: sourceLocation)
        for (index, change) in changes.enumerated() {
            var changed = fit
            change(&changed)
            let error = #expect(throws: DetectorError.self, "change \(index)", sourceLocation: sourceLocation) {
                _ = try algorithm.definition.read(changed, features)
            }
            #expect(error?.field == field && error?.kind == .corruptModel, sourceLocation: sourceLocation)
        }
    }

    private func replace(_ slice: PackedSlice<Double>, _ place: Int, _ value: Double) -> PackedSlice<Double> {
        var values = Array(slice)
        values[place] = value
        return PackedSlice(values)
    }

    @Test("principal components")
    func pca() async throws {
        func change(_ body: @escaping (inout DetectionV1.PcaFit) -> Void) -> (inout Fit) -> Void {
            {
                guard case .pca(var message) = $0 else { return }
                body(&message)
                $0 = .pca(message)
            }
        }
        try await refused(
            .pca, "pca",
            [
                change { $0.variances = PackedSlice(Array($0.variances).dropLast()) },
                change { $0.directions = PackedSlice(Array($0.directions).dropLast()) },
                change { $0.variances = self.replace($0.variances, 1, 0) },
                change { $0.variances = self.replace($0.variances, 1, .nan) },
                change { $0.directions = self.replace($0.directions, 4, 1e9) },
                change {
                    $0.variances = []
                    $0.directions = []
                },
            ])
    }

    @Test("robust covariances")
    func mcd() async throws {
        func change(_ body: @escaping (inout DetectionV1.GaussianFit) -> Void) -> (inout Fit) -> Void {
            {
                guard case .mcd(var message) = $0 else { return }
                body(&message)
                $0 = .mcd(message)
            }
        }
        try await refused(
            .mcd, "whitening",
            [
                change { $0.whitening = PackedSlice(Array($0.whitening).dropLast()) },
                change { $0.center = [0] },
                change { $0.whitening = self.replace($0.whitening, 2, 0) },
                change { $0.whitening = self.replace($0.whitening, 2, .infinity) },
                change { $0.center = self.replace($0.center, 0, .nan) },
            ])
    }

    @Test("mixtures")
    func gmm() async throws {
        func change(_ body: @escaping (inout DetectionV1.MixtureFit) -> Void) -> (inout Fit) -> Void {
            {
                guard case .gmm(var message) = $0 else { return }
                body(&message)
                $0 = .gmm(message)
            }
        }
        try await refused(
            .gmm, "gmm",
            [
                change { $0.weights = [] }, change { $0.weights = [0.5, 0.5] }, change { $0.weights = [0] },
                change { $0.weights = [.nan] }, change { $0.centers = PackedSlice(Array($0.centers).dropLast()) },
            ])
        try await refused(.gmm, "whitening", [change { $0.whitenings = self.replace($0.whitenings, 0, -1) }])
    }

    @Test("projections")
    func loda() async throws {
        func change(_ body: @escaping (inout DetectionV1.LodaFit) -> Void) -> (inout Fit) -> Void {
            {
                guard case .loda(var message) = $0 else { return }
                body(&message)
                $0 = .loda(message)
            }
        }
        try await refused(
            .loda, "loda",
            [
                change { $0.featuresPerProjection = 0 }, change { $0.featuresPerProjection = 2 },
                change { $0.features = PackedSlice([UInt32](repeating: 3, count: 100)) },
                change { $0.weights = self.replace($0.weights, 7, .nan) }, change { $0.histograms = [] },
                change { $0.histograms[3].scores = [] }, change { $0.histograms[3].outside = .infinity },
                change { $0.histograms[3].low = $0.histograms[3].high + 1 },
                change { $0.histograms[3].high = .infinity },
                change { $0.histograms[3].scores = PackedSlice([Double](repeating: 0, count: 1001)) },
            ])
    }

    @Test("one-class support vectors")
    func ocsvm() async throws {
        func change(_ body: @escaping (inout DetectionV1.OneClassSvmFit) -> Void) -> (inout Fit) -> Void {
            {
                guard case .ocsvm(var message) = $0 else { return }
                body(&message)
                $0 = .ocsvm(message)
            }
        }
        try await refused(
            .ocsvm, "ocsvm",
            [
                change { $0.gamma = 0 }, change { $0.gamma = .nan }, change { $0.weights = [] },
                change { $0.weights = self.replace($0.weights, 0, 0) },
                change { $0.landmarks = PackedSlice(Array($0.landmarks).dropLast()) },
                change { $0.landmarks = self.replace($0.landmarks, 0, .infinity) },
            ])
    }
}
