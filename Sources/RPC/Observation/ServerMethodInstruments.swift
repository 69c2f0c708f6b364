import Telemetry

/// The instruments of one method of a server; its registration holds them, so that a call looks nothing up.
final class ServerMethodInstruments: Sendable {
    let started: CounterInstrument
    private let perStatus: PerStatus<CallInstruments>

    init(_ registry: PrometheusRegistry, method: String) {
        started = registry.counter(CallMetricNames.serverStarted, [(CallMetricNames.method, method)])
        perStatus = PerStatus { status in
            let labels = [(CallMetricNames.method, method), (CallMetricNames.status, status.name)]
            return CallInstruments(
                duration: registry.histogram(
                    CallMetricNames.serverDuration, labels, bounds: CallMetricNames.latencyBounds),
                sent: registry.histogram(CallMetricNames.serverSent, labels, bounds: CallMetricNames.sizeBounds),
                received: registry.histogram(
                    CallMetricNames.serverReceived, labels, bounds: CallMetricNames.sizeBounds))
        }
    }

    func ended(_ status: StatusCode, after time: Duration, sentBytes: Int, receivedBytes: Int) {
        perStatus[status].ended(after: time, sentBytes: sentBytes, receivedBytes: receivedBytes)
    }
}

extension RPCService {
    /// The same methods with instruments in the registry.
    func measured(in registry: PrometheusRegistry) -> RPCService {
        var measured = RPCService(descriptor)
        for registration in registrations {
            // A66 names methods without the slash in front.
            let instruments = ServerMethodInstruments(registry, method: String(registration.method.path.dropFirst()))
            measured.add(registration.measured(by: instruments))
        }
        return measured
    }
}
