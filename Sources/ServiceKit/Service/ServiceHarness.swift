import Logging
package import Telemetry

/// Starts a service inside a test's process: free ports, quiet logs unless a sink is given.
package enum ServiceHarness {
    package static func start(
        _ definition: ServiceDefinition, _ settings: [String: String] = [:], sink: (any LogSink)? = nil
    ) async throws -> RunningService {
        let defaults = [
            "ENVIRONMENT": "test", "RPC_PORT": "0", "ADMIN_PORT": "0", "HTTP_PORT": "0", "WORKER_COUNT": "2",
            "EVENT_LOOPS": "1", "SHUTDOWN_GRACE": "5s",
        ]
        let values = SettingValues(environment: defaults.merging(settings) { $1 })
        let settings = try ServiceSettings(service: definition.service, values: values)
        return try await RunningService.start(definition, settings, logger: logger(definition, settings, sink))
    }

    private static func logger(
        _ definition: ServiceDefinition, _ settings: ServiceSettings, _ sink: (any LogSink)?
    ) -> Logger {
        guard let sink else { return Logger(label: definition.programName) { _ in SwiftLogNoOpLogHandler() } }
        return TelemetryBootstrap.logger(service: settings.service.rawValue, level: settings.logLevel, sink: sink)
    }
}
