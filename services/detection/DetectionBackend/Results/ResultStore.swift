import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit

/// Results and their anomalies in PostgreSQL. A result is seen once its job has succeeded.
struct ResultStore: Sendable {
    var pool: PostgresPool

    func get(_ id: UUID, tenant: UUID) async throws -> DetectionV1.Result {
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.query(
                "SELECT \(Self.columns) FROM detection.results r WHERE r.id = \(id) AND \(Self.published)")
        }
        guard let row = rows.first else { throw ResourceName.notFound("results/\(id.text)") }
        return try Self.result(row)
    }

    /// - Parameter job: Only this job's results; nil for all.
    func list(_ page: Page, job: UUID?, tenant: UUID) async throws -> DetectionV1.ListResultsResponse {
        let ofJob: SQL = job.map { "r.job_id = \($0)" } ?? "true"
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            if let job {
                let found = try await connection.query("SELECT 1 FROM detection.detection_jobs WHERE id = \(job)")
                guard !found.isEmpty else { throw ResourceName.notFound("detectionJobs/\(job.text)") }
            }
            return try await connection.query(
                """
                SELECT \(Self.columns), \(page.keyColumns) FROM detection.results r
                WHERE \(ofJob) AND \(Self.published) AND \(page.condition) \(page.order)
                """)
        }
        let (kept, token) = try page.cut(rows)
        return .init(results: try kept.map(Self.result), nextPageToken: token)
    }

    /// Keeps the most anomalous rows of each result of a job, up to the limit; part of the job's last transaction.
    static func keepMostAnomalous(job: UUID) -> SQL {
        """
        DELETE FROM detection.anomaly_results a USING (
            SELECT result_id, row_index,
                row_number() OVER (PARTITION BY result_id ORDER BY raw_score DESC, row_index) AS rank
            FROM detection.anomaly_results
            WHERE result_id IN (SELECT id FROM detection.results WHERE job_id = \(job))) AS ranked
        WHERE a.result_id = ranked.result_id AND a.row_index = ranked.row_index
            AND ranked.rank > \(DetectionLimits.anomaliesPerResultMax)
        """
    }

    /// The condition under which results of `r` are seen.
    static let published: SQL =
        "EXISTS (SELECT 1 FROM detection.detection_jobs j WHERE j.id = r.job_id AND j.status = 'succeeded')"

    private static let columns: SQL = """
        r.id, r.job_id, r.summary, r.row_count, r.anomaly_count, r.listed_anomaly_count, r.score_min,
            r.score_max, r.score_sum, r.score_square_sum, r.created_at
        """

    private static func result(_ row: PostgresRow) throws -> DetectionV1.Result {
        var result = try DetectionV1.Result(serialized: try row.decode([UInt8].self, "summary"))
        result.name = "results/\(try row.decode(UUID.self, "id").text)"
        result.job = "detectionJobs/\(try row.decode(UUID.self, "job_id").text)"
        result.rowCount = try row.decode("row_count")
        result.anomalyCount = try row.decode("anomaly_count")
        result.listedAnomalyCount = try row.decode("listed_anomaly_count")
        result.createTime = GoogleProtobuf.Timestamp(try row.decode(Date.self, "created_at"))
        result.scoreStats = try statistics(row, count: Double(result.rowCount))
        return result
    }

    private static func statistics(_ row: PostgresRow, count: Double) throws -> DetectionV1.ScoreStatistics? {
        guard count > 0 else { return nil }
        let mean = try row.decode(Double.self, "score_sum") / count
        let variance = try row.decode(Double.self, "score_square_sum") / count - mean * mean
        return DetectionV1.ScoreStatistics(
            min: try row.decode("score_min"), max: try row.decode("score_max"), mean: mean,
            standardDeviation: max(0, variance).squareRoot())
    }
}
