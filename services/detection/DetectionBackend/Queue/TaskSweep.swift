import Postgres
import RPC
import ServiceKit

/// Removes finished tasks that are beyond their retention. Whether a job is done depends on the tasks that are not, so
/// it may be running still.
struct TaskSweep: Sendable {
    var pool: PostgresPool
    var retention: Duration = DetectionLimits.finishedTaskRetention
    var batch: Int = DetectionLimits.sweepBatch

    /// In small transactions; how many were removed.
    func run() async throws -> Int {
        var removed = 0
        while !Task.isCancelled {
            let count = try await removeSome()
            removed += count
            guard count == batch else { break }
        }
        return removed
    }

    /// Rows that another replica is sweeping are left to it.
    private func removeSome() async throws -> Int {
        try await pool.withTransaction(tenant: nil) { connection in
            try await connection.execute(
                """
                DELETE FROM detection.tasks WHERE id IN (
                    SELECT id FROM detection.tasks
                    WHERE state = 'done' AND finished_at < now() - \(retention.inSeconds) * interval '1 second'
                    ORDER BY finished_at LIMIT \(batch) FOR UPDATE SKIP LOCKED)
                """)
        }
    }
}
