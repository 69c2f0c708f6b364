/// Bounds of the registry: a label that carries ids would otherwise grow it without end.
package enum MetricLimits {
    /// Series of one metric; what comes after is counted in `pynomaly_metrics_overflow_total` and not exported.
    package static let seriesPerMetricMax = 2000
    package static let metricsMax = 500
    package static let labelValueBytesMax = 256
    /// How long one scrape waits for gauges that are read on demand.
    package static let scrapeHookTimeout: Duration = .seconds(3)
}
