import FoundationEssentials
import Postgres
import RPC
import ServiceKit

/// The queue in PostgreSQL: `FOR UPDATE SKIP LOCKED` hands each task to one worker, a lease by the database's clock
/// takes it back from a worker that died, and a fencing number keeps such a worker from writing should it wake up.
struct TaskQueue: Sendable {
    /// Workers wait on this channel; a notification is a hint and may be lost.
    static let channel = "detection_tasks"

    var pool: PostgresPool
    /// Names this process among the workers, in the table and in logs.
    var worker: String
    var lease: Duration = DetectionLimits.lease

    /// The next task: of the tenant with the fewest tasks in work, the highest priority first, then the oldest. A tenant's
    /// priorities order its own work; they can't hold up another's.
    func claim() async throws -> QueueTask? {
        let rows = try await pool.withTransaction(tenant: nil) { connection in
            try await connection.query(claimStatement)
        }
        return try rows.first.map { try QueueTask($0) }
    }

    private var claimStatement: SQL {
        """
        UPDATE detection.tasks SET state = 'leased', worker = \(worker), fencing = fencing + 1,
            attempt = attempt + 1, lease_expires_at = now() + \(lease.inSeconds) * interval '1 second'
        WHERE id = (
            SELECT id FROM detection.tasks AS candidate LEFT JOIN (
                SELECT tenant_id, count(*) AS count FROM detection.tasks
                WHERE state = 'leased' AND lease_expires_at >= now() GROUP BY tenant_id) AS busy USING (tenant_id)
            WHERE (state = 'ready' AND available_at <= now() OR state = 'leased' AND lease_expires_at < now())
                AND (\(QueueTask.isKnown))
            ORDER BY coalesce(busy.count, 0), priority DESC, id
            LIMIT 1 FOR UPDATE OF candidate SKIP LOCKED)
        RETURNING \(QueueTask.columns)
        """
    }

    /// Extends the lease. False when it is lost.
    func renew(_ task: QueueTask) async throws -> Bool {
        try await pool.withTransaction(tenant: nil) { connection in
            try await connection.execute(
                """
                UPDATE detection.tasks SET lease_expires_at = now() + \(lease.inSeconds) * interval '1 second'
                WHERE id = \(task.id) AND fencing = \(task.fencing) AND state = 'leased'
                """) == 1
        }
    }

    /// Gives a task back: at once and without counting the attempt when this worker is stopping, later when it failed.
    func release(_ task: QueueTask, after pause: Duration, countsAttempt: Bool) async throws {
        _ = try await pool.withTransaction(tenant: nil) { connection in
            try await connection.batch([
                """
                UPDATE detection.tasks SET state = 'ready', lease_expires_at = NULL,
                    attempt = attempt - \(countsAttempt ? 0 : 1), available_at = now() + \(pause.inSeconds) * interval '1 second'
                WHERE id = \(task.id) AND fencing = \(task.fencing) AND state = 'leased'
                """,
                Self.wakeUp,
            ])
        }
    }

    /// Tells waiting workers that there is work; part of the transaction that adds it.
    static let wakeUp: SQL = "SELECT pg_notify('detection_tasks', '')"

    /// Ends a task within the transaction that writes its outcome.
    ///
    /// - Throws: ``TaskFailure/leaseLost`` when another claim has been made since; the transaction must roll back.
    static func complete(_ task: QueueTask, on connection: PostgresConnection) async throws {
        let changed = try await connection.execute(
            """
            UPDATE detection.tasks SET state = 'done', finished_at = now(), lease_expires_at = NULL
            WHERE id = \(task.id) AND fencing = \(task.fencing) AND state = 'leased'
            """)
        guard changed == 1 else { throw TaskFailure.leaseLost }
    }

    /// Ends what nobody has begun yet of an operation or a job.
    static func drop(owner: UUID) -> SQL {
        "UPDATE detection.tasks SET state = 'done', finished_at = now() WHERE owner_id = \(owner) AND state = 'ready'"
    }

    /// Adds a training task to the transaction that creates its operation.
    static func addTraining(operation: UUID, tenant: UUID) -> SQL {
        """
        INSERT INTO detection.tasks (tenant_id, kind, version, owner_id)
        VALUES (\(tenant), 'train', \(QueueTask.Kind.train.version), \(operation))
        """
    }

    /// Adds one task per `taskRowsMax` rows of a result to the transaction that creates its job.
    static func addScoring(job: UUID, result: UUID, tenant: UUID, rows: Int64, rowsPerTask: Int64, priority: Int32)
        -> SQL
    {
        """
        INSERT INTO detection.tasks (tenant_id, kind, version, owner_id, result_id, first_row, row_count, priority)
        SELECT \(tenant), 'score', \(QueueTask.Kind.score.version), \(job), \(result), first,
            least(\(rowsPerTask), \(rows) - first), \(priority)
        FROM generate_series(0::bigint, \(rows) - 1, \(rowsPerTask)) AS first
        """
    }
}
