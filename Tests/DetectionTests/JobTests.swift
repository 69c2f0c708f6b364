import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DetectionBackend

/// A job from its request to its end, seen as its user sees it.
@Suite(.timeLimit(.minutes(5))) struct JobTests {
    /// A trained detector and a table of 300 rows, three tasks.
    private func prepare(_ fixture: DetectionFixture) async throws -> (detector: String, version: String) {
        let version = fixture.add(.strange(rows: 300))
        let detector = try await fixture.detector().name
        try await fixture.train(detector, on: version)
        return (detector, version)
    }

    private func cancel(_ job: String, _ fixture: DetectionFixture) async throws -> DetectionV1.DetectionJob {
        try await fixture.replica.jobs.cancelDetectionJob(.init(name: job), options: fixture.scientist())
    }

    @Test func `a job is queued, runs, tells its progress and succeeds`() async throws {
        try await DetectionFixture.with(["WORKER_COUNT": "1"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            let gate = fixture.datasets.gate
            gate.close()
            let first = try await fixture.startJob([detector], on: version)
            try await eventually { gate.waitingCount == 1 }
            let second = try await fixture.startJob([detector], on: version, priority: 7)
            #expect(first.detectors == [detector] && first.datasetVersion == version)
            #expect(second.state == .queued && second.startTime == nil && second.priority == 7)
            #expect(second.progress == .init(rowsDone: 0, rowsTotal: 300, percent: 0))
            #expect(second.results.count == 1 && second.createTime != nil)

            // The one worker holds a task of the first; the other job goes before the first one's rest.
            #expect(try await fixture.job(first.name).state == .running)
            #expect(try await fixture.job(second.name).state == .queued)
            for (job, done) in [(first, 100), (second, 100), (second, 200), (second, 300), (first, 200), (first, 300)] {
                try await eventually { gate.waitingCount == 1 }
                gate.letThrough()
                var seen = DetectionV1.DetectionJob()
                try await eventually {
                    seen = try await fixture.job(job.name)
                    return seen.progress?.rowsDone == Int64(done)
                }
                #expect(seen.state == (done == 300 ? .succeeded : .running))
                #expect(seen.progress == .init(rowsDone: Int64(done), rowsTotal: 300, percent: Double(done) / 3))
                #expect(seen.startTime != nil && (seen.endTime != nil) == (done == 300))
            }
        }
    }

    @Test func `a job that is cancelled before it began ends at once and never begins`() async throws {
        try await DetectionFixture.with(["WORKER_COUNT": "1"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.gate.close()
            let running = try await fixture.startJob([detector], on: version)
            try await eventually { fixture.datasets.gate.waitingCount == 1 }
            let queued = try await fixture.startJob([detector], on: version)
            let readings = fixture.datasets.readings
            let cancelled = try await cancel(queued.name, fixture)
            #expect(cancelled.state == .cancelled && cancelled.endTime != nil && cancelled.startTime == nil)
            fixture.datasets.gate.open()
            #expect(try await fixture.ended(running.name).state == .succeeded)
            // The running job's two other tasks, and none of the cancelled one's.
            #expect(fixture.datasets.readings == readings + 2)
            #expect(try await fixture.job(queued.name) == cancelled)
        }
    }

    @Test func `a running job that is cancelled ends with what is in work, and shows no result`() async throws {
        try await DetectionFixture.with(["WORKER_COUNT": "1"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            let gate = fixture.datasets.gate
            gate.close()
            let job = try await fixture.startJob([detector], on: version)
            try await eventually { gate.waitingCount == 1 }
            gate.letThrough()
            try await eventually { gate.waitingCount == 1 }
            let readings = fixture.datasets.readings
            #expect(try await cancel(job.name, fixture).state == .cancelling)
            #expect(try await cancel(job.name, fixture).state == .cancelling)
            gate.open()
            let ended = try await fixture.ended(job.name)
            #expect(ended.state == .cancelled && ended.endTime != nil && ended.error == nil)
            #expect(ended.progress?.rowsDone == 100)
            #expect(fixture.datasets.readings == readings)
            let result = try #require(ended.results.first)
            let options = try fixture.scientist()
            let get = try await rpcError {
                try await fixture.replica.results.getResult(.init(name: result), options: options)
            }
            #expect(get.code == .notFound)
            #expect(
                try await fixture.replica.results.listResults(.init(job: job.name), options: options).results.isEmpty)
            #expect(try await fixture.count("tasks", where: "state <> 'done'") == 0)
        }
    }

    @Test func `a job whose worker died while it was being cancelled is cancelled by the next one`() async throws {
        try await DetectionFixture.with(["WORKER_COUNT": "1", "TASK_ROWS": "1000"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            fixture.datasets.gate.close()
            let job = try await fixture.startJob([detector], on: version)
            try await eventually { fixture.datasets.gate.waitingCount == 1 }
            #expect(try await cancel(job.name, fixture).state == .cancelling)
            _ = try await fixture.base.start()
            try await fixture.owner().execute("UPDATE tasks SET lease_expires_at = now() WHERE state = 'leased'")
            #expect(try await fixture.ended(job.name).state == .cancelled)
            #expect(fixture.datasets.gate.waitingCount == 1)
        }
    }

    @Test func `cancelling a job that has ended changes nothing`() async throws {
        try await DetectionFixture.with { fixture in
            let (detector, version) = try await prepare(fixture)
            let ended = try await fixture.ended(fixture.startJob([detector], on: version).name)
            #expect(try await cancel(ended.name, fixture) == ended)
            #expect(ended.state == .succeeded)
        }
    }

    @Test func `a watcher gets the job at once, each change, and the end`() async throws {
        try await DetectionFixture.with(["WORKER_COUNT": "1"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            let gate = fixture.datasets.gate
            gate.close()
            let job = try await fixture.startJob([detector], on: version)
            try await eventually { gate.waitingCount == 1 }
            var seen: [DetectionV1.DetectionJob] = []
            for try await state in try await fixture.replica.jobs.watchDetectionJob(
                .init(name: job.name), options: fixture.scientist())
            {
                #expect(state.name == job.name && state != seen.last)
                seen.append(state)
                // One task for each message: the next change comes after this one was seen.
                if gate.waitingCount > 0 || !state.state.isFinal {
                    try await eventually {
                        if gate.waitingCount > 0 { return true }
                        return try await fixture.job(job.name).state.isFinal
                    }
                    gate.letThrough()
                }
            }
            #expect(seen.map { $0.progress?.rowsDone } == [0, 100, 200, 300])
            #expect(seen.map(\.state) == [.running, .running, .running, .succeeded])
        }
    }

    @Test func `a watch of a job that has ended is one message, and that of a cancelled one ends too`() async throws {
        try await DetectionFixture.with(["WORKER_COUNT": "1"]) { fixture in
            let (detector, version) = try await prepare(fixture)
            let ended = try await fixture.ended(fixture.startJob([detector], on: version).name)
            let options = try fixture.scientist()
            var seen: [DetectionV1.DetectionJob] = []
            for try await state in try await fixture.replica.jobs.watchDetectionJob(
                .init(name: ended.name), options: options)
            { seen.append(state) }
            #expect(seen == [ended])

            fixture.datasets.gate.close()
            let job = try await fixture.startJob([detector], on: version)
            try await eventually { fixture.datasets.gate.waitingCount == 1 }
            var states: [DetectionV1.JobState] = []
            for try await state in try await fixture.replica.jobs.watchDetectionJob(
                .init(name: job.name), options: options)
            {
                states.append(state.state)
                if state.state == .running { _ = try await cancel(job.name, fixture) }
                if state.state == .cancelling { fixture.datasets.gate.open() }
            }
            #expect(states == [.running, .cancelling, .cancelled])
        }
    }

    @Test func `a job of several detectors makes a result for each`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 250))
            var detectors: [String] = []
            for algorithm in ["isolation_forest", "ecod", "robust_z"] {
                detectors.append(try await fixture.detector(algorithm).name)
                try await fixture.train(try #require(detectors.last), on: version)
            }
            let job = try await fixture.ended(fixture.startJob(detectors, on: version).name)
            #expect(job.state == .succeeded)
            #expect(job.progress == .init(rowsDone: 750, rowsTotal: 750, percent: 100))
            #expect(Set(job.detectors) == Set(detectors) && job.results.count == 3)
            for (name, detector) in zip(job.results, job.detectors) {
                let result = try await fixture.replica.results.getResult(
                    .init(name: name), options: fixture.scientist())
                #expect(result.detector == detector && result.job == job.name && result.rowCount == 250)
                #expect(result.model.hasPrefix(detector + "/models/"))
            }
        }
    }

    @Test func `the same request id returns the first call's job, also to many at once`() async throws {
        try await DetectionFixture.with { fixture in
            let (detector, version) = try await prepare(fixture)
            let names = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await fixture.startJob([detector], on: version, requestID: "once").name }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(names.count == 1)
            #expect(try await fixture.count("detection_jobs") == 1)
            #expect(try await fixture.count("tasks", where: "kind = 'score'") == 3)
            _ = try await fixture.startJob([detector], on: version, requestID: "twice")
            #expect(try await fixture.count("detection_jobs") == 2)
        }
    }

    @Test func `a request that is wrong names its field`() async throws {
        try await DetectionFixture.with { fixture in
            let (detector, version) = try await prepare(fixture)
            let many = (0...DetectionLimits.detectorsPerJobMax).map { _ in "detectors/\(UUID().text)" }
            let cases: [(DetectionV1.CreateDetectionJobRequest, String)] = [
                (.init(), "detection_job"),
                (.init(detectionJob: .init(datasetVersion: version)), "detection_job.detectors"),
                (.init(detectionJob: .init(detectors: many, datasetVersion: version)), "detection_job.detectors"),
                (
                    .init(detectionJob: .init(detectors: [detector, detector], datasetVersion: version)),
                    "detection_job.detectors"
                ),
                (.init(detectionJob: .init(detectors: [detector])), "detection_job.dataset_version"),
                (
                    .init(detectionJob: .init(detectors: [detector], datasetVersion: version, priority: 101)),
                    "detection_job.priority"
                ),
                (
                    .init(detectionJob: .init(detectors: [detector], datasetVersion: version, priority: -101)),
                    "detection_job.priority"
                ),
                (
                    .init(
                        detectionJob: .init(detectors: [detector], datasetVersion: version),
                        requestId: String(repeating: "r", count: DetectionLimits.requestIDBytesMax + 1)), "request_id"
                ),
            ]
            for (request, field) in cases {
                let error = try await rpcError {
                    try await fixture.replica.jobs.createDetectionJob(request, options: fixture.scientist())
                }
                #expect(error.code == .invalidArgument && error.fields == [field], "\(error)")
            }
            #expect(try await fixture.count("detection_jobs") == 0)
        }
    }

    @Test func `what lies at the limits is accepted`() async throws {
        try await DetectionFixture.with(["TASK_ROWS": "1000"]) { fixture in
            let version = fixture.add(.strange(rows: 30))
            var detectors: [String] = []
            for _ in 0..<DetectionLimits.detectorsPerJobMax {
                let detector = try await fixture.detector().name
                try await fixture.train(detector, on: version)
                detectors.append(detector)
            }
            let id = String(repeating: "r", count: DetectionLimits.requestIDBytesMax)
            let jobs = [
                try await fixture.startJob(detectors, on: version, priority: 100, requestID: id),
                try await fixture.startJob([detectors[0]], on: version, priority: -100),
            ]
            for job in jobs { #expect(try await fixture.ended(job.name).state == .succeeded) }
        }
    }

    @Test func `data that does not suit the model is refused at once, by column`() async throws {
        try await DetectionFixture.with { fixture in
            let (detector, _) = try await prepare(fixture)
            var text = TestTable.strange(rows: 50)
            text.columns[1].values = .strings(Array(repeating: "x", count: 50))
            let cases: [(TestTable, String)] = [
                (.strange(rows: 50, features: ["a", "b"]), "no numeric column \"c\""),
                (text, "no numeric column \"b\""),
                (TestTable(["a": [], "b": [], "c": []]), "has no rows"),
            ]
            for (table, words) in cases {
                let error = try await rpcError { try await fixture.startJob([detector], on: fixture.add(table)) }
                #expect(error.code == .failedPrecondition && error.message.contains(words), "\(error)")
            }
            let unknown = try await rpcError { try await fixture.startJob([detector], on: "datasets/none") }
            #expect(unknown.code == .notFound)
        }
    }

    @Test func `columns of the data are found by name; those that the model does not know do not matter`() async throws
    {
        try await DetectionFixture.with { fixture in
            let (detector, _) = try await prepare(fixture)
            let table = TestTable.strange(rows: 120, seed: 4)
            var other = table.withIdentity()
            other.columns.reverse()
            other.columns.append(
                .init(name: "extra", role: .feature, values: .floats(Array(repeating: 1e9, count: 120))))
            other.chunkRows = 50
            other.encoding = .zstd
            let plain = try await fixture.detect(detector, on: fixture.add(table))
            let turned = try await fixture.detect(detector, on: fixture.add(other))
            #expect(try await fixture.storedScores(of: plain.name) == fixture.storedScores(of: turned.name))
            #expect(plain.anomalyCount == turned.anomalyCount)
        }
    }

    @Test func `a table of a single row can be scored`() async throws {
        try await DetectionFixture.with { fixture in
            let (detector, _) = try await prepare(fixture)
            let table = TestTable.strange(rows: 1, seed: 6)
            let result = try await fixture.detect(detector, on: fixture.add(table))
            #expect(result.rowCount == 1 && result.scoreStats?.standardDeviation == 0)
            #expect(try await fixture.storedScores(of: result.name) == fixture.score(detector, table).map(\.rawScore))
        }
    }

    @Test func `jobs are listed newest first, page by page`() async throws {
        try await DetectionFixture.with { fixture in
            let (detector, version) = try await prepare(fixture)
            var names: [String] = []
            for _ in 0..<5 { names.append(try await fixture.startJob([detector], on: version).name) }
            var listed: [String] = []
            var token = ""
            repeat {
                let page = try await fixture.replica.jobs.listDetectionJobs(
                    .init(pageSize: 2, pageToken: token), options: fixture.scientist())
                #expect(page.detectionJobs.count <= 2)
                listed += page.detectionJobs.map(\.name)
                token = page.nextPageToken
            } while !token.isEmpty
            #expect(listed == names.reversed())
        }
    }
}
