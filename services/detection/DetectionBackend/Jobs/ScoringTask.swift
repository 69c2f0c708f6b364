import Detectors
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// Scores one chunk of rows for one result of a job.
struct ScoringTask: Sendable {
    var pool: PostgresPool
    var models: ModelCache
    var datasets: any DatasetSource
    var cpuPool: CPUPool

    func run(_ task: QueueTask) async throws {
        guard let resultID = task.result, let plan = try await begin(task, result: resultID) else {
            return try await end(task)
        }
        let model = try await models.model(plan.model, tenant: task.tenant)
        let dataset = try await datasets.describe(version: plan.datasetVersion, tenant: task.tenant)
        let reader = FeatureReader(
            source: datasets, description: dataset, columns: model.trained.featureColumns, tenant: task.tenant)
        let rows = try await reader.read(task.firstRow..<(task.firstRow + task.rowCount), withIdentity: true)
        let chunk = try await withTaskExecutorPreference(cpuPool) {
            try await ScoredChunk(rows, by: model, firstRow: task.firstRow, datasetVersion: plan.datasetVersion)
        }
        try await commit(chunk, dataset: dataset.dataset, result: resultID, task)
    }

    /// The job fails as a whole; its other tasks are dropped.
    func fail(_ task: QueueTask, _ reason: FailureReason) async throws {
        try await pool.withTransaction(tenant: task.tenant.text) { connection in
            try await lockJob(task, connection)
            try await TaskQueue.complete(task, on: connection)
            _ = try await connection.batch([
                """
                UPDATE detection.detection_jobs SET status = 'failed', error_code = \(Int32(reason.code.rawValue)),
                    error_message = \(reason.message), ended_at = now()
                WHERE id = \(task.owner) AND status IN ('queued', 'running')
                """,
                TaskQueue.drop(owner: task.owner),
                JobStore.endCancelled(task.owner),
            ])
        }
    }

    private struct Plan {
        var model: UUID
        var datasetVersion: String
    }

    /// Marks the job as running. Nil when it has ended or is being cancelled.
    private func begin(_ task: QueueTask, result: UUID) async throws -> Plan? {
        try await pool.withTransaction(tenant: task.tenant.text) { connection -> Plan? in
            let started = try await connection.execute(
                """
                UPDATE detection.detection_jobs SET status = 'running', started_at = coalesce(started_at, now()),
                    attempt = attempt + \(task.attempt > 1 ? 1 : 0)
                WHERE id = \(task.owner) AND status IN ('queued', 'running')
                """)
            guard started == 1 else { return nil }
            let rows = try await connection.query(
                """
                SELECT r.model_id, j.dataset_version FROM detection.results r
                JOIN detection.detection_jobs j ON j.id = r.job_id WHERE r.id = \(result)
                """)
            return try rows.first.map { Plan(model: try $0.decode(0), datasetVersion: try $0.decode(1)) }
        }
    }

    /// Scores, anomalies, progress and the task's end in one transaction: all of it happens, once, or nothing.
    private func commit(_ chunk: ScoredChunk, dataset: UUID, result: UUID, _ task: QueueTask) async throws {
        try await pool.withTransaction(tenant: task.tenant.text) { connection in
            let status = try await lockJob(task, connection)
            try await TaskQueue.complete(task, on: connection)
            guard status == "running" else {
                _ = try await connection.execute(JobStore.endCancelled(task.owner))
                return
            }
            try await chunk.store(result: result, dataset: dataset, tenant: task.tenant, on: connection)
            _ = try await connection.execute(
                "UPDATE detection.detection_jobs SET rows_done = rows_done + \(task.rowCount) WHERE id = \(task.owner)")
            try await endJobIfDone(task, connection)
        }
    }

    /// The last task to complete publishes the job; the lock on the job's row makes "last" well-defined.
    private func endJobIfDone(_ task: QueueTask, _ connection: PostgresConnection) async throws {
        let open = try await connection.query(
            "SELECT 1 FROM detection.tasks WHERE owner_id = \(task.owner) AND state <> 'done' LIMIT 1")
        guard open.isEmpty else { return }
        _ = try await connection.batch([
            ResultStore.keepMostAnomalous(job: task.owner),
            """
            UPDATE detection.results SET listed_anomaly_count = (
                SELECT count(*) FROM detection.anomaly_results a WHERE a.result_id = results.id)
            WHERE job_id = \(task.owner)
            """,
            "UPDATE detection.detection_jobs SET status = 'succeeded', ended_at = now() WHERE id = \(task.owner)",
        ])
    }

    /// Serialises the completions of one job.
    @discardableResult
    private func lockJob(_ task: QueueTask, _ connection: PostgresConnection) async throws -> String {
        let rows = try await connection.query(
            "SELECT status FROM detection.detection_jobs WHERE id = \(task.owner) FOR UPDATE")
        return try rows.first.map { try $0.decode(String.self, 0) } ?? "cancelled"
    }

    /// The job has ended or is being cancelled: the task ends without a trace.
    private func end(_ task: QueueTask) async throws {
        try await pool.withTransaction(tenant: task.tenant.text) { connection in
            try await lockJob(task, connection)
            try await TaskQueue.complete(task, on: connection)
            _ = try await connection.execute(JobStore.endCancelled(task.owner))
        }
    }
}
