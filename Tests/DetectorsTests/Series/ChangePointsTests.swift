import FoundationEssentials
import Testing

@testable import Detectors

@Suite struct ChangePointsTests {
    @Test("change points are those that ruptures finds")
    func reference() throws {
        let values = try numbers("change_points_values").map { $0[0] }
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: folder.appending(path: "Fixtures/change_points.csv"), encoding: .utf8)
        for line in text.split(separator: "\n").dropFirst() {
            let parts = line.split(separator: ",", omittingEmptySubsequences: false)
            let kinds: [Substring: SegmentCost.Kind] = ["l2": .mean, "normal": .normal, "rank": .rank]
            let kind = try #require(kinds[parts[0]])
            let penalty = try #require(Double(parts[1]))
            let pelt = PELT(cost: SegmentCost(values, kind: kind), penalty: penalty, lengthMin: 5)
            #expect(try pelt.changePoints() == parts[2].split(separator: " ").compactMap { Int($0) }, "\(line)")
        }
    }

    @Test("the segmentation is the best of all", arguments: [SegmentCost.Kind.mean, .normal, .rank])
    func optimal(_ kind: SegmentCost.Kind) throws {
        for seed in 0..<6 {
            var values = try gaussianPoints(60, features: 1, seed: UInt64(seed)).map { $0[0] }
            for place in 20..<35 { values[place] += 2 }
            let cost = SegmentCost(values, kind: kind)
            let pelt = PELT(cost: cost, penalty: 4, lengthMin: 4)
            // Without any pruning.
            var best = [-4.0] + [Double](repeating: .infinity, count: 60)
            for end in 4...60 {
                for start in 0...(end - 4) where best[start] < .infinity {
                    best[end] = min(best[end], best[start] + cost.cost(start, end) + 4)
                }
            }
            let bounds = try [0] + pelt.changePoints() + [60]
            let total = zip(bounds, bounds.dropFirst()).reduce(-4) { $0 + cost.cost($1.0, $1.1) + 4 }
            #expect(abs(total - best[60]) < 1e-9)
        }
    }

    @Test("an outlier is no change, a level that stays is", arguments: ["rank", "mean", "normal"])
    func levels(_ cost: String) async throws {
        var values = try gaussianPoints(300, features: 1).map { $0[0] }
        for place in 180..<300 { values[place] += 6 }
        if cost == "rank" { values[60] += 500 }
        let detector = try SeriesDetector(algorithm: .changePoints, parameters: ["cost": .text(cost)])
        let result = try await detector.detect(in: Series(values: values))
        #expect(result.alerts == [180])
        #expect(result.scores.indices.filter { result.scores[$0] > 0 } == [180])
        let expected = try #require(result.expected)
        #expect(abs(expected[100]) < 0.3 && abs(expected[250] - 6) < 0.3)
    }

    @Test("noise has no change points", arguments: ["rank", "mean", "normal"])
    func noise(_ cost: String) async throws {
        for seed in 0..<5 {
            let values = try gaussianPoints(300, features: 1, seed: UInt64(seed)).map { $0[0] }
            let detector = try SeriesDetector(algorithm: .changePoints, parameters: ["cost": .text(cost)])
            #expect(try await detector.detect(in: Series(values: values)).alerts.isEmpty)
        }
    }
}
