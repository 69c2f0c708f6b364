import Testing

@testable import Detectors

@Suite struct SelectionTests {
    @Test("selection agrees with sorting, also on ties and orders that are hard for quicksort")
    func agreesWithSorting() {
        var generator = SeededGenerator(seed: 11, stream: 0)
        for length in [1, 2, 3, 10, 257] {
            let random = (0..<length).map { _ in Double(generator.below(20)) }
            let organ = (0..<length).map { Double(min($0, length - $0)) }
            for values in [random, organ, organ.sorted(), organ.sorted().reversed()] {
                let sorted = values.sorted()
                for k in stride(from: 0, to: length, by: 3) {
                    var copy = values
                    #expect(Selection.smallest(k, of: &copy) == sorted[k])
                }
            }
        }
    }

    @Test("quantiles interpolate between neighbours")
    func quantiles() {
        var values = [4.0, 1, 3, 2]
        #expect(Selection.median(of: &values) == 2.5)
        #expect(Selection.quantile(0, of: &values) == 1)
        #expect(Selection.quantile(1, of: &values) == 4)
        #expect(Selection.quantile(0.25, of: &values) == 1.75)
    }

    @Test("the generator's first words never change: models would with them")
    func generatorIsPinned() {
        var mixer = SplitMix64(state: 0)
        #expect(mixer.next() == 0xE220_A839_7B1D_CDAF)
        var generator = SeededGenerator(seed: 1, stream: 2)
        let first = (0..<3).map { _ in generator.next() }
        var again = SeededGenerator(seed: 1, stream: 2)
        #expect(first == (0..<3).map { _ in again.next() })
        var other = SeededGenerator(seed: 1, stream: 3)
        #expect(first != (0..<3).map { _ in other.next() })
    }

    @Test("a thinned tail function keeps the tails exact and the middle close")
    func thinned() {
        let sorted = (0..<200_000).map(Double.init)
        let tail = TailFunction(sorted: sorted)
        #expect(tail.values.count <= TailFunction.knotsMax)
        for x in [0.0, 5, 16_000, 199_999, 199_990.5] {
            let left = Double(sorted.count { $0 <= x })
            let right = Double(sorted.count { $0 >= x })
            #expect(abs(tail.surprise(x, leavingOut: false) + _log(min(left, right) / 200_000)) < 1e-12)
        }
        for x in [30_000.25, 100_000, 150_000.5] {
            let expected = -_log(min(x, 200_000 - x) / 200_000)
            #expect(abs(tail.surprise(x, leavingOut: false) - expected) < 1e-4)
        }
        #expect(tail.surprise(-1, leavingOut: false) == -_log(1 / 200_001))
    }
}
