package import CoreMetrics

/// The back end of swift-metrics: libraries that speak its API land in our registry.
package struct PrometheusFactory: MetricsFactory {
    private let registry: PrometheusRegistry

    package init(registry: PrometheusRegistry) {
        self.registry = registry
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        CounterBridge(counter: registry.counter(label, dimensions))
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        FloatingPointCounterBridge(counter: registry.counter(label, dimensions))
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        MeterBridge(gauge: registry.gauge(label, dimensions))
    }

    /// A recorder that aggregates is a histogram, one that does not shows its last value.
    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        if aggregate { return HistogramBridge(histogram: registry.histogram(label, dimensions)) }
        return LastValueBridge(gauge: registry.gauge(label, dimensions))
    }

    /// Timers are exported in seconds, whatever unit they are fed with.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        TimerBridge(histogram: registry.histogram(label, dimensions))
    }

    // Series outlive the objects that feed them: a counter that is made anew goes on where it stood.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}

private final class CounterBridge: CounterHandler {
    private let counter: CounterInstrument
    init(counter: CounterInstrument) { self.counter = counter }
    func increment(by amount: Int64) { counter.increment(by: Double(amount)) }
    func reset() { counter.reset() }
}

private final class FloatingPointCounterBridge: FloatingPointCounterHandler {
    private let counter: CounterInstrument
    init(counter: CounterInstrument) { self.counter = counter }
    func increment(by amount: Double) { counter.increment(by: amount) }
    func reset() { counter.reset() }
}

private final class MeterBridge: MeterHandler {
    private let gauge: GaugeInstrument
    init(gauge: GaugeInstrument) { self.gauge = gauge }
    func set(_ value: Int64) { gauge.set(Double(value)) }
    func set(_ value: Double) { gauge.set(value) }
    func increment(by amount: Double) { gauge.add(amount) }
    func decrement(by amount: Double) { gauge.add(-amount) }
}

private final class LastValueBridge: RecorderHandler {
    private let gauge: GaugeInstrument
    init(gauge: GaugeInstrument) { self.gauge = gauge }
    func record(_ value: Int64) { gauge.set(Double(value)) }
    func record(_ value: Double) { gauge.set(value) }
}

private final class HistogramBridge: RecorderHandler {
    private let histogram: HistogramInstrument
    init(histogram: HistogramInstrument) { self.histogram = histogram }
    func record(_ value: Int64) { histogram.observe(Double(value)) }
    func record(_ value: Double) { histogram.observe(value) }
}

private final class TimerBridge: TimerHandler {
    private let histogram: HistogramInstrument
    init(histogram: HistogramInstrument) { self.histogram = histogram }
    func recordNanoseconds(_ duration: Int64) { histogram.observe(Double(duration) / 1e9) }
}
