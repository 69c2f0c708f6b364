package import RPC
import Synchronization
package import Telemetry

/// `grpc_server_handled_total{service,method,code}` and `grpc_server_handling_seconds{service,method}`.
package final class CallMetrics: ServerInterceptor {
    private struct Instruments {
        var seconds: HistogramInstrument
        var handled: [StatusCode: CounterInstrument] = [:]
    }

    private let registry: PrometheusRegistry
    /// By the registration's identity, so that a call costs one small lookup and no string is hashed.
    private let instruments = Mutex<[ObjectIdentifier: Instruments]>([:])

    package init(registry: PrometheusRegistry) {
        self.registry = registry
        registry.describe("grpc_server_handled_total", "Calls that ended, by status code")
        registry.describe("grpc_server_handling_seconds", "Time from a call's headers to its status")
    }

    package func finished(_ context: ServerContext, status: StatusCode, duration: Duration) {
        let (handled, seconds) = instruments(for: context, status)
        handled.increment()
        seconds.observe(duration.inSeconds)
    }

    private func instruments(
        for context: ServerContext, _ status: StatusCode
    ) -> (CounterInstrument, HistogramInstrument) {
        let key = ObjectIdentifier(context.registration)
        let method = context.method
        return instruments.withLock { known in
            let seconds = known[key]?.seconds ?? histogram(method)
            if let handled = known[key]?.handled[status] { return (handled, seconds) }
            let handled = registry.counter("grpc_server_handled_total", labels(method) + [("code", status.name)])
            known[key, default: Instruments(seconds: seconds)].handled[status] = handled
            return (handled, seconds)
        }
    }

    private func histogram(_ method: MethodDescriptor) -> HistogramInstrument {
        registry.histogram("grpc_server_handling_seconds", labels(method))
    }

    private func labels(_ method: MethodDescriptor) -> [(String, String)] {
        [("service", method.service), ("method", method.method)]
    }
}
