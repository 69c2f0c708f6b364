/// One value of one series at one moment, for whoever ships samples elsewhere.
package struct MetricSample: Sendable, Equatable {
    package enum Kind: Sendable { case counter, gauge }

    package var name: String
    package var labels: MetricLabels
    package var value: Double
    package var kind: Kind
}

extension PrometheusRegistry {
    /// All series as plain values; a histogram gives its `_sum` and `_count`, both of which only grow.
    package func samples() -> [MetricSample] {
        metrics().flatMap { name, _, metric in
            metric.series.flatMap { labels, instrument in instrument.samples(name: name, labels: labels) }
        }
    }
}

extension PrometheusRegistry.Instrument {
    fileprivate func samples(name: String, labels: MetricLabels) -> [MetricSample] {
        switch self {
        case .counter(let counter):
            return [MetricSample(name: name, labels: labels, value: counter.value, kind: .counter)]
        case .gauge(let gauge):
            return [MetricSample(name: name, labels: labels, value: gauge.value, kind: .gauge)]
        case .histogram(let histogram):
            let count = histogram.bucketCounts.reduce(0, +)
            return [
                MetricSample(name: name + "_sum", labels: labels, value: histogram.sum, kind: .counter),
                MetricSample(name: name + "_count", labels: labels, value: Double(count), kind: .counter),
            ]
        }
    }
}
