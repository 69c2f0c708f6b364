import Testing

@testable import Detectors

@Suite struct EqualBinsTests {
    /// Scores that tell their bin: -1 outside.
    private func bins(_ bins: EqualBins, count: Int, _ values: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: values.count)
        values.withUnsafeBufferPointer { bins.add([-1] + (0..<count).map(Double.init), of: $0, to: &sums) }
        return sums
    }

    @Test("a value is in the bin that division gives, and outside beyond the slack", arguments: [1, 3, 10, 1000])
    func found(_ count: Int) {
        let (low, high, slack) = (-0.3, 1.1, 0.05)
        let edges = (0...count).map { low + (high - low) * Double($0) / Double(count) }.filter { $0 <= high }
        // More than a block, and no whole number of them.
        var generator = SeededGenerator(seed: 1, stream: 0)
        let values =
            edges + edges.map(\.nextUp) + edges.map(\.nextDown) + [low - slack, high + slack, -7, 7, 1e150, -1e150]
            + (0..<601).map { _ in generator.unit() * 2 - 0.5 }
        let found = bins(EqualBins(low: low, high: high, count: count, slack: slack), count: count, values)
        for (value, bin) in zip(values, found) {
            let distance = value < low ? low - value : value - high
            let inside = Double(Histogram.bin(of: min(max(value, low), high), low: low, high: high, count: count))
            #expect(bin == (distance <= slack ? inside : -1))
        }
        let within = values.filter { low...high ~= $0 }
        let counts = EqualBins(low: low, high: high, count: count).counts(within)
        #expect(counts.reduce(0, +) == within.count)
        for bin in counts.indices {
            #expect(counts[bin] == within.count { Histogram.bin(of: $0, low: low, high: high, count: count) == bin })
        }
    }

    @Test("values are standardized first; a missing one is the median; one unlike all that were the same is far away")
    func standardized() {
        let scale = Standardization.Scale(mean: 10, deviation: 2, median: 11)
        let table = EqualBins(low: -1, high: 1, count: 4, scale: scale)
        #expect(bins(table, count: 4, [8, 9, 10, .nan, 12, 12.001, 1e150]) == [0, 1, 2, 3, 3, -1, -1])
        let constant = Standardization.Scale(mean: 10, deviation: 0, median: 10)
        let single = EqualBins(low: 0, high: 0, count: 1, scale: constant)
        #expect(bins(single, count: 1, [10, .nan, Double(10).nextUp, -3]) == [0, 0, -1, -1])
        let far = EqualBins(
            low: -Standardization.constantDeviation, high: Standardization.constantDeviation, count: 2, scale: constant)
        #expect(bins(far, count: 2, [9.999, 10, 11]) == [0, 1, 1])
    }
}
