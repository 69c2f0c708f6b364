import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// Series and their samples in PostgreSQL.
struct SampleStore: Sendable {
    /// One sample as it is stored.
    struct Entry: Sendable {
        var metric: String
        var kind: MetricsV1.MetricKind
        /// A JSON object with sorted keys.
        var labels: String
        var value: Double
    }

    /// One series with its samples, oldest first.
    struct Series: Sendable {
        var labels: String
        var times: [Double]
        var values: [Double]
    }

    private static let statementsPerBatch = 500

    var pool: PostgresPool
    var samplesPerQueryMax = MetricsLimits.samplesPerQueryMax

    func transaction<R>(_ body: (PostgresConnection) async throws -> R) async throws -> R {
        try await pool.withTransaction(tenant: MetricsSchema.platformTenant, body)
    }

    /// Stores one report. A report that was stored before changes nothing.
    func store(_ entries: [Entry], service: String, instance: String, time: Date) async throws {
        try await transaction { connection in
            for start in stride(from: 0, to: entries.count, by: Self.statementsPerBatch) {
                let part = entries[start..<min(start + Self.statementsPerBatch, entries.count)]
                _ = try await connection.batch(part.map { Self.insertion($0, time) })
            }
            try await connection.execute(
                """
                INSERT INTO metrics.reporters (tenant_id, service, instance, last_report_at)
                VALUES (\(MetricsSchema.platformTenant)::uuid, \(service), \(instance), now())
                ON CONFLICT (tenant_id, service, instance) DO UPDATE SET last_report_at = now()
                """)
        }
    }

    private static func insertion(_ entry: Entry, _ time: Date) -> SQL {
        """
        WITH known AS (
            SELECT id FROM metrics.series WHERE metric = \(entry.metric) AND labels = \(entry.labels)::jsonb
        ), made AS (
            INSERT INTO metrics.series (tenant_id, metric, kind, labels)
            SELECT \(MetricsSchema.platformTenant)::uuid, \(entry.metric), \(Int16(entry.kind.rawValue)),
                \(entry.labels)::jsonb
            WHERE NOT EXISTS (SELECT FROM known)
            ON CONFLICT (tenant_id, metric, labels) DO UPDATE SET kind = excluded.kind RETURNING id
        )
        INSERT INTO metrics.samples (tenant_id, series_id, sample_time, value)
        SELECT \(MetricsSchema.platformTenant)::uuid, id, \(time), \(entry.value)
        FROM (SELECT id FROM known UNION ALL SELECT id FROM made) AS series
        ON CONFLICT DO NOTHING
        """
    }

    /// The series of a metric whose labels include `labels`, with their samples in `start ..< end`.
    func read(metric: String, labels: String, start: Date, end: Date) async throws -> [Series] {
        try await transaction { connection in
            let matching: SQL = "FROM metrics.series s WHERE s.metric = \(metric) AND s.labels @> \(labels)::jsonb"
            let known = try await connection.query("SELECT s.id, s.labels::text \(matching)")
            let names = try Dictionary(
                uniqueKeysWithValues: known.map { (try $0.decode(Int64.self, 0), try $0.decode(String.self, 1)) })
            let rows = try await connection.query(
                """
                SELECT p.series_id, extract(epoch FROM p.sample_time)::double precision, p.value
                FROM (SELECT s.id, s.labels::text AS name \(matching)) AS s JOIN metrics.samples p ON p.series_id = s.id
                WHERE p.sample_time >= \(start) AND p.sample_time < \(end)
                ORDER BY s.name, s.id, p.sample_time LIMIT \(samplesPerQueryMax + 1)
                """)
            guard rows.count <= samplesPerQueryMax else {
                throw RPCError.invalidArgument(
                    field: "start_time", "the query reads more than \(samplesPerQueryMax) samples")
            }
            return try Self.series(rows, names)
        }
    }

    private static func series(_ rows: PostgresRows, _ names: [Int64: String]) throws -> [Series] {
        var all: [Series] = []
        var current: Int64?
        for row in rows {
            let (id, time, value) = try row.values(Int64.self, Double.self, Double.self)
            if id != current {
                all.append(Series(labels: names[id] ?? "{}", times: [], values: []))
                current = id
            }
            all[all.count - 1].times.append(time)
            all[all.count - 1].values.append(value)
        }
        return all
    }

    func descriptors() async throws -> [MetricsV1.MetricDescriptor] {
        try await transaction { connection in
            try await connection.query(
                """
                SELECT metric, max(kind)::int, ARRAY(
                    SELECT DISTINCT key FROM metrics.series other, jsonb_object_keys(other.labels) AS key
                    WHERE other.metric = series.metric ORDER BY key)
                FROM metrics.series GROUP BY metric ORDER BY metric LIMIT \(MetricsLimits.descriptorsMax)
                """
            ).map { row in
                MetricsV1.MetricDescriptor(
                    metric: try row.decode(0), kind: MetricsV1.MetricKind(rawValue: try row.decode(1)),
                    labelNames: try row.decode(2))
            }
        }
    }

    /// Per service: how many instances reported lately, and when one did last.
    func reporters(within seconds: Double) async throws -> [String: (instances: Int32, last: Date)] {
        try await transaction { connection in
            let rows = try await connection.query(
                """
                SELECT service, (count(*) FILTER (
                    WHERE last_report_at > now() - \(seconds) * interval '1 second'))::int, max(last_report_at)
                FROM metrics.reporters GROUP BY service
                """)
            var reporters: [String: (instances: Int32, last: Date)] = [:]
            for row in rows {
                reporters[try row.decode(String.self, 0)] = (try row.decode(1), try row.decode(2))
            }
            return reporters
        }
    }

    /// Deletes samples and reporters beyond their retention, and series that have no samples left; how many samples.
    func sweep(retention: Duration) async throws -> Int {
        let seconds = retention.inSeconds
        var total = 0
        while true {
            let deleted = try await deleteSamples(olderThan: seconds)
            total += deleted
            if deleted < MetricsLimits.samplesPerDeleteMax { break }
        }
        try await transaction { connection in
            _ = try await connection.batch([
                "DELETE FROM metrics.reporters WHERE last_report_at < now() - \(seconds) * interval '1 second'",
                """
                DELETE FROM metrics.series WHERE NOT EXISTS (
                    SELECT FROM metrics.samples WHERE samples.series_id = series.id)
                """,
            ])
        }
        return total
    }

    /// One bounded step of the sweep; replicas that sweep at the same time take different rows.
    private func deleteSamples(olderThan seconds: Double) async throws -> Int {
        try await transaction { connection in
            try await connection.execute(
                """
                DELETE FROM metrics.samples WHERE (series_id, sample_time) IN (
                    SELECT series_id, sample_time FROM metrics.samples
                    WHERE sample_time < now() - \(seconds) * interval '1 second'
                    LIMIT \(MetricsLimits.samplesPerDeleteMax) FOR UPDATE SKIP LOCKED)
                """)
        }
    }
}
