import FoundationEssentials
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import DetectionBackend

/// The queue's own promises, on its table alone.
@Suite(.timeLimit(.minutes(5))) struct QueueTests {
    /// The schema in a fresh database, and two workers' views of the queue.
    private struct Fixture {
        var pool: PostgresPool
        var owner: PostgresConnection
        var queue: TaskQueue
        var other: TaskQueue
        let tenant = UUID()

        func add(
            _ tenant: UUID? = nil, tasks: Int64 = 1, job: UUID = UUID(), priority: Int32 = 0
        ) async throws {
            let tenant = tenant ?? self.tenant
            _ = try await pool.withTransaction(tenant: nil) { connection in
                try await connection.execute(
                    TaskQueue.addScoring(
                        job: job, result: UUID(), tenant: tenant, rows: tasks * 10, rowsPerTask: 10, priority: priority
                    ))
            }
        }

        /// As if the leases of all tasks had run out.
        func expireLeases() async throws {
            try await owner.execute(
                "UPDATE tasks SET lease_expires_at = now() - interval '1 second' WHERE state = 'leased'")
        }

        func complete(_ task: QueueTask) async throws {
            try await pool.withTransaction(tenant: nil) { try await TaskQueue.complete(task, on: $0) }
        }
    }

    private func with(_ body: (Fixture) async throws -> Void) async throws {
        try await TestDatabase.with(DetectionSchema.name, DetectionSchema.migrations) { database, pool in
            try await body(
                Fixture(
                    pool: pool, owner: try await database.connect(), queue: TaskQueue(pool: pool, worker: "one"),
                    other: TaskQueue(pool: pool, worker: "two")))
        }
    }

    @Test func `a task is claimed by one worker, however many ask at once`() async throws {
        try await with { fixture in
            try await fixture.add(tasks: 60)
            let claimed = try await withThrowingTaskGroup(of: [Int64].self) { group in
                for queue in [fixture.queue, fixture.other, fixture.queue, fixture.other] {
                    group.addTask {
                        var own: [Int64] = []
                        while let task = try await queue.claim() { own.append(task.id) }
                        return own
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == 60)
            #expect(Set(claimed).count == 60)
        }
    }

    @Test func `a claim says what to do, and the table who does it until when, by the database's clock`() async throws {
        try await with { fixture in
            let job = UUID()
            try await fixture.add(tasks: 2, job: job)
            let task = try #require(try await fixture.queue.claim())
            #expect(task.kind == .score && task.owner == job && task.tenant == fixture.tenant)
            #expect(task.firstRow == 0 && task.rowCount == 10)
            #expect(task.attempt == 1 && task.fencing == 1)
            let rows = try await fixture.owner.query(
                """
                SELECT worker, lease_expires_at BETWEEN now() + interval '5 seconds' AND now() + interval '15 seconds'
                FROM tasks WHERE id = \(task.id)
                """)
            let (worker, isBounded) = try rows[0].values(String.self, Bool.self)
            #expect(worker == "one" && isBounded)
        }
    }

    @Test func `a lease that ran out is taken up, and its first holder may do nothing any more`() async throws {
        try await with { fixture in
            try await fixture.add()
            let lost = try #require(try await fixture.queue.claim())
            #expect(try await fixture.other.claim() == nil)
            try await fixture.expireLeases()
            let held = try #require(try await fixture.other.claim())
            #expect(held.id == lost.id && held.fencing == lost.fencing + 1 && held.attempt == 2)

            #expect(try await !fixture.queue.renew(lost))
            try await fixture.queue.release(lost, after: .zero, countsAttempt: true)
            #expect(try await fixture.queue.claim() == nil)
            let error = await #expect(throws: TaskFailure.self) { try await fixture.complete(lost) }
            #expect(error == .leaseLost)

            #expect(try await fixture.other.renew(held))
            try await fixture.complete(held)
            try await fixture.expireLeases()
            #expect(try await fixture.queue.claim() == nil)
        }
    }

    @Test func `what a worker wrote together with the end of a task it lost is rolled back`() async throws {
        try await with { fixture in
            try await fixture.add()
            let lost = try #require(try await fixture.queue.claim())
            try await fixture.expireLeases()
            _ = try #require(try await fixture.other.claim())
            await #expect(throws: TaskFailure.self) {
                try await fixture.pool.withTransaction(tenant: fixture.tenant.text) { connection in
                    _ = try await connection.execute(
                        """
                        INSERT INTO detection.detectors (id, tenant_id, spec)
                        VALUES (\(UUID()), \(fixture.tenant), \([UInt8]()))
                        """)
                    try await TaskQueue.complete(lost, on: connection)
                }
            }
            #expect(try await fixture.owner.query("SELECT 1 FROM detectors").isEmpty)
        }
    }

    @Test func `a task is completed once`() async throws {
        try await with { fixture in
            try await fixture.add()
            let task = try #require(try await fixture.queue.claim())
            try await fixture.complete(task)
            await #expect(throws: TaskFailure.self) { try await fixture.complete(task) }
        }
    }

    @Test func `a heartbeat keeps a lease`() async throws {
        try await with { fixture in
            try await fixture.add()
            let task = try #require(try await fixture.queue.claim())
            try await fixture.expireLeases()
            #expect(try await fixture.queue.renew(task))
            #expect(try await fixture.other.claim() == nil)
        }
    }

    @Test func `a task that is returned is there at once and has not been tried`() async throws {
        try await with { fixture in
            try await fixture.add()
            let task = try #require(try await fixture.queue.claim())
            try await fixture.queue.release(task, after: .zero, countsAttempt: false)
            let again = try #require(try await fixture.other.claim())
            #expect(again.id == task.id && again.attempt == 1 && again.fencing == 2)
        }
    }

    @Test func `a task that failed waits, and the attempt counts`() async throws {
        try await with { fixture in
            try await fixture.add()
            let task = try #require(try await fixture.queue.claim())
            try await fixture.queue.release(task, after: .seconds(60), countsAttempt: true)
            #expect(try await fixture.other.claim() == nil)
            try await fixture.owner.execute("UPDATE tasks SET available_at = now()")
            #expect(try await fixture.other.claim()?.attempt == 2)
        }
    }

    @Test func `a notification tells of work that is added or returned`() async throws {
        try await with { fixture in
            let wakeUps = try WakeUps(fixture.pool.settings.connection)
            let listening = Task { await wakeUps.listen() }
            let woken = Task { await wakeUps.wait(atMost: .seconds(3600)) }
            // Until the listener listens nobody hears; so it is told again and again.
            let telling = Task {
                while !Task.isCancelled {
                    _ = try await fixture.pool.withConnection { try await $0.query(TaskQueue.wakeUp) }
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            await woken.value
            telling.cancel()
            listening.cancel()
            _ = await telling.result
            await listening.value
        }
    }

    @Test func `a kind or a version that this release does not know is left alone`() async throws {
        try await with { fixture in
            // As a later release's migration would.
            try await fixture.owner.script("ALTER TABLE tasks DROP CONSTRAINT tasks_kind_check")
            for (kind, version) in [("train", 2), ("score", 2), ("explain", 1)] {
                try await fixture.owner.execute(
                    """
                    INSERT INTO tasks (tenant_id, kind, version, owner_id)
                    VALUES (\(fixture.tenant), \(kind), \(Int32(version)), \(UUID()))
                    """)
            }
            #expect(try await fixture.queue.claim() == nil)
            try await fixture.add()
            #expect(try await fixture.queue.claim()?.kind == .score)
            #expect(try await fixture.queue.claim() == nil)
        }
    }

    @Test func `a tenant's priority orders its own work and does not hold up another's`() async throws {
        try await with { fixture in
            let (impatient, modest) = (UUID(), UUID())
            try await fixture.add(impatient, tasks: 1)
            try await fixture.add(impatient, tasks: 2, priority: 100)
            try await fixture.add(modest, tasks: 1)
            var order: [QueueTask] = []
            while let task = try await fixture.queue.claim() { order.append(task) }
            #expect(order.map(\.tenant) == [impatient, modest, impatient, impatient])
            #expect(order.filter { $0.tenant == impatient }.map(\.firstRow) == [0, 10, 0])
        }
    }

    @Test func `the tenant with the least in work goes first, then higher priority, then the oldest`() async throws {
        try await with { fixture in
            let (greedy, modest, urgent) = (UUID(), UUID(), UUID())
            try await fixture.add(greedy, tasks: 4)
            try await fixture.add(modest, tasks: 2)
            try await fixture.add(urgent, tasks: 1, priority: 5)
            try await fixture.add(greedy, tasks: 1, priority: -5)
            var order: [QueueTask] = []
            while let task = try await fixture.queue.claim() { order.append(task) }
            #expect(order.map(\.tenant) == [urgent, greedy, modest, greedy, modest, greedy, greedy, greedy])
            let own = order.filter { $0.tenant == greedy }
            #expect(own.map(\.firstRow) == [0, 10, 20, 30, 0])
        }
    }

    @Test func `work of a tenant whose worker died does not count as being done`() async throws {
        try await with { fixture in
            let (first, second) = (UUID(), UUID())
            try await fixture.add(first, tasks: 2)
            _ = try #require(try await fixture.queue.claim())
            try await fixture.expireLeases()
            try await fixture.add(second)
            #expect(try await fixture.other.claim()?.tenant == first)
        }
    }

    @Test func `what nobody has begun of a job is dropped, and what is in work or another's is not`() async throws {
        try await with { fixture in
            let job = UUID()
            try await fixture.add(tasks: 3, job: job)
            let begun = try #require(try await fixture.queue.claim())
            try await fixture.add(tasks: 1)
            _ = try await fixture.pool.withTransaction(tenant: nil) { try await $0.execute(TaskQueue.drop(owner: job)) }
            #expect(try await fixture.queue.claim()?.owner != job)
            #expect(try await fixture.queue.claim() == nil)
            try await fixture.complete(begun)
        }
    }

    @Test func `rows are cut into tasks without a gap, the last one being shorter`() async throws {
        try await with { fixture in
            _ = try await fixture.pool.withTransaction(tenant: nil) { connection in
                try await connection.execute(
                    TaskQueue.addScoring(
                        job: UUID(), result: UUID(), tenant: fixture.tenant, rows: 25, rowsPerTask: 10, priority: 0))
            }
            var ranges: [Range<Int64>] = []
            while let task = try await fixture.queue.claim() {
                ranges.append(task.firstRow..<task.firstRow + task.rowCount)
            }
            #expect(ranges == [0..<10, 10..<20, 20..<25])
        }
    }
}

extension QueueTests {
    // Finished tasks and their retention.

    private func finish(_ count: Int64, _ fixture: Fixture, ago: Duration) async throws {
        let job = UUID()
        try await fixture.add(tasks: count, job: job)
        while let task = try await fixture.queue.claim() { try await fixture.complete(task) }
        try await fixture.owner.execute(
            """
            UPDATE tasks SET finished_at = now() - \(Double(ago.components.seconds)) * interval '1 second'
            WHERE owner_id = \(job)
            """)
    }

    private func count(_ fixture: Fixture) async throws -> Int {
        try await fixture.owner.query("SELECT count(*) FROM tasks")[0].decode(Int.self, 0)
    }

    @Test func `the sweep removes finished tasks after their retention, and no others`() async throws {
        try await with { fixture in
            try await finish(7, fixture, ago: DetectionLimits.finishedTaskRetention + .seconds(60))
            try await finish(2, fixture, ago: DetectionLimits.finishedTaskRetention - .seconds(60))
            try await fixture.add(tasks: 3)
            _ = try #require(try await fixture.queue.claim())
            try await fixture.owner.execute("UPDATE tasks SET available_at = '2000-01-01' WHERE state <> 'done'")
            let sweep = TaskSweep(pool: fixture.pool)
            #expect(try await sweep.run() == 7)
            #expect(try await count(fixture) == 5)
            #expect(try await sweep.run() == 0)
        }
    }

    @Test(arguments: [6, 7, 8]) func `the sweep works in batches until nothing is left`(batch: Int) async throws {
        try await with { fixture in
            try await finish(14, fixture, ago: .seconds(10))
            #expect(try await TaskSweep(pool: fixture.pool, retention: .seconds(5), batch: batch).run() == 14)
            #expect(try await count(fixture) == 0)
        }
    }

    @Test func `sweeps side by side share the work`() async throws {
        try await with { fixture in
            try await finish(40, fixture, ago: .seconds(10))
            let sweep = TaskSweep(pool: fixture.pool, retention: .seconds(5), batch: 3)
            // One that finds nothing free ends early, so what is left is counted, not who did how much.
            async let first = sweep.run()
            async let second = sweep.run()
            let removed = try await first + second + sweep.run()
            #expect(removed == 40)
            #expect(try await count(fixture) == 0)
        }
    }
}
