import API
import Logging
import RPC
package import ServiceKit

/// The metrics service: what it needs, what it serves and what it runs.
package enum MetricsBackend {
    package static let definition = ServiceDefinition(
        service: .metrics, schema: (MetricsSchema.name, MetricsSchema.migrations), outbox: MetricsSchema.outbox
    ) { environment in
        let store = SampleStore(pool: try environment.pool)
        let handlers = MetricsHandlers(store: store, reportInterval: environment.settings.reportInterval)
        return ServiceComponents(
            services: [.metricsV1MetricsService(handlers)],
            background: [
                SweepLoop(interval: MetricsLimits.sweepInterval, logger: environment.logger) {
                    try await store.sweep(retention: MetricsLimits.retention)
                }
            ])
    }
}
