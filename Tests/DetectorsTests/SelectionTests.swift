import Testing

@testable import Detectors

@Suite struct SelectionTests {
    @Test("selection agrees with sorting, also on ties and orders that are hard for quicksort")
    func agreesWithSorting() {
        var generator = SeededGenerator(seed: 11, stream: 0)
        for length in [1, 2, 3, 10, 257, 5000] {
            let random = (0..<length).map { _ in Double(generator.below(20)) }
            let organ = (0..<length).map { Double(min($0, length - $0)) }
            for values in [random, organ, organ.sorted(), organ.sorted().reversed()] {
                let sorted = values.sorted()
                let ranks = Array(stride(from: length - 1, through: 0, by: -3))
                #expect(Selection.orderStatistics(ranks, of: values) == ranks.map { sorted[$0] })
            }
        }
    }

    @Test("quantiles interpolate between neighbours")
    func quantiles() {
        #expect(Selection.median(of: [4, 1, 3, 2]) == 2.5)
        #expect(Selection.quantiles([0, 1, 0.25], of: [4, 1, 3, 2]) == [1, 4, 1.75])
    }

    /// One far value leaves all others in one cell; the largest magnitudes must not overflow a cell's number.
    @Test("order statistics hold for skewed, equal and extreme values", arguments: [3000, 20_000])
    func extremes(_ count: Int) {
        var generator = SeededGenerator(seed: 5, stream: 1)
        let uniform = (0..<count).map { _ in generator.unit() }
        let limit = DetectorLimits.magnitudeMax
        let tiny: [Double] = uniform.map { $0 * 1e-300 }
        let huge: [Double] = uniform.map { ($0 - 0.5) * 2 * limit }
        let skewed: [Double] = uniform.map { _exp2(($0 - 0.5) * 900) }
        let zeros: [Double] = uniform.map { $0 < 0.5 ? -0.0 : 0 }
        let equal = [Double](repeating: -3, count: count)
        let cases: [[Double]] = [
            uniform, tiny, huge, skewed, zeros, equal, [limit] + uniform, [-limit, limit] + uniform,
            [-.greatestFiniteMagnitude, .greatestFiniteMagnitude] + uniform, [.infinity] + uniform,
        ]
        for values in cases {
            let sorted = values.sorted()
            let ranks = [0, 1, count / 20, count / 2, count - 2, count - 1]
            #expect(Selection.orderStatistics(ranks, of: values) == ranks.map { sorted[$0] })
            #expect(RadixSort.sorted(values) == sorted)
        }
    }

    @Test("numbers are counted up to and below one, also where their span overflows")
    func sortedValues() {
        for values in [[], [0], [-1.7e308, 1.7e308], [1, 1.0.nextUp, 2, 1e300], (0..<500).map { Double($0 * $0) }] {
            let sorted = SortedValues(values)
            for x in values.flatMap({ [$0, $0.nextUp, $0.nextDown] }) + [-.infinity, 0.5, .infinity] {
                #expect(sorted.count(.below, x) == values.count { $0 < x })
                #expect(sorted.count(.upTo, x) == values.count { $0 <= x })
            }
        }
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

    @Test("the first of ascending numbers that is as high as another is found, also among equal ones")
    func firstAtLeast() {
        let numbers = [-2.0, 1, 1, 1, 3]
        for (bound, place) in [(-3.0, 0), (-2, 0), (0, 1), (1, 1), (1.5, 4), (3, 4), (4, 5), (.infinity, 5)] {
            #expect(numbers.firstIndex(atLeast: bound) == place)
        }
        #expect(numbers[1..<3].firstIndex(atLeast: 2) == 3)
        #expect([Double]().firstIndex(atLeast: 0) == 0)
    }
}
