import FoundationEssentials
import Postgres
import ServiceKit

/// The tables that metrics owns. They hold the platform's own series, which are no tenant's: all rows belong to one
/// fixed tenant that no user can be in, and row-level security holds as everywhere; only `audit_queue` stands outside,
/// which holds ids alone. Names of limits are those of `MetricsLimits`.
enum MetricsSchema {
    static let name = "metrics"
    /// The platform itself.
    static let platformTenant = "00000000-0000-4000-8000-000000000000"

    static let migrations = [
        Migration(version: 1, name: "series, samples, reporters", sql: tables + outbox.tables + security)
    ]

    /// For calls of super_admins that name another tenant; metrics has no other acts to write down.
    static let outbox = AuditOutbox(.metrics)

    private static let tables = """
        -- Retention: as long as they have samples.
        CREATE TABLE metrics.series (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            tenant_id uuid NOT NULL,
            metric text NOT NULL,
            kind smallint NOT NULL,
            -- the sample's labels, and "service" and "instance"
            labels jsonb NOT NULL,
            UNIQUE (tenant_id, metric, labels)
        );

        -- Retention: the limit of that name, by their own time.
        CREATE TABLE metrics.samples (
            tenant_id uuid NOT NULL,
            series_id bigint NOT NULL REFERENCES metrics.series ON DELETE CASCADE,
            sample_time timestamptz NOT NULL,
            value double precision NOT NULL,
            PRIMARY KEY (series_id, sample_time)
        );
        CREATE INDEX idx_samples_time ON metrics.samples USING brin (sample_time);

        -- Retention: the limit of that name, since the last report.
        CREATE TABLE metrics.reporters (
            tenant_id uuid NOT NULL,
            service text NOT NULL,
            instance text NOT NULL,
            last_report_at timestamptz NOT NULL,
            PRIMARY KEY (tenant_id, service, instance)
        );

        """

    private static let security = ["series", "samples", "reporters"]
        .map { Migration.tenantIsolation(of: "metrics.\($0)") }.joined()
}
