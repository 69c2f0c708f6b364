import Testing

@testable import Detectors

@Suite struct EWMATests {
    @Test("mean and deviation are those of the exponentially weighted values")
    func weightedMoments() throws {
        let values = try gaussianPoints(60, features: 1).map { $0[0] + 100 }
        var detector = try StreamDetector(
            .init(algorithm: .ewma, parameters: ["half_life": .number(7), "learning": .text("plain")], features: ["x"]))
        for (index, value) in values.enumerated() {
            let score = try detector.update([value]).score
            guard index >= 20 else { continue }
            let weights = (0..<index).map { _exp2(-Double(index - 1 - $0) / 7) }
            let total = weights.reduce(0, +)
            let mean = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / total
            let variance = zip(weights, values).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / total
            let expected = abs(value - mean) / variance.squareRoot()
            #expect(abs((score ?? 0) - expected) < 1e-9 * max(1, expected))
        }
    }

    @Test("an outlier does not hide the next one, unless learning is plain", arguments: [true, false])
    func robust(_ robust: Bool) throws {
        var detector = try StreamDetector(
            .init(
                algorithm: .ewma, parameters: ["learning": .text(robust ? "robust" : "plain")], features: ["x"]))
        _ = try detector.scores(gaussianPoints(100, features: 1))
        _ = try detector.update([1000])
        let after = try detector.update([20])
        let second = try #require(after.score)
        #expect((second > 15) == robust)
    }

    @Test("a level that stays is believed after a few points")
    func newLevel() throws {
        var detector = try StreamDetector(
            .init(algorithm: .ewma, parameters: ["half_life": .number(20)], features: ["x"]))
        _ = try detector.scores(gaussianPoints(100, features: 1))
        let shifted = try gaussianPoints(120, features: 1, seed: 5).map { [$0[0] + 1000] }
        let scores = try detector.scores(shifted).compactMap(\.score)
        #expect(scores[0] > 500)
        #expect(scores.suffix(20).allSatisfy { $0 < 5 })
    }

    @Test("the mean over features divides, the maximum names one")
    func aggregation() throws {
        for aggregation in ["max", "mean"] {
            var detector = try StreamDetector(
                .init(
                    algorithm: .ewma, parameters: ["aggregation": .text(aggregation)], features: ["a", "b"]))
            _ = try detector.scores(gaussianPoints(50))
            let score = try detector.update([8, 4], explaining: true)
            #expect(score.contributions.filter { $0 > 0 }.count == (aggregation == "max" ? 1 : 2))
            #expect(score.contributions.reduce(0, +) == score.score)
        }
    }
}
