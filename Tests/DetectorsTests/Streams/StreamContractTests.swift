import Testing

@testable import Detectors

/// What every detector for streams owes.
@Suite struct StreamContractTests {
    @Test("the first points give no score and say how many are missing", arguments: StreamAlgorithm.allCases)
    func beginning(_ algorithm: StreamAlgorithm) throws {
        var detector = try StreamDetector(.small(algorithm))
        let needed = detector.pointsNeeded
        let scores = try detector.scores(gaussianPoints(needed + 3))
        #expect(scores.prefix(needed).allSatisfy { $0.score == nil && $0.pValue == nil && !$0.isAnomaly })
        #expect(scores.prefix(needed).map(\.pointsMissing) == (0..<needed).reversed())
        #expect(scores.dropFirst(needed).allSatisfy { $0.score != nil && $0.pointsMissing == 0 })
        #expect(scores[needed].pValue == 1)
        #expect(detector.pointCount == UInt64(needed + 3))
    }

    @Test("the same seed gives the same scores, another one others", arguments: StreamAlgorithm.allCases)
    func deterministic(_ algorithm: StreamAlgorithm) throws {
        let points = try gaussianPoints(150)
        var first = try StreamDetector(.small(algorithm))
        var second = try StreamDetector(.small(algorithm))
        let scores = try first.scores(points)
        #expect(try second.scores(points) == scores)
        var other = try StreamDetector(.small(algorithm, seed: 4))
        #expect(try (other.scores(points) == scores) == (algorithm == .ewma))
    }

    @Test("a point is scored before it is learned from", arguments: StreamAlgorithm.allCases)
    func scoresFirst(_ algorithm: StreamAlgorithm) throws {
        var detector = try StreamDetector(.small(algorithm))
        _ = try detector.scores(gaussianPoints(120))
        var copy = detector
        let strange = try copy.update([9, 9])
        // The copy went on by itself.
        #expect(try detector.update([9, 9]) == strange)
        #expect(strange.isAlert)
    }

    @Test("a far point has the highest score and the smallest p-value", arguments: StreamAlgorithm.allCases)
    func farPoint(_ algorithm: StreamAlgorithm) throws {
        var detector = try StreamDetector(.small(algorithm))
        let ordinary = try detector.scores(gaussianPoints(220)).compactMap(\.score)
        let far = try detector.update([0, 12], explaining: true)
        let score = try #require(far.score)
        let pValue = try #require(far.pValue)
        // Half-space trees put it where few points are, as they do with those at the rim.
        #expect(algorithm == .halfSpaceTrees ? pValue < 0.06 : score > ordinary.max() ?? .infinity)
        #expect(algorithm == .halfSpaceTrees || pValue == 1.0 / 101)
        #expect(far.contributions[1] > far.contributions[0])
    }

    @Test(
        "where contributions are exact they add up to the score", arguments: [StreamAlgorithm.ewma, .randomCutForest])
    func contributions(_ algorithm: StreamAlgorithm) throws {
        #expect(algorithm.description.explanation == "exact")
        var detector = try StreamDetector(.small(algorithm, features: 3))
        for score in try detector.scores(gaussianPoints(200, features: 3)) {
            guard let value = score.score else { continue }
            #expect(abs(score.contributions.reduce(0, +) - value) <= 1e-9 * max(1, value))
        }
    }

    @Test("missing values have a defined score", arguments: StreamAlgorithm.allCases)
    func missing(_ algorithm: StreamAlgorithm) throws {
        var points = try gaussianPoints(200)
        for index in stride(from: 0, to: 200, by: 7) { points[index][1] = .nan }
        points[150] = [.nan, .nan]
        var detector = try StreamDetector(.small(algorithm))
        let scores = try detector.scores(points)
        #expect(scores.dropFirst(detector.pointsNeeded).allSatisfy { $0.score?.isFinite == true })
        var filled = points
        for feature in 0..<2 {
            var last = 0.0
            for index in points.indices {
                if points[index][feature].isNaN { filled[index][feature] = last } else { last = points[index][feature] }
            }
        }
        var other = try StreamDetector(.small(algorithm))
        // The last value stands in, 0 before there is any; or the feature keeps silent.
        #expect(try (other.scores(filled) == scores) == !algorithm.engine.takesMissing)
        guard algorithm.engine.takesMissing else { return }
        let silent = try detector.update([.nan, .nan], explaining: true)
        #expect(silent.score == 0 && silent.contributions == [0, 0])
    }

    @Test("a stream that never varies scores the same, and a change is seen", arguments: StreamAlgorithm.allCases)
    func constant(_ algorithm: StreamAlgorithm) throws {
        var detector = try StreamDetector(.small(algorithm))
        let scores = try detector.scores([[Double]](repeating: [3, 0], count: 150))
        let last = try #require(scores.last?.score)
        #expect(scores.suffix(20).allSatisfy { $0.score == last && !$0.isAnomaly })
        let answer = try detector.update([4, 0])
        let change = try #require(answer.score)
        #expect(change.isFinite && change > last)
    }

    @Test("the largest magnitudes stay finite", arguments: StreamAlgorithm.allCases)
    func magnitudes(_ algorithm: StreamAlgorithm) throws {
        let limit = DetectorLimits.magnitudeMax
        var detector = try StreamDetector(.small(algorithm))
        var points = try gaussianPoints(200).map { $0.map { $0 / 8 * limit } }
        for index in stride(from: 60, to: 200, by: 9) {
            points[index] = [index % 2 == 0 ? limit : -limit, Double(index) * .leastNonzeroMagnitude]
        }
        let scores = try detector.scores(points)
        #expect(scores.dropFirst(detector.pointsNeeded).allSatisfy { $0.score?.isFinite == true })
        #expect(scores.allSatisfy { $0.contributions.allSatisfy(\.isFinite) })
        _ = try StreamDetector(snapshot: detector.snapshot())
    }

    @Test("a point that is no point is refused by name, and nothing is learned", arguments: StreamAlgorithm.allCases)
    func refusedPoints(_ algorithm: StreamAlgorithm) throws {
        var detector = try StreamDetector(.small(algorithm))
        let before = detector.snapshot()
        for (point, field) in [([1.0], "point"), ([1, .infinity], "x1"), ([-1e151, 1], "x0"), ([1, 2, 3], "point")] {
            let error = #expect(throws: DetectorError.self) { try detector.update(point) }
            #expect(error?.field == field)
        }
        #expect(detector.snapshot() == before)
    }

    @Test("memory does not grow with the stream", arguments: StreamAlgorithm.allCases)
    func bounded(_ algorithm: StreamAlgorithm) throws {
        var detector = try StreamDetector(.small(algorithm))
        _ = try detector.scores(gaussianPoints(300))
        let size = detector.snapshot().count
        _ = try detector.scores(gaussianPoints(1200, seed: 2))
        #expect(detector.snapshot().count < size * 3 / 2)
    }

    /// 2 % asked for; binomial noise and the grid of 101 ranks leave 1 to 3.5 %.
    @Test("on independent points the rate of anomalies is the one asked for", arguments: StreamAlgorithm.allCases)
    func nominalRate(_ algorithm: StreamAlgorithm) throws {
        var detector = try StreamDetector(.small(algorithm))
        let flagged = try detector.scores(gaussianPoints(2500, seed: 8)).dropFirst(300).filter(\.isAnomaly)
        let rate = Double(flagged.count) / 2200
        #expect(rate > 0.008 && rate < 0.035, "rate \(rate)")
    }
}
