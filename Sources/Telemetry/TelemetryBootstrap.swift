import CoreMetrics
package import Logging
import Synchronization

/// Installs the process-wide back ends of swift-log and swift-metrics.
///
/// Both may be installed only once a process; tests start several services in one, so later calls change nothing.
package enum TelemetryBootstrap {
    private static let done = Mutex(false)

    package static func install(
        service: String, level: Logger.Level, registry: PrometheusRegistry,
        sink: any LogSink = FileDescriptorSink.standardOutput
    ) {
        let first = done.withLock { done in
            defer { done = true }
            return !done
        }
        guard first else { return }
        LoggingSystem.bootstrap { _ in handler(service, level, sink) }
        MetricsSystem.bootstrap(PrometheusFactory(registry: registry))
    }

    /// A logger of our kind that does not depend on the process-wide back end.
    package static func logger(
        service: String, level: Logger.Level, sink: any LogSink = FileDescriptorSink.standardOutput
    ) -> Logger {
        Logger(label: service) { _ in handler(service, level, sink) }
    }

    private static func handler(_ service: String, _ level: Logger.Level, _ sink: any LogSink) -> JSONLogHandler {
        var handler = JSONLogHandler(service: service, level: level, sink: sink)
        handler.metadataProvider = .traces
        return handler
    }
}
