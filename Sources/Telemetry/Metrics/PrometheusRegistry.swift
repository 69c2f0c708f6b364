import Synchronization

/// Every metric of one process, as Prometheus reads them.
///
/// Looking an instrument up takes a lock and a dictionary; hot paths do it once and keep the instrument.
package final class PrometheusRegistry: Sendable {
    /// Runs before each scrape, to set gauges whose truth lies elsewhere (the database).
    package typealias ScrapeHook = @Sendable () async -> Void

    package enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    enum Instrument: Sendable {
        case counter(CounterInstrument)
        case gauge(GaugeInstrument)
        case histogram(HistogramInstrument)

        var kind: Kind {
            switch self {
            case .counter: .counter
            case .gauge: .gauge
            case .histogram: .histogram
            }
        }
    }

    struct Metric: Sendable {
        var kind: Kind
        var series: [MetricLabels: Instrument] = [:]
    }

    private struct State {
        var metrics: [String: Metric] = [:]
        var help: [String: String] = [:]
        var hooks: [ScrapeHook] = []
    }

    private let state = Mutex(State())
    private let overflow = CounterInstrument()

    package init() {
        describe("pynomaly_metrics_overflow_total", "Series refused because a metric had too many, or another type")
        state.withLock {
            $0.metrics["pynomaly_metrics_overflow_total"] = Metric(
                kind: .counter, series: [MetricLabels(): .counter(overflow)])
        }
    }

    /// The sentence that a scrape shows above the metric.
    package func describe(_ name: String, _ help: String) {
        state.withLock { $0.help[MetricName.metric(name)] = help }
    }

    package func onScrape(_ hook: @escaping ScrapeHook) {
        state.withLock { $0.hooks.append(hook) }
    }

    package func counter(_ name: String, _ labels: [(String, String)] = []) -> CounterInstrument {
        let found = instrument(name, labels, kind: .counter) { .counter(CounterInstrument()) }
        if case .counter(let counter) = found { return counter }
        return CounterInstrument()
    }

    package func gauge(_ name: String, _ labels: [(String, String)] = []) -> GaugeInstrument {
        let found = instrument(name, labels, kind: .gauge) { .gauge(GaugeInstrument()) }
        if case .gauge(let gauge) = found { return gauge }
        return GaugeInstrument()
    }

    package func histogram(
        _ name: String, _ labels: [(String, String)] = [], bounds: [Double] = HistogramInstrument.secondsBuckets
    ) -> HistogramInstrument {
        let found = instrument(name, labels, kind: .histogram) { .histogram(HistogramInstrument(bounds: bounds)) }
        if case .histogram(let histogram) = found { return histogram }
        return HistogramInstrument(bounds: bounds)
    }

    /// Drops a series, so that a gauge of something that is gone does not stand still forever.
    package func remove(_ name: String, _ labels: [(String, String)] = []) {
        state.withLock { _ = $0.metrics[MetricName.metric(name)]?.series.removeValue(forKey: MetricLabels(labels)) }
    }

    private func instrument(
        _ name: String, _ labels: [(String, String)], kind: Kind, make: () -> Instrument
    ) -> Instrument? {
        let name = MetricName.metric(name)
        let labels = MetricLabels(labels)
        let found: Instrument? = state.withLock { state in
            if state.metrics[name] == nil {
                guard state.metrics.count < MetricLimits.metricsMax else { return nil }
                state.metrics[name] = Metric(kind: kind)
            }
            guard let metric = state.metrics[name], metric.kind == kind else { return nil }
            if let known = metric.series[labels] { return known }
            guard metric.series.count < MetricLimits.seriesPerMetricMax else { return nil }
            let new = make()
            state.metrics[name]?.series[labels] = new
            return new
        }
        if found == nil { overflow.increment() }
        return found
    }

    /// All metrics by name, with their help.
    func metrics() -> [(name: String, help: String?, metric: Metric)] {
        state.withLock { state in
            state.metrics.keys.sorted().compactMap { name in
                state.metrics[name].map { (name, state.help[name], $0) }
            }
        }
    }

    /// Runs the scrape hooks side by side; one that outlasts the limit is cancelled and its gauges keep their values.
    package func refresh() async {
        let hooks = state.withLock { $0.hooks }
        guard !hooks.isEmpty else { return }
        await withTaskGroup(of: Bool.self) { group in
            for hook in hooks {
                group.addTask {
                    await hook()
                    return true
                }
            }
            group.addTask {
                try? await Task.sleep(for: MetricLimits.scrapeHookTimeout)
                return false
            }
            var pending = hooks.count
            while pending > 0, let hookEnded = await group.next(), hookEnded { pending -= 1 }
            group.cancelAll()
        }
    }
}
