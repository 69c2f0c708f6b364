import Messages
import Protobuf
import Testing

@testable import Detectors

@Suite struct EnsembleTests {
    @Test("a score's surprise grows with it, and is -ln of the share above it")
    func scale() {
        let scale = TailScale(scores: (0...1000).map { Double($0) / 1000 })
        #expect(scale.surprise(of: -1) == 0)
        #expect(abs(scale.surprise(of: 0.5) - -_log(0.5)) < 1e-9)
        #expect(abs(scale.surprise(of: 0.9) - -_log(0.1)) < 1e-9)
        // The mean excess over 0.9 is about 0.05.
        #expect(abs(scale.surprise(of: 0.95) - (-_log(0.1) + _log(2))) < 0.02)
        let rising = stride(from: -0.2, to: 3, by: 0.0007).map(scale.surprise)
        #expect(zip(rising, rising.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(scale.surprise(of: 1e300).isFinite)
    }

    @Test("equal scores, few of them, and far ones have a surprise", arguments: [[3.0], [2, 2, 2], [-1e300, 1e300]])
    func extremes(_ scores: [Double]) {
        let scale = TailScale(scores: scores)
        for score in [-1e300, 0, 2, 3, 1e300] {
            #expect(scale.surprise(of: score).isFinite && scale.surprise(of: score) >= 0)
        }
    }

    @Test("a covariance is a member where there are five rows a feature", arguments: [(50, 5, true), (50, 9, false)])
    func members(rows: Int, columns: Int, hasCovariance: Bool) async throws {
        let model = try await TrainedModel.fit(
            DetectorSpecification(algorithm: .auto), on: gaussian(rows: rows, columns: columns, seed: 1))
        let ensemble = try #require(model.full as? Ensemble)
        #expect(ensemble.members.map(\.algorithm).contains(.mcd) == hasCovariance)
        #expect(ensemble.members.count == (hasCovariance ? 4 : 3))
    }

    @Test("a member twice, an ensemble within, or scores without an order are refused")
    func hostile() async throws {
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: .auto), on: gaussian(rows: 60, columns: 2, seed: 1))
        let bytes = model.snapshot()
        let changes: [(inout DetectionV1.EnsembleFit) -> Void] = [
            { $0.members.append($0.members[0]) }, { $0.members[0].algorithm = "auto" }, { $0.members = [] },
            { $0.members[1].scores = [2, 1] }, { $0.members[1].scores = [-1.7e308, 1.7e308] },
        ]
        for change in changes {
            var message = try DetectionV1.ModelSnapshot(serialized: bytes)
            guard case .ensemble(var ensemble)? = message.fits[0].fit else {
                Issue.record("not an ensemble")
                return
            }
            change(&ensemble)
            message.fits[0].fit = .ensemble(ensemble)
            let changed = message
            let error = #expect(throws: DetectorError.self) { try TrainedModel(snapshot: changed.serialized()) }
            #expect(error?.kind == .corruptModel)
        }
    }
}
