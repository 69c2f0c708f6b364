import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit

/// Detection jobs in PostgreSQL.
struct JobStore: Sendable {
    /// One result to be made by a job: a detector's model over a dataset version.
    struct Plan: Sendable {
        var detector: UUID
        var model: UUID
        /// What is known of the result before the first row is scored.
        var summary: DetectionV1.Result
    }

    var pool: PostgresPool
    var rowsPerTask: Int64

    /// Creates the job with its results and tasks, or returns the one that the same `requestID` created before.
    func create(
        _ plans: [Plan], dataset: DatasetDescription, priority: Int32, requestID: String, tenant: UUID,
        actor: AuditActor
    ) async throws -> DetectionV1.DetectionJob {
        let id = UUID()
        let existing = try await pool.withTransaction(tenant: tenant.text) { connection in
            let inserted = try await connection.execute(
                """
                INSERT INTO detection.detection_jobs
                    (id, tenant_id, dataset_id, dataset_version, priority, rows_total, request_id)
                VALUES (\(id), \(tenant), \(dataset.dataset), \(dataset.version), \(priority),
                    \(dataset.rowCount * Int64(plans.count)), \(requestID))
                ON CONFLICT (tenant_id, request_id) WHERE request_id <> '' DO NOTHING
                """)
            guard inserted == 0 else {
                for plan in plans {
                    try await add(plan, job: id, dataset: dataset, priority: priority, tenant: tenant, on: connection)
                }
                try await DetectionSchema.outbox.record(
                    "jobs.create", of: "detectionJobs/\(id.text)", in: tenant.text, by: actor, on: connection)
                _ = try await connection.execute(TaskQueue.wakeUp)
                return nil as UUID?
            }
            let rows = try await connection.query(
                "SELECT id FROM detection.detection_jobs WHERE request_id = \(requestID)")
            return try rows.first.map { try $0.decode(UUID.self, 0) }
        }
        return try await get(existing ?? id, tenant: tenant)
    }

    private func add(
        _ plan: Plan, job: UUID, dataset: DatasetDescription, priority: Int32, tenant: UUID,
        on connection: PostgresConnection
    ) async throws {
        let result = UUID()
        _ = try await connection.batch([
            """
            INSERT INTO detection.results (id, tenant_id, job_id, detector_id, model_id, dataset_id, summary)
            VALUES (\(result), \(tenant), \(job), \(plan.detector), \(plan.model), \(dataset.dataset),
                \(plan.summary.serialized()))
            """,
            TaskQueue.addScoring(
                job: job, result: result, tenant: tenant, rows: dataset.rowCount, rowsPerTask: rowsPerTask,
                priority: priority),
        ])
    }

    func get(_ id: UUID, tenant: UUID) async throws -> DetectionV1.DetectionJob {
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.query("SELECT \(Self.columns) FROM detection.detection_jobs WHERE id = \(id)")
        }
        guard let row = rows.first else { throw ResourceName.notFound("detectionJobs/\(id.text)") }
        return try Self.job(row)
    }

    func list(_ page: Page, tenant: UUID) async throws -> DetectionV1.ListDetectionJobsResponse {
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.query(
                """
                SELECT \(Self.columns), \(page.keyColumns) FROM detection.detection_jobs
                WHERE \(page.condition) \(page.order)
                """)
        }
        let (kept, token) = try page.cut(rows)
        return .init(detectionJobs: try kept.map(Self.job), nextPageToken: token)
    }

    /// Asks a job to end. What is not yet begun is dropped here; tasks in work see it when they complete.
    func cancel(_ id: UUID, tenant: UUID, actor: AuditActor) async throws -> DetectionV1.DetectionJob {
        try await pool.withTransaction(tenant: tenant.text) { connection in
            let found = try await connection.query(
                "SELECT status FROM detection.detection_jobs WHERE id = \(id) FOR UPDATE")
            guard let row = found.first else { throw ResourceName.notFound("detectionJobs/\(id.text)") }
            guard ["queued", "running"].contains(try row.decode(String.self, 0)) else { return }
            _ = try await connection.batch([
                TaskQueue.drop(owner: id),
                "UPDATE detection.detection_jobs SET status = 'cancelling' WHERE id = \(id)",
                Self.endCancelled(id),
            ])
            try await DetectionSchema.outbox.record(
                "jobs.cancel", of: "detectionJobs/\(id.text)", in: tenant.text, by: actor, on: connection)
        }
        return try await get(id, tenant: tenant)
    }

    /// Marks a cancelling job as cancelled once no task of it is in work.
    static func endCancelled(_ id: UUID) -> SQL {
        """
        UPDATE detection.detection_jobs SET status = 'cancelled', ended_at = now()
        WHERE id = \(id) AND status = 'cancelling'
            AND NOT EXISTS (SELECT 1 FROM detection.tasks WHERE owner_id = \(id) AND state = 'leased')
        """
    }

    private static let columns: SQL = """
        id, dataset_version, status, priority, rows_total, rows_done, attempt, error_code, error_message, created_at,
        started_at, ended_at,
        ARRAY(SELECT detector_id::text FROM detection.results r WHERE r.job_id = detection_jobs.id ORDER BY r.id)
            AS detector_ids,
        ARRAY(SELECT id::text FROM detection.results r WHERE r.job_id = detection_jobs.id ORDER BY r.id) AS result_ids
        """

    private static func job(_ row: PostgresRow) throws -> DetectionV1.DetectionJob {
        var job = DetectionV1.DetectionJob()
        job.name = "detectionJobs/\(try row.decode(UUID.self, "id").text)"
        job.detectors = try row.decode([String].self, "detector_ids").map { "detectors/\($0)" }
        job.results = try row.decode([String].self, "result_ids").map { "results/\($0)" }
        job.datasetVersion = try row.decode("dataset_version")
        job.state = DetectionV1.JobState(status: try row.decode("status"))
        job.priority = try row.decode("priority")
        job.attempt = try row.decode("attempt")
        job.progress = DetectionV1.Progress(
            rowsDone: try row.decode("rows_done"), rowsTotal: try row.decode("rows_total"))
        job.createTime = GoogleProtobuf.Timestamp(try row.decode(Date.self, "created_at"))
        job.startTime = try row.decode(Date?.self, "started_at").map { GoogleProtobuf.Timestamp($0) }
        job.endTime = try row.decode(Date?.self, "ended_at").map { GoogleProtobuf.Timestamp($0) }
        let code = try row.decode(Int32.self, "error_code")
        if code != 0 { job.error = DetectionV1.JobError(code: code, message: try row.decode("error_message")) }
        return job
    }
}

extension DetectionV1.Progress {
    fileprivate init(rowsDone: Int64, rowsTotal: Int64) {
        self.init()
        self.rowsDone = rowsDone
        self.rowsTotal = rowsTotal
        percent = rowsTotal == 0 ? 100 : 100 * Double(rowsDone) / Double(rowsTotal)
    }
}

extension DetectionV1.JobState {
    /// From the words of `detection_jobs.status`.
    fileprivate init(status: String) {
        self =
            switch status {
            case "queued": .queued
            case "running": .running
            case "succeeded": .succeeded
            case "failed": .failed
            case "cancelling": .cancelling
            case "cancelled": .cancelled
            default: .unspecified
            }
    }

    /// Whether the job will not change any more.
    var isFinal: Bool {
        switch self {
        case .succeeded, .failed, .cancelled: true
        default: false
        }
    }
}
