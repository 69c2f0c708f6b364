import Messages
import Protobuf
import Testing

@testable import Detectors

/// Single numbers of a fit that no fit has.
@Suite struct HostileFitTests {
    typealias Fit = DetectionV1.SnapshotFit.Fit

    private func expectRefused(_ algorithm: Algorithm, _ field: String, _ fit: Fit, _ features: [FeatureProfile]) {
        let error = #expect(throws: DetectorError.self) { _ = try algorithm.definition.read(fit, features) }
        #expect(error?.kind == .corruptModel)
        #expect(
            [field, "standardization", field == "splits" ? "leaf_sizes" : field].contains(error?.field),
            "\(error?.description ?? "")")
    }

    private func trained(_ algorithm: Algorithm) async throws -> (fit: Fit, features: [FeatureProfile]) {
        let table = try gaussian(rows: 60, columns: 3, seed: 6)
        let parameters: [String: ParameterValue] =
            algorithm.quick["trees"] != nil ? ["trees": .number(10), "sample_size": .number(16)] : algorithm.quick
        let model = try await TrainedModel.train(.init(algorithm: algorithm, parameters: parameters), on: table)
        let message = model.full.message
        #expect(throws: Never.self) { _ = try algorithm.definition.read(message, model.features) }
        return (message, model.features)
    }

    @Test("a forest's splits weigh features that there are, by numbers, in trees that hold their sample")
    func obliqueForest() async throws {
        let (fit, features) = try await trained(.extendedIsolationForest)
        guard case .extendedIsolationForest(let good) = fit else { throw Unexpected() }
        let changes: [(inout DetectionV1.ExtendedIsolationForestFit) -> Void] = [
            { $0.sampleSize = 1 }, { $0.sampleSize = 17 }, { $0.sampleSize = .max }, { $0.treeCount = 0 },
            { $0.treeCount = 9 }, { $0.treeCount = 1001 },
            { $0.splits = PackedSlice([4] + Array($0.splits).dropFirst()) },
            { $0.splits = PackedSlice([.max] + Array($0.splits).dropFirst()) },
            { $0.features = PackedSlice([3] + Array($0.features).dropFirst()) },
            { $0.features = PackedSlice([.max] + Array($0.features).dropFirst()) },
            { $0.weights = PackedSlice([.nan] + Array($0.weights).dropFirst()) },
            { $0.weights = PackedSlice([1e146] + Array($0.weights).dropFirst()) },
            { $0.weights = PackedSlice(Array($0.weights).dropLast()) },
            { $0.thresholds = PackedSlice([.infinity] + Array($0.thresholds).dropFirst()) },
            { $0.thresholds = PackedSlice(Array($0.thresholds) + [0]) },
        ]
        for change in changes {
            var message = good
            change(&message)
            expectRefused(.extendedIsolationForest, "splits", .extendedIsolationForest(message), features)
        }
        var leaf = good
        leaf.leafSizes = PackedSlice([0] + Array(good.leafSizes).dropFirst())
        expectRefused(.extendedIsolationForest, "leaf_sizes", .extendedIsolationForest(leaf), features)
    }

    @Test("spheres are as many as their centers, in order, with scores from 0 to 1")
    func inne() async throws {
        let (fit, features) = try await trained(.inne)
        guard case .inne(let good) = fit else { throw Unexpected() }
        let changes: [(inout DetectionV1.InneFit) -> Void] = [
            { $0.standardization = nil }, { $0.spheresPerEstimator = 0 }, { $0.spheresPerEstimator = 7 },
            { $0.spheresPerEstimator = .max }, { $0.centers = PackedSlice(Array($0.centers).dropLast()) },
            { $0.centers = PackedSlice([.nan] + Array($0.centers).dropFirst()) },
            { $0.squaredRadii = PackedSlice([-1] + Array($0.squaredRadii).dropFirst()) },
            { $0.squaredRadii = PackedSlice(Array($0.squaredRadii).reversed()) },
            { $0.scores = PackedSlice([1.1] + Array($0.scores).dropFirst()) },
            { ($0.centers, $0.squaredRadii, $0.scores) = ([], [], []) },
        ]
        for change in changes {
            var message = good
            change(&message)
            expectRefused(.inne, "inne", .inne(message), features)
        }
    }

    @Test("clusters are by falling size, and some of them are large")
    func cblof() async throws {
        let (fit, features) = try await trained(.cblof)
        guard case .cblof(let good) = fit else { throw Unexpected() }
        let changes: [(inout DetectionV1.CblofFit) -> Void] = [
            { $0.standardization = nil }, { $0.largeCount = 0 }, { $0.largeCount = 9 }, { $0.largeCount = .max },
            { $0.sizes = PackedSlice([1] + Array($0.sizes).dropFirst()) },
            { $0.sizes = PackedSlice(Array($0.sizes.prefix($0.sizes.count - 1)) + [0]) },
            { ($0.sizes, $0.centers) = ([], []) },
            { $0.centers = PackedSlice([1e16] + Array($0.centers).dropFirst()) },
            { $0.centers = PackedSlice(Array($0.centers).dropLast()) },
        ]
        for change in changes {
            var message = good
            change(&message)
            expectRefused(.cblof, "cblof", .cblof(message), features)
        }
    }

    @Test("quartiles are in order, one pair a feature, with ranges that are not negative")
    func iqr() async throws {
        let (fit, features) = try await trained(.iqr)
        guard case .iqr(let good) = fit else { throw Unexpected() }
        let changes: [(inout DetectionV1.IqrFit) -> Void] = [
            { $0.aggregation = "sum" }, { $0.lows = [0, 0] }, { $0.lows = [9, 9, 9] },
            { $0.highs = [1, 1, .infinity] },
            { $0.ranges = [1, 1, -1] }, { $0.ranges = [1, 1, .nan] }, { $0.ranges = [1] },
        ]
        for change in changes {
            var message = good
            change(&message)
            expectRefused(.iqr, "iqr", .iqr(message), features)
        }
    }

    @Test("angles need three neighbours, and rows")
    func abod() async throws {
        let (fit, features) = try await trained(.abod)
        guard case .abod(let good) = fit else { throw Unexpected() }
        for neighbours: UInt32 in [0, 2, 101, .max] {
            expectRefused(
                .abod, "abod", .abod(DetectionV1.AbodFit(rows: good.rows, neighbours: neighbours)), features)
        }
        expectRefused(.abod, "rows", .abod(DetectionV1.AbodFit(neighbours: 5)), features)
    }

    private struct Unexpected: Error {}
}
