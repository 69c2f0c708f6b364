import Messages
import Testing

@testable import DatasetBackend

/// The stated errors of the sketches, on data that sketches find hard.
@Suite("Sketches")
struct SketchTests {
    enum Order: CaseIterable, Sendable {
        case sorted, reversed, shuffled, constant, heavyTail, zigzag, drifting

        func values(_ count: Int) -> [Double] {
            switch self {
            case .sorted: (0..<count).map { Double($0) }
            case .reversed: (0..<count).map { Double(count - $0) }
            case .shuffled: uniform(11, count)
            case .constant: [Double](repeating: 7, count: count)
            case .heavyTail: uniform(12, count).map { 1 / ($0 * $0 * $0 + 1e-12) }
            case .zigzag: (0..<count).map { $0 & 1 == 0 ? Double($0) : Double(count - $0) }
            case .drifting: (0..<count).map { Double($0 * 7919 % 1000 + $0 / 65_536 * 1000) }
            }
        }
    }

    @Test("quantiles are within the stated rank error in any order", arguments: Order.allCases)
    func quantileErrors(order: Order) {
        let values = order.values(300_000)
        var sketch = QuantileSketch(seed: 3)
        for batch in values.batches(of: 1000) { sketch.add(Array(batch)) }
        #expect(!sketch.isExact && sketch.count == values.count)
        let probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
        let sorted = values.sorted()
        for (probability, value) in zip(probabilities, sketch.quantiles(probabilities)) {
            expectRank(
                of: .init(probability: probability, value: value), in: sorted, within: QuantileSketch.rankError)
        }
    }

    @Test("the rank error holds in sketches of other seeds too, but for 1 in 30")
    func quantileConfidence() {
        let values = uniform(21, 140_000)
        let sorted = values.sorted()
        var far = 0
        for seed in 0..<30 {
            var sketch = QuantileSketch(seed: UInt64(seed))
            sketch.add(values)
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
        sketch.add(values)
        #expect(sketch.isExact == (past == 0))
    }

    @Test("distinct values are within the stated error", arguments: [10, 1000, 30_000, 100_000])
    func distinctErrors(count: Int) {
        // 95 % confidence: of 10 different sets, three misses would be too many.
        var far = 0
        for set in 0..<10 {
            var counter = DistinctCounter()
            for start in stride(from: 0, to: count, by: 1000) {
                let hashes = (start..<min(start + 1000, count)).map { ValueHash.of(UInt64(set << 32 + $0)) }
                counter.add(hashes)
                counter.add(hashes)
            }
            let error = abs(Double(counter.estimate) / Double(count) - 1)
            #expect(error < 2.5 * DistinctCounter.relativeError)
            if error > DistinctCounter.relativeError { far += 1 }
        }
        #expect(far < 3)
    }

    @Test("two counters merged are one that saw all")
    func mergedCounters() {
        let hashes = (0..<5000).map { ValueHash.of(UInt64($0)) }
        var (all, left, right) = (DistinctCounter(), DistinctCounter(), DistinctCounter())
        all.add(hashes)
        left.add(Array(hashes[..<3000]))
        right.add(Array(hashes[2000...]))
        left.merge(right)
        #expect(left.estimate == all.estimate)
    }

    @Test("moments merged in pieces are those of one pass, also on a large offset")
    func mergedMoments() {
        let values = uniform(31, 10_000).map { 1e9 + $0 }
        let whole = Moments(of: values)
        for size in [1, 7, 1000] {
            var merged = Moments()
            for batch in values.batches(of: size) { merged.merge(Moments(of: Array(batch))) }
            #expect(merged.count == whole.count)
            #expect(merged.minimum == whole.minimum && merged.maximum == whole.maximum)
            #expect(abs(merged.mean - whole.mean) <= 1.2e-7)
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
            table.add(keys)
            #expect(table.isExact == (count == FrequentValues.exactMax))
            if table.isExact { #expect(table.size == count) }
        }
        var table = FrequentValues()
        var truth: [UInt64: Int64] = [:]
        for (index, number) in uniform(41, 200_000).enumerated() {
            // Zipf-like: a few values are everywhere, most are there once.
            let key = index % 3 == 0 ? UInt64(number * 5) : 1000 + UInt64(index)
            truth[key, default: 0] += 1
            table.add([key])
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
        #expect(Self.duplicates(of: (0..<distinct).flatMap { [$0, $0] }) == Outcome(Int64(distinct), true))
        #expect(Self.duplicates(of: Array(0...distinct)) == Outcome(0, false))
        #expect(Self.duplicates(of: Array(0..<1_000_000)) == Outcome(0, false))
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

    struct Outcome: Equatable {
        var estimate: Int64
        var isExact: Bool
        init(_ estimate: Int64, _ isExact: Bool) { (self.estimate, self.isExact) = (estimate, isExact) }
    }

    private static func duplicates(of rows: [Int]) -> Outcome {
        var duplicates = DuplicateRows()
        for batch in rows.batches(of: 5000) {
            duplicates.add(batch.map { ValueHash.of(UInt64(bitPattern: Int64($0))) })
        }
        return Outcome(duplicates.estimate, duplicates.isExact)
    }
}

// From arrays that have a name: the span of a temporary breaks the compiler (6.3.1).
extension QuantileSketch {
    fileprivate mutating func add(_ values: [Double]) { insert(values.span) }
}

extension DistinctCounter {
    fileprivate mutating func add(_ hashes: [UInt64]) { insert(hashes.span) }
}

extension FrequentValues {
    fileprivate mutating func add(_ keys: [UInt64]) {
        let hashes = keys.map { ValueHash.of($0) }
        insert(keys.span, hashes: hashes.span)
    }
}

extension DuplicateRows {
    fileprivate mutating func add(_ hashes: [UInt64]) { insert(hashes.span) }
}

extension Moments {
    fileprivate init(of values: [Double]) { self.init(values.span) }
}
