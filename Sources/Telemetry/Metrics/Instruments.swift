import Synchronization

/// A value that only grows. One atomic addition an increment: callers resolve it once and keep it.
package final class CounterInstrument: Sendable {
    private let total = Atomic<Double>(0)

    package init() {}

    package var value: Double { total.load(ordering: .relaxed) }

    /// Negative amounts are ignored: a counter that falls reads as a restart.
    package func increment(by amount: Double = 1) {
        guard amount > 0 else { return }
        total.add(amount)
    }

    /// For totals that somebody else counts (the kernel); a smaller value changes nothing.
    package func advance(to value: Double) {
        increment(by: value - total.load(ordering: .relaxed))
    }

    package func reset() {
        total.store(0, ordering: .relaxed)
    }
}

/// A value that goes up and down.
package final class GaugeInstrument: Sendable {
    private let current = Atomic<Double>(0)

    package init() {}

    package var value: Double { current.load(ordering: .relaxed) }

    package func set(_ value: Double) {
        current.store(value, ordering: .relaxed)
    }

    package func add(_ amount: Double) {
        current.add(amount)
    }
}

/// A distribution over fixed buckets.
package final class HistogramInstrument: Sendable {
    /// Seconds, from half a millisecond to half a minute: what calls and requests take.
    package static let secondsBuckets: [Double] = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]

    /// Upper bounds, ascending; one more bucket holds what lies above.
    package let bounds: [Double]
    private let counts: [Cell]
    private let total = Atomic<Double>(0)

    package init(bounds: [Double] = secondsBuckets) {
        self.bounds = bounds.sorted()
        counts = (0...bounds.count).map { _ in Cell() }
    }

    package func observe(_ value: Double) {
        guard !value.isNaN else { return }
        counts[bucket(of: value)].count.add(1, ordering: .relaxed)
        total.add(value)
    }

    /// Counts per bucket, not cumulative; their sum is the count that is exported, so that both always agree.
    package var bucketCounts: [UInt64] { counts.map { $0.count.load(ordering: .relaxed) } }
    package var sum: Double { total.load(ordering: .relaxed) }

    private func bucket(of value: Double) -> Int {
        // A few dozen bounds: a scan beats a binary search, most calls end in its first steps.
        var index = 0
        while index < bounds.count && bounds[index] < value { index += 1 }
        return index
    }

    private final class Cell: Sendable {
        let count = Atomic<UInt64>(0)
    }
}

extension Atomic where Value == Double {
    fileprivate borrowing func add(_ amount: Double) {
        var seen = load(ordering: .relaxed)
        while true {
            let (done, actual) = weakCompareExchange(expected: seen, desired: seen + amount, ordering: .relaxed)
            if done { return }
            seen = actual
        }
    }
}
