import Testing

@testable import Detectors

@Suite struct TailFunctionTests {
    private func surprise(_ tails: TailFunction, _ mix: Surprise.Mix, _ x: Double, leavingOut: Bool = false) -> Double {
        let feature = Surprise.Feature(tails: tails, mix: mix, median: 3)
        return Surprise.attributions([feature], [x], leavingOut: leavingOut)[0]
    }

    @Test("tails are those that counting gives, with ties, beyond all values, and with a value left out")
    func counted() {
        let sorted: [Double] = [-5, -5, -1, 0, 0, 0, 2, 3, 3, 7]
        let tails = TailFunction(sorted: sorted)
        for (x, leavingOut) in sorted.map({ ($0, true) }) + [-6, -5, -0.0, 1, 3, 7, 8].map({ ($0, false) }) {
            var others = sorted
            if leavingOut, let own = others.firstIndex(of: x) { others.remove(at: own) }
            let n = Double(others.count)
            let left = max(Double(others.count { $0 <= x }) / n, 1 / (n + 1))
            let right = max(Double(others.count { $0 >= x }) / n, 1 / (n + 1))
            let expected: [(Surprise.Mix, Double)] = [
                (.smaller, max(-_log(left), -_log(right))), (.left, max(-_log(left), -_log(left * right) / 2)),
                (.right, max(-_log(right), -_log(left * right) / 2)), (.both, -_log(left * right)),
            ]
            for (mix, value) in expected {
                #expect(abs(surprise(tails, mix, x, leavingOut: leavingOut) - value) < 1e-12)
            }
        }
    }

    @Test("a missing value is the median, and never left out; the only value left out says nothing")
    func missing() {
        let tails = TailFunction(sorted: [1, 3, 4])
        #expect(surprise(tails, .smaller, .nan, leavingOut: true) == surprise(tails, .smaller, 3))
        let only = TailFunction(sorted: [3])
        #expect(surprise(only, .both, 3, leavingOut: true) == 0)
        #expect(surprise(only, .both, 4) == _log(2))
    }

    @Test("a row's score is the sum of what its features add, also of many features and rows")
    func sums() throws {
        let table = try gaussian(rows: 700, columns: 19, seed: 3)
        let features = (0..<19).map { column in
            let values = table.withColumn(column, 0..<700) { Array($0) }
            let mixes = [Surprise.Mix.smaller, .left, .right, .both]
            return Surprise.Feature(tails: TailFunction(sorted: values.sorted()), mix: mixes[column % 4], median: 0)
        }
        let scores = Surprise.scores(features, table, 100..<631, leavingOut: true)
        for row in stride(from: 0, to: 531, by: 53) {
            let sum = Surprise.attributions(features, table.row(100 + row), leavingOut: true).reduce(0, +)
            #expect(abs(scores[row] / sum - 1) < 1e-12)
        }
    }

    @Test("a thinned tail function keeps the tails exact and the middle close")
    func thinned() {
        let sorted = (0..<200_000).map(Double.init)
        let tail = TailFunction(sorted: sorted)
        #expect(tail.valueCount <= TailFunction.knotsMax)
        for x in [0.0, 5, 16_000, 199_999, 199_990.5] {
            let left = Double(sorted.count { $0 <= x })
            let right = Double(sorted.count { $0 >= x })
            #expect(abs(surprise(tail, .smaller, x) + _log(min(left, right) / 200_000)) < 1e-12)
        }
        for x in [30_000.25, 100_000, 150_000.5] {
            let expected = -_log(min(x, 200_000 - x) / 200_000)
            #expect(abs(surprise(tail, .smaller, x) - expected) < 1e-4)
        }
        #expect(abs(surprise(tail, .smaller, -1) + _log(1 / 200_001)) < 1e-12)
    }
}
