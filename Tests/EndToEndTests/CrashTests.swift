import Messages
import Postgres
import ServiceKit
import TestKit
import Testing

/// `kill -9` of the worker in the middle of a job.
@Suite(.timeLimit(.minutes(4))) struct CrashTests {
    private static let rows = 60_000

    /// A plain pattern with a few rows far outside of it.
    private static func csv() -> [UInt8] {
        var text = "id,a,b,c\n"
        for row in 0..<rows {
            let isFar = row % 5000 == 17
            text += "\(row),\(row % 97),\((row * 31) % 89),\(isFar ? 5000 + row : (row * 17) % 101)\n"
        }
        return Array(text.utf8)
    }

    @Test func `a job survives its worker, and every row is scored exactly once`() async throws {
        let settings = ["TASK_ROWS": "1000", "TASK_LEASE": "2s", "WORKER_COUNT": "1"]
        try await TestPlatform.with(settings) { platform in
            let rest = RESTClient(caller: HTTPCaller(port: platform.gatewayPort))
            let token = try await SignIn(rest: rest).run().token
            let client = RESTClient(caller: HTTPCaller(port: platform.gatewayPort, token: token))
            let spec = DatasetV1.UploadSpec(displayName: "large", idColumns: ["id"])
            let dataset = try #require(try await client.upload(Self.csv(), spec).dataset)
            let detector = try await client.createDetector(
                DetectionV1.Detector(
                    displayName: "forest", algorithm: "isolation_forest",
                    thresholdPolicy: .init(policy: .contamination(0.01)), seed: 7))
            _ = try await client.trainedModel(detector.name, on: dataset.name)
            let request = DetectionV1.DetectionJob(detectors: [detector.name], datasetVersion: dataset.name)

            let job = try await client.createJob(request)
            let midway = try await client.job(job.name) { ($0.progress?.rowsDone ?? 0) > 0 || $0.hasEnded }
            #expect(!midway.hasEnded, "the job was over before it could be disturbed")
            await platform.kill(.detection)
            let scored = try await scoredRows(platform)
            #expect((1..<Int64(Self.rows)).contains(scored), "\(scored) rows were scored before the end")
            try await platform.launch(.detection)
            try await platform.waitUntilReady(.detection)
            let survived = try await patiently { try await client.job(job.name) { $0.hasEnded } }
            #expect(survived.state == .succeeded, "\(survived)")

            let undisturbed = try await client.job(try await client.createJob(request).name) { $0.hasEnded }
            let results = [try #require(survived.results.first), try #require(undisturbed.results.first)]
            try await compare(results, client)
            for result in results { try await checkChunks(result, platform) }
        }
    }

    /// The gateway notices a restarted service at its next attempt to connect; until then it says UNAVAILABLE.
    private func patiently<R>(_ body: () async throws -> R) async throws -> R {
        let end = ContinuousClock.now + .seconds(30)
        while true {
            do {
                return try await body()
            } catch let refusal as RESTClient.Refusal where refusal.status == "UNAVAILABLE" && .now < end {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    /// The disturbed job's anomalies are those of a job that nobody disturbed.
    private func compare(_ results: [String], _ client: RESTClient) async throws {
        var lists: [[DetectionV1.RowScore]] = []
        for name in results {
            let result = try await client.result(name)
            #expect(result.rowCount == Int64(Self.rows))
            lists.append(try await client.anomalies(of: name, pageSize: 1000).anomalies.compactMap(\.score))
        }
        #expect(!lists[0].isEmpty)
        #expect(lists[0] == lists[1])
    }

    private func scoredRows(_ platform: TestPlatform) async throws -> Int64 {
        let connection = try await platform.database.connect()
        let rows = try await connection.query(
            "SELECT coalesce(sum(row_count), 0)::bigint AS n FROM detection.score_chunks")
        return try rows[0].decode(Int64.self, "n")
    }

    /// The stored scores cover the rows without a gap and without an overlap.
    private func checkChunks(_ result: String, _ platform: TestPlatform) async throws {
        let id = String(result.split(separator: "/").last ?? "")
        let connection = try await platform.database.connect()
        let rows = try await connection.query(
            """
            SELECT first_row, row_count::bigint AS row_count FROM detection.score_chunks
            WHERE result_id = \(id)::uuid ORDER BY first_row
            """)
        var next: Int64 = 0
        for row in rows {
            let (first, count) = try row.values(Int64.self, Int64.self)
            #expect(first == next)
            next = first + count
        }
        #expect(next == Int64(Self.rows))
    }
}
