import Messages

/// Turns raw samples into one point per step.
struct Aggregator: Sendable {
    /// Seconds since the epoch.
    var start: Double
    var end: Double
    /// Seconds.
    var step: Double
    var aggregation: MetricsV1.Aggregation

    /// Points at the beginning of each step that has samples.
    func points(times: [Double], values: [Double]) -> [(time: Double, value: Double)] {
        var points: [(time: Double, value: Double)] = []
        var first = 0
        while first < times.count {
            let bucket = ((times[first] - start) / step).rounded(.down)
            let bucketEnd = start + (bucket + 1) * step
            var next = first
            while next < times.count, times[next] < bucketEnd { next += 1 }
            if let value = value(first..<next, times, values) {
                points.append((start + bucket * step, value))
            }
            // Rounding could leave the first sample outside its own bucket; it is taken with it all the same.
            first = max(next, first + 1)
        }
        return points
    }

    private func value(_ range: Range<Int>, _ times: [Double], _ values: [Double]) -> Double? {
        guard let last = range.last else { return nil }
        switch aggregation {
        case .mean: return known(values[range]) { $0.reduce(0, +) / Double($0.count) }
        case .max: return known(values[range]) { $0.reduce(-.infinity, max) }
        case .rate: return rate(range, times, values)
        default: return values[last]
        }
    }

    /// Of the values that are numbers; one that is not says that nobody knew at that time.
    private func known(_ values: ArraySlice<Double>, _ combine: ([Double]) -> Double) -> Double {
        let known = values.filter { !$0.isNaN }
        return known.isEmpty ? .nan : combine(known)
    }

    /// Increase per second since the sample before the step. A counter that fell was reset and counts from zero.
    private func rate(_ range: Range<Int>, _ times: [Double], _ values: [Double]) -> Double? {
        let from = max(range.lowerBound - 1, 0)
        guard let last = range.last, last > from, times[last] > times[from] else { return nil }
        var increase = 0.0
        for index in (from + 1)...last {
            increase += values[index] >= values[index - 1] ? values[index] - values[index - 1] : values[index]
        }
        return increase / (times[last] - times[from])
    }
}
