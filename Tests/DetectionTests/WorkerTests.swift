import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import TestKit
import Testing

@testable import DetectionBackend

/// Workers that are lost, stopped, cut off or given work that fails: nothing is lost and nothing doubled.
@Suite(.timeLimit(.minutes(5))) struct WorkerTests {
    private static let rows = 300

    /// A trained detector, a table of 300 rows (three tasks), and the readings of the job about to come held up.
    private func prepare(_ fixture: DetectionFixture) async throws -> (detector: String, version: String) {
        let version = fixture.add(.strange(rows: Self.rows))
        let detector = try await fixture.detector().name
        try await fixture.train(detector, on: version)
        return (detector, version)
    }

    /// Each row was scored once, and the sums say so.
    private func expectWhole(
        _ job: DetectionV1.DetectionJob, _ fixture: DetectionFixture, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(job.state == .succeeded, "\(job)", sourceLocation: sourceLocation)
        #expect(job.progress?.rowsDone == Int64(Self.rows), sourceLocation: sourceLocation)
        let result = try await fixture.replica.results.getResult(
            .init(name: #require(job.results.first)), options: fixture.scientist())
        #expect(result.rowCount == Int64(Self.rows), sourceLocation: sourceLocation)
        let scores = try await fixture.storedScores(of: result.name)
        #expect(scores.count == Self.rows, sourceLocation: sourceLocation)
        let listed = try await fixture.anomalies(of: result.name)
        #expect(Int64(listed.count) == result.anomalyCount, sourceLocation: sourceLocation)
    }

    @Test func `a worker that lost its lease writes nothing, though it comes to the end of its work`() async throws {
        // One row of tasks at a time, and a heartbeat far away: only the fencing number stands in the way.
        try await DetectionFixture.with(["WORKER_COUNT": "1", "TASK_ROWS": "1000"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.gate.close()
            let job = try await fixture.startJob([detector], on: version)
            try await eventually { fixture.datasets.gate.waitingCount == 1 }
            let owner = try await fixture.owner()
            // Somebody else claims it, as after a long silence of ours.
            try await owner.execute(
                "UPDATE tasks SET fencing = fencing + 1, worker = 'somebody else' WHERE state = 'leased'")
            fixture.datasets.gate.open()
            // The worker has given it up when it takes the next task.
            let probe = try await fixture.detector().name
            try await fixture.train(probe, on: version)

            #expect(try await fixture.count("score_chunks") == 0)
            #expect(try await fixture.count("anomaly_results") == 0)
            let seen = try await fixture.job(job.name)
            #expect(seen.state == .running && seen.progress?.rowsDone == 0)
            let tasks = try await owner.query("SELECT state, worker FROM tasks WHERE kind = 'score'")
            #expect(try tasks[0].values(String.self, String.self) == ("leased", "somebody else"))

            try await owner.execute("UPDATE tasks SET lease_expires_at = now() WHERE state = 'leased'")
            try await expectWhole(fixture.ended(job.name), fixture)
        }
    }

    @Test func `a heartbeat that finds the lease lost ends the work`() async throws {
        try await DetectionFixture.with(["TASK_LEASE": "500ms", "TASK_ROWS": "1000", "WORKER_COUNT": "1"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.gate.close()
            _ = try await fixture.startJob([detector], on: version)
            try await eventually { fixture.datasets.gate.waitingCount == 1 }
            try await fixture.owner().execute(
                "UPDATE tasks SET fencing = fencing + 1, lease_expires_at = now() + interval '1 hour' WHERE state = 'leased'"
            )
            // The gate stays closed: nothing but the heartbeat can end the reading.
            try await eventually { fixture.datasets.gate.waitingCount == 0 }
            #expect(try await fixture.count("score_chunks") == 0)
        }
    }

    @Test func `a heartbeat keeps the lease of work that takes long`() async throws {
        try await DetectionFixture.with(["TASK_LEASE": "6s", "TASK_ROWS": "1000"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.gate.close()
            let job = try await fixture.startJob([detector], on: version)
            try await eventually { fixture.datasets.gate.waitingCount == 1 }
            let owner = try await fixture.owner()
            func leaseEnd() async throws -> Date {
                try await owner.query("SELECT lease_expires_at FROM tasks WHERE state = 'leased'")[0].decode(
                    Date.self, 0)
            }
            let first = try await leaseEnd()
            try await eventually { try await leaseEnd() > first }
            #expect(fixture.datasets.gate.waitingCount == 1)
            fixture.datasets.gate.open()
            try await expectWhole(fixture.ended(job.name), fixture)
            #expect(try await fixture.count("tasks", where: "kind = 'score' AND fencing = 1") == 1)
        }
    }

    @Test func `a lease that ran out is taken up, and only one of the two workers writes`() async throws {
        try await DetectionFixture.with(["WORKER_COUNT": "2", "TASK_ROWS": "1000"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.gate.close()
            let job = try await fixture.startJob([detector], on: version)
            try await eventually { fixture.datasets.gate.waitingCount == 1 }
            try await fixture.owner().execute("UPDATE tasks SET lease_expires_at = now() WHERE state = 'leased'")
            try await eventually { fixture.datasets.gate.waitingCount == 2 }
            fixture.datasets.gate.open()
            let ended = try await fixture.ended(job.name)
            try await expectWhole(ended, fixture)
            #expect(ended.attempt == 1)
            #expect(try await fixture.count("tasks", where: "kind = 'score' AND fencing = 2 AND state = 'done'") == 1)
        }
    }

    @Test func `a worker that is stopped returns its leases at once, and another replica goes on`() async throws {
        try await DetectionFixture.with { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.gate.close()
            let job = try await fixture.startJob([detector], on: version)
            try await eventually { fixture.datasets.gate.waitingCount == 2 }
            await fixture.base.stop(fixture.replica)
            #expect(try await fixture.count("tasks", where: "state = 'leased'") == 0)
            #expect(try await fixture.count("tasks", where: "state = 'ready' AND attempt = 0") == 3)

            fixture.datasets.gate.open()
            let after = try await fixture.restarted()
            let ended = try await after.ended(job.name)
            try await expectWhole(ended, after)
            #expect(ended.attempt == 0)
        }
    }

    @Test func `two replicas share a job, and its rows are scored once`() async throws {
        try await DetectionFixture.with(["TASK_ROWS": "10"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.gate.close()
            let job = try await fixture.startJob([detector], on: version)
            _ = try await fixture.base.start()
            try await eventually { fixture.datasets.gate.waitingCount == 4 }
            fixture.datasets.gate.open()
            try await expectWhole(fixture.ended(job.name), fixture)
            let workers = try await fixture.owner().query(
                "SELECT count(DISTINCT worker) FROM tasks WHERE kind = 'score'")
            #expect(try workers[0].decode(Int.self, 0) == 2)
        }
    }

    @Test func `a failure that may pass is tried again until it has`() async throws {
        try await DetectionFixture.with(["TASK_ROWS": "1000"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            let before = fixture.datasets.readings
            fixture.datasets.fail(2, with: RPCError(.unavailable, "dataset is away"))
            let job = try await fixture.startJob([detector], on: version)
            let ended = try await endedWithoutPauses(job.name, fixture)
            try await expectWhole(ended, fixture)
            #expect(fixture.datasets.readings == before + 3)
            #expect(ended.attempt == 2)
        }
    }

    @Test func `a failure that does not pass fails the job after a bounded number of attempts, in its own words`()
        async throws
    {
        try await DetectionFixture.with { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.fail(1000, with: RPCError(.unavailable, "dataset is away"))
            let job = try await fixture.startJob([detector], on: version)
            let ended = try await endedWithoutPauses(job.name, fixture)
            #expect(ended.state == .failed)
            #expect(ended.error?.code == Int32(StatusCode.unavailable.rawValue))
            #expect(ended.error?.message == "dataset is away")
            #expect(ended.endTime != nil)
            let most = try await fixture.owner().query("SELECT max(attempt) FROM tasks")
            #expect(try most[0].decode(Int.self, 0) == DetectionLimits.taskAttemptsMax)
            try await eventually { try await fixture.count("tasks", where: "state <> 'done'") == 0 }
            let error = try await rpcError {
                try await fixture.replica.results.getResult(
                    .init(name: #require(ended.results.first)), options: fixture.scientist())
            }
            #expect(error.code == .notFound)
        }
    }

    @Test func `a failure that can't pass fails the job at once`() async throws {
        try await DetectionFixture.with(["TASK_ROWS": "1000"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.gate.close()
            let job = try await fixture.startJob([detector], on: version)
            try await eventually { fixture.datasets.gate.waitingCount == 1 }
            // Its data is deleted while it runs.
            fixture.datasets.remove(version)
            fixture.datasets.gate.open()
            let ended = try await fixture.ended(job.name)
            #expect(ended.state == .failed)
            #expect(ended.error?.code == Int32(StatusCode.notFound.rawValue))
            #expect(ended.error?.message.contains(version) == true)
            #expect(try await fixture.count("tasks", where: "kind = 'score' AND attempt = 1") == 1)
        }
    }

    @Test func `what an internal failure says stays in the log`() async throws {
        struct Secretive: Error, CustomStringConvertible {
            var description: String { "the password is hunter2" }
        }
        try await DetectionFixture.with(["TASK_ROWS": "1000"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.fail(1000, with: Secretive())
            let job = try await fixture.startJob([detector], on: version)
            let ended = try await endedWithoutPauses(job.name, fixture)
            #expect(ended.state == .failed)
            #expect(ended.error?.code == Int32(StatusCode.internalError.rawValue))
            #expect(ended.error?.message.contains("hunter2") == false)
            #expect(ended.error?.message.contains("log") == true)
        }
    }

    @Test func `a task whose worker is lost each time fails its job after as many attempts`() async throws {
        try await DetectionFixture.with(["TASK_ROWS": "1000"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.gate.close()
            let job = try await fixture.startJob([detector], on: version)
            try await eventually { fixture.datasets.gate.waitingCount == 1 }
            // As after that many workers that died at it.
            try await fixture.owner().execute(
                """
                UPDATE tasks SET attempt = \(DetectionLimits.taskAttemptsMax), fencing = 99, lease_expires_at = now()
                WHERE state = 'leased'
                """)
            let ended = try await fixture.ended(job.name)
            #expect(ended.state == .failed)
            #expect(ended.error?.message.contains("taken up \(DetectionLimits.taskAttemptsMax) times") == true)
            #expect(try await fixture.count("score_chunks") == 0)
        }
    }

    @Test func `work of a later release stays where it is while other work goes on`() async throws {
        try await DetectionFixture.with { fixture in
            let (detector, version) = try await prepare(fixture)
            try await fixture.owner().execute(
                """
                INSERT INTO tasks (tenant_id, kind, version, owner_id, priority)
                VALUES (\(fixture.base.tenant)::uuid, 'score', 2, gen_random_uuid(), 100)
                """)
            try await expectWhole(fixture.ended(fixture.startJob([detector], on: version).name), fixture)
            #expect(try await fixture.count("tasks", where: "version = 2 AND state = 'ready' AND fencing = 0") == 1)
        }
    }

    @Test func `a database that goes away while a worker works and comes back costs time and nothing else`()
        async throws
    {
        try await DetectionFixture.with(["TASK_LEASE": "2s"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.gate.close()
            let job = try await fixture.startJob([detector], on: version)
            try await eventually { fixture.datasets.gate.waitingCount == 2 }
            try await fixture.base.database.whileAway {
                fixture.datasets.gate.open()
                // Seen from outside: the service says that its database is away.
                try await eventually {
                    let error = try? await rpcError { try await fixture.job(job.name) }
                    return error?.code == .unavailable
                }
            }
            var ended = DetectionV1.DetectionJob()
            try await eventually {
                do {
                    ended = try await fixture.job(job.name)
                } catch let error as RPCError where error.code == .unavailable {}
                return ended.state.isFinal
            }
            try await expectWhole(ended, fixture)
        }
    }

    /// Waits for the end of a job while the pauses between its attempts pass at once.
    private func endedWithoutPauses(_ name: String, _ fixture: DetectionFixture) async throws
        -> DetectionV1.DetectionJob
    {
        let owner = try await fixture.owner()
        var job = DetectionV1.DetectionJob()
        try await eventually {
            let shortened = try await owner.execute(
                "UPDATE tasks SET available_at = now() WHERE state = 'ready' AND available_at > now()")
            if shortened > 0 { _ = try await owner.query(TaskQueue.wakeUp) }
            job = try await fixture.job(name)
            return job.state.isFinal
        }
        return job
    }
}
