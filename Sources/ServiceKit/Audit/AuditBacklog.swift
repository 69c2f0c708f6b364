import Postgres
import Telemetry

/// Gauges of what waits in an outbox, read at scrape time: the same in every replica of a service, so take the maximum.
struct AuditBacklog: Sendable {
    private let outbox: AuditOutbox
    private let pool: PostgresPool
    private let events: GaugeInstrument
    private let oldest: GaugeInstrument
    private let refused: GaugeInstrument

    init(outbox: AuditOutbox, pool: PostgresPool, registry: PrometheusRegistry) {
        self.outbox = outbox
        self.pool = pool
        registry.describe("pynomaly_audit_outbox_events", "Audit events that auth has not recorded yet")
        registry.describe("pynomaly_audit_outbox_oldest_seconds", "Age of the oldest of them; 0 if there is none")
        events = registry.gauge("pynomaly_audit_outbox_events")
        oldest = registry.gauge("pynomaly_audit_outbox_oldest_seconds")
        registry.describe("pynomaly_audit_outbox_refused", "Audit events that auth refused")
        refused = registry.gauge("pynomaly_audit_outbox_refused")
    }

    var scrapeHook: PrometheusRegistry.ScrapeHook {
        { [self] in
            let waiting = try? await pool.withConnection { connection in
                try await connection.query(
                    """
                    SELECT count(*), coalesce(extract(epoch FROM now() - min(enqueue_time)), 0)::double precision,
                        count(*) FILTER (WHERE refusals > 0)
                    FROM \(identifier: outbox.service.rawValue).audit_queue
                    """)[0].values(Int64.self, Double.self, Int64.self)
            }
            // Not a number says that nobody knows; zero would be a claim.
            events.set(waiting.map { Double($0.0) } ?? .nan)
            oldest.set(waiting.map(\.1) ?? .nan)
            refused.set(waiting.map { Double($0.2) } ?? .nan)
        }
    }
}
