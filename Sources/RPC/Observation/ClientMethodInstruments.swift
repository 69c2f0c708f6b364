import Telemetry

/// The instruments of one method at one target.
final class ClientMethodInstruments: Sendable {
    let path: String
    let started: CounterInstrument
    private let attempts: PerStatus<CallInstruments>
    private let calls: PerStatus<HistogramInstrument>

    init(_ registry: PrometheusRegistry, path: String, method: String, target: String) {
        self.path = path
        let base = [(CallMetricNames.method, method), (CallMetricNames.target, target)]
        started = registry.counter(CallMetricNames.attemptStarted, base)
        attempts = PerStatus { status in
            let labels = base + [(CallMetricNames.status, status.name)]
            return CallInstruments(
                duration: registry.histogram(
                    CallMetricNames.attemptDuration, labels, bounds: CallMetricNames.latencyBounds),
                sent: registry.histogram(CallMetricNames.attemptSent, labels, bounds: CallMetricNames.sizeBounds),
                received: registry.histogram(
                    CallMetricNames.attemptReceived, labels, bounds: CallMetricNames.sizeBounds))
        }
        calls = PerStatus { status in
            registry.histogram(
                CallMetricNames.callDuration, base + [(CallMetricNames.status, status.name)],
                bounds: CallMetricNames.latencyBounds)
        }
    }

    func attemptEnded(_ status: StatusCode, after time: Duration, sentBytes: Int, receivedBytes: Int) {
        attempts[status].ended(after: time, sentBytes: sentBytes, receivedBytes: receivedBytes)
    }

    func callEnded(_ status: StatusCode, after time: Duration) {
        calls[status].observe(time.inSeconds)
    }
}
