import Postgres
import Telemetry

/// The gauge `pynomaly_active_detection_jobs`: RUNNING jobs of all tenants, read at scrape time, so that it is right at
/// all times and in every replica alike (take the maximum over replicas, not their sum).
struct ActiveJobs: Sendable {
    var pool: PostgresPool
    var gauge: GaugeInstrument

    init(pool: PostgresPool, registry: PrometheusRegistry) {
        self.pool = pool
        registry.describe("pynomaly_active_detection_jobs", "Detection jobs that are running, over all tenants")
        gauge = registry.gauge("pynomaly_active_detection_jobs")
    }

    var scrapeHook: PrometheusRegistry.ScrapeHook {
        { [pool, gauge] in
            let count = try? await pool.withConnection { connection in
                try await connection.query("SELECT detection.active_job_count()").first.map {
                    try $0.decode(Int64.self, 0)
                }
            }
            // Not a number says that nobody knows; zero would be a claim.
            gauge.set((count ?? nil).map { Double($0) } ?? .nan)
        }
    }
}
