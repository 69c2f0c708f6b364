import Messages
import Testing

@testable import DatasetBackend

/// The stated errors of the sketches, on data that sketches find hard.
@Suite("Sketches")
struct SketchTests {
    enum Order: String, CaseIterable {
        case sorted, reversed, shuffled, constant, heavyTail, zigzag, blocks

        func values(_ count: Int) -> [Double] {
            switch self {
            case .sorted: return (0..<count).map { Double($0) }
            case .reversed: return (0..<count).reversed().map { Double($0) }
            case .shuffled: return uniform(11, count)
            case .constant: return Array(repeating: 7, count: count)
            case .heavyTail: return uniform(12, count).map { 1 / ($0 * $0 * $0 + 1e-12) }
            case .zigzag: return (0..<count).map { Double($0 & 1 == 0 ? $0 : count - $0) }
            case .blocks:
                return (0..<count).map { place in
                    let within = (place * 7919) % 1000
                    return Double(within + place / 65_536 * 1000)
                }
            }
        }
    }

    @Test("quantiles are within the stated rank error in any order", arguments: Order.allCases)
    func quantileErrors(order: Order) {
        let values = order.values(600_000)
        var sketch = QuantileSketch(seed: 3)
        for batch in values.batches(of: 1000) {
            let piece = Array(batch)
            sketch.insert(piece.span)
        }
        #expect(!sketch.isExact && sketch.count == values.count)
        let probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
        let sorted = values.sorted()
        for (probability, value) in zip(probabilities, sketch.quantiles(probabilities)) {
            expectRank(
                of: .init(probability: probability, value: value), in: sorted, within: QuantileSketch.rankError)
        }
    }

    @Test("the rank error holds in 99 of 100 sketches of other seeds")
    func quantileConfidence() {
        let values = uniform(21, 200_000)
        let sorted = values.sorted()
        var far = 0
        for seed in 0..<100 {
            var sketch = QuantileSketch(seed: UInt64(seed))
            sketch.insert(values.span)
            let median = sketch.quantiles([0.5])[0]
            let rank = Double(sorted.count { $0 <= median }) / Double(values.count)
            if abs(rank - 0.5) > QuantileSketch.rankError { far += 1 }
        }
        #expect(far <= 1)
    }

    @Test("quantiles are exact up to their limit, and not one past it by accident", arguments: [0, 1])
    func exactQuantiles(past: Int) {
        let values = uniform(5, QuantileSketch.exactMax - 1 + past)
        var sketch = QuantileSketch(seed: 0)
        sketch.insert(values.span)
        #expect(sketch.isExact == (past == 0))
    }

    @Test("distinct values are within the stated error", arguments: [10, 1000, 30_000, 1_000_000])
    func distinctErrors(count: Int) {
        // 95 % confidence: of 20 different sets, three misses would be far too many.
        var far = 0
        for set in 0..<20 {
            var counter = DistinctCounter()
            for start in stride(from: 0, to: count, by: 1000) {
                let hashes = (start..<min(start + 1000, count)).map { ValueHash.of(UInt64(set << 32 + $0)) }
                counter.insert(hashes.span)
                counter.insert(hashes.span)
            }
            let error = abs(Double(counter.estimate) / Double(count) - 1)
            #expect(error < 2.5 * DistinctCounter.relativeError)
            if error > DistinctCounter.relativeError { far += 1 }
        }
        #expect(far <= 3)
    }

    @Test("two counters merged are one that saw all")
    func mergedCounters() {
        let hashes = (0..<5000).map { ValueHash.of(UInt64($0)) }
        var (all, left, right) = (DistinctCounter(), DistinctCounter(), DistinctCounter())
        all.insert(hashes.span)
        let (first, last) = (Array(hashes[..<3000]), Array(hashes[2000...]))
        left.insert(first.span)
        right.insert(last.span)
        left.merge(right)
        #expect(left.estimate == all.estimate)
    }

    @Test("moments merged in pieces are those of one pass, also on a large offset")
    func mergedMoments() {
        let values = uniform(31, 10_000).map { 1e9 + $0 }
        let whole = Moments(values.span)
        for size in [1, 7, 1000] {
            var merged = Moments()
            for batch in values.batches(of: size) {
                let piece = Array(batch)
                merged.merge(Moments(piece.span))
            }
            #expect(merged.count == whole.count)
            #expect(merged.minimum == whole.minimum && merged.maximum == whole.maximum)
            #expect(abs(merged.mean - whole.mean) <= 3e-7)
            #expect(abs(merged.standardDeviation / whole.standardDeviation - 1) < 1e-9)
            #expect(abs(merged.skewness - whole.skewness) < 1e-6)
            #expect(abs(merged.kurtosis - whole.kurtosis) < 1e-6)
        }
    }

    @Test("frequent values are exact up to the limit; past it, each count is within its error and none is missed")
    func frequentValues() {
        for count in [FrequentValues.exactMax, FrequentValues.exactMax + 1] {
            let keys = (0..<count).map { UInt64($0) }
            var table = FrequentValues()
            let hashes = keys.map { ValueHash.of($0) }
            table.insert(keys.span, hashes: hashes.span)
            #expect(table.isExact == (count == FrequentValues.exactMax))
            if table.isExact { #expect(table.size == count) }
        }
        var table = FrequentValues()
        var truth: [UInt64: Int64] = [:]
        for (index, number) in uniform(41, 200_000).enumerated() {
            // Zipf-like: a few values are everywhere, most are there once.
            let key = index % 3 == 0 ? UInt64(number * 5) : 1000 + UInt64(index)
            truth[key, default: 0] += 1
            let (keys, hashes) = ([key], [ValueHash.of(key)])
            table.insert(keys.span, hashes: hashes.span)
        }
        let top = table.top(10)
        #expect(!table.isExact)
        #expect(Set(top.map(\.key)) == [0, 1, 2, 3, 4])
        for entry in top {
            let count = truth[entry.key] ?? 0
            #expect(entry.count <= count && count <= entry.count + table.error)
        }
    }

    @Test("duplicates: exact up to the limit, none where there are none, and near the truth beyond")
    func duplicates() {
        let distinct = DuplicateRows.exactMax
        #expect(Self.duplicates(of: (0..<distinct).flatMap { [$0, $0] }) == (Int64(distinct), true))
        #expect(Self.duplicates(of: Array(0...distinct)) == (0, false))
        #expect(Self.duplicates(of: Array(0..<1_000_000)) == (0, false))
        // Every row twice.
        let twice = Self.duplicates(of: (0..<300_000).flatMap { [$0, $0] }).estimate
        #expect(abs(Double(twice) / 300_000 - 1) < 0.02)
        // One row fills half the table.
        let half = Self.duplicates(of: (0..<400_000).flatMap { [$0, -1] }).estimate
        #expect(abs(Double(half) / 400_000 - 1) < 0.02)
        // One in a hundred, far less than what two estimates would differ by.
        let few = Self.duplicates(of: (0..<990_000).map { $0 } + (0..<10_000).map { $0 }).estimate
        #expect(abs(Double(few) / 10_000 - 1) < 0.2)
    }

    private static func duplicates(of rows: [Int]) -> (estimate: Int64, isExact: Bool) {
        var duplicates = DuplicateRows()
        for batch in rows.batches(of: 5000) {
            // Named: a temporary whose span is passed on breaks the compiler (6.3.1).
            let hashes = batch.map { ValueHash.of(UInt64(bitPattern: Int64($0))) }
            duplicates.insert(hashes.span)
        }
        return (duplicates.estimate, duplicates.isExact)
    }
}
