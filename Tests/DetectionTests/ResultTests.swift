import API
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DetectionBackend

/// What a job leaves behind: counts, statistics, and anomalies by rank.
@Suite(.timeLimit(.minutes(5))) struct ResultTests {
    @Test(arguments: ["isolation_forest", "ecod", "robust_z"])
    func `counts and statistics are those of the stored scores, and the threshold makes the labels`(algorithm: String)
        async throws
    {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 430))
            let detector = try await fixture.detector(algorithm).name
            let model = try await fixture.train(detector, on: version)
            let result = try await fixture.detect(detector, on: version)
            let scores = try await fixture.storedScores(of: result.name)
            #expect(result.rowCount == 430 && scores.count == 430)
            #expect(result.model == model.name && result.modelSha256 == model.contentSha256)
            #expect(result.datasetVersion == version && result.calibration == model.calibration)
            let threshold = try #require(result.threshold)
            #expect(threshold == model.threshold)
            let flagged = scores.indices.filter { scores[$0] > threshold.rawScore }
            #expect(result.anomalyCount == Int64(flagged.count) && result.listedAnomalyCount == result.anomalyCount)
            #expect(flagged.count > 0 && Double(flagged.count) <= 0.05 * 430)
            let anomalies = try await fixture.anomalies(of: result.name)
            #expect(Set(anomalies.compactMap { $0.score?.rowIndex }) == Set(flagged.map(Int64.init)))
            for score in anomalies.compactMap(\.score) {
                #expect(score.rawScore == scores[Int(score.rowIndex)])
                #expect(score.isAnomaly && score.scoreBasis == .training && !score.contributions.isEmpty)
            }

            let stats = try #require(result.scoreStats)
            #expect(stats.min == scores.min() && stats.max == scores.max())
            let mean = scores.reduce(0, +) / 430
            let deviation = (scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 430).squareRoot()
            #expect(abs(stats.mean - mean) < 1e-9 * abs(mean))
            #expect(abs(stats.standardDeviation - deviation) < 1e-6 * deviation)
        }
    }

    @Test func `stored p-values are those that the scores have`() async throws {
        try await DetectionFixture.with { fixture in
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: fixture.add(.strange(rows: 150)))
            let table = TestTable.strange(rows: 140, seed: 8)
            let result = try await fixture.detect(detector, on: fixture.add(table))
            var stored: [Double] = []
            for row in try await fixture.owner().query(
                "SELECT row_count, p_values FROM score_chunks ORDER BY first_row")
            {
                let (count, bytes) = try row.values(Int32.self, [UInt8].self)
                stored += try StoredScores.decode(bytes, count: Int(count))
            }
            #expect(result.rowCount == 140)
            #expect(try await fixture.score(detector, table).map(\.pValue) == stored)
        }
    }

    @Test(arguments: [1, 7, 1000] as [Int32])
    func `anomalies come by rank, the most anomalous first and ties by row, whatever the page`(pageSize: Int32)
        async throws
    {
        try await DetectionFixture.with { fixture in
            // Every value many times: ties within chunks and across them.
            let values = (0..<40).map { Double($0 % 4) * 10 }
            let detector = try await fixture.detector(policy: .fixedScore(-1)).name
            try await fixture.train(detector, on: fixture.add(TestTable(["a": (0..<40).map { Double($0 % 3) }])))
            let result = try await fixture.detect(detector, on: fixture.add(TestTable(["a": values])))
            #expect(result.anomalyCount == 40)
            let listed = try await fixture.anomalies(of: result.name, pageSize: pageSize)
            let scores = try await fixture.storedScores(of: result.name)
            let ranked = scores.indices.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
            #expect(listed.compactMap { $0.score?.rowIndex } == ranked.map(Int64.init))
            #expect(listed.map(\.name) == ranked.map { "\(result.name)/anomalies/\($0)" })
        }
    }

    @Test func `anomalies of all results are one list, and each bears its result's name`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 200))
            var own: [DetectionV1.Anomaly] = []
            for algorithm in ["robust_z", "ecod"] {
                let detector = try await fixture.detector(algorithm).name
                try await fixture.train(detector, on: version)
                own += try await fixture.anomalies(of: fixture.detect(detector, on: version).name)
            }
            for size in [3, 1000] as [Int32] {
                let all = try await fixture.anomalies(of: "results/-", pageSize: size)
                #expect(Set(all.map(\.name)) == Set(own.map(\.name)) && all.count == own.count)
                let scores = all.compactMap { $0.score?.rawScore }
                #expect(scores == scores.sorted(by: >))
            }
        }
    }

    @Test func `an anomaly bears its row's id and time where the data has them`() async throws {
        try await DetectionFixture.with { fixture in
            var table = TestTable.strange(rows: 200).withIdentity()
            let version = fixture.add(table)
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: version)
            let with = try await fixture.anomalies(of: fixture.detect(detector, on: version).name)
            #expect(!with.isEmpty)
            for anomaly in with {
                let row = try #require(anomaly.score?.rowIndex)
                #expect(anomaly.rowId == "row-\(row)")
                #expect(anomaly.eventTime == .init(seconds: 1_700_000_000 + row))
                #expect(anomaly.createTime != nil)
            }
            // Missing where the data lacks it for the row, or at all.
            table.columns[3].values = .strings(Array(repeating: nil, count: 200))
            table.columns[4].values = .times(Array(repeating: nil, count: 200))
            for version in [fixture.add(table), fixture.add(.strange(rows: 200))] {
                let without = try await fixture.anomalies(of: fixture.detect(detector, on: version).name)
                #expect(without.count == with.count || !without.isEmpty)
                #expect(without.allSatisfy { $0.rowId.isEmpty && $0.eventTime == nil })
            }
        }
    }

    @Test func `numbers can be ids too`() async throws {
        try await DetectionFixture.with { fixture in
            var table = TestTable.strange(rows: 120)
            table.columns.append(
                .init(name: "id", role: .id, values: .integers((0..<120).map { Int64.max - Int64($0) })))
            let version = fixture.add(table)
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: version)
            for anomaly in try await fixture.anomalies(of: fixture.detect(detector, on: version).name) {
                #expect(anomaly.rowId == "\(Int64.max - (anomaly.score?.rowIndex ?? 0))")
            }
        }
    }

    @Test func `a result is not there before its job has succeeded`() async throws {
        try await DetectionFixture.with(["WORKER_COUNT": "1"]) { fixture in
            let version = fixture.add(.strange(rows: 200))
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: version)
            let gate = fixture.datasets.gate
            gate.close()
            let job = try await fixture.startJob([detector], on: version)
            try await eventually { gate.waitingCount == 1 }
            gate.letThrough()
            try await eventually { gate.waitingCount == 1 }
            #expect(try await fixture.count("anomaly_results") > 0)
            let options = try fixture.scientist()
            let client = fixture.replica.results
            let name = try #require(job.results.first)
            #expect(
                try await rpcError { try await client.getResult(.init(name: name), options: options) }.code == .notFound
            )
            #expect(
                try await rpcError { try await client.listAnomalies(.init(parent: name), options: options) }.code
                    == .notFound)
            #expect(try await client.listResults(.init(), options: options).results.isEmpty)
            #expect(try await client.listAnomalies(.init(parent: "results/-"), options: options).anomalies.isEmpty)
            gate.open()
            #expect(try await fixture.ended(job.name).state == .succeeded)
            #expect(try await client.listResults(.init(job: job.name), options: options).results.map(\.name) == [name])
            #expect(try await client.getResult(.init(name: name), options: options).rowCount == 200)
        }
    }

    @Test func `results are listed page by page, all or those of a job`() async throws {
        try await DetectionFixture.with { fixture in
            let version = fixture.add(.strange(rows: 60))
            var detectors: [String] = []
            for _ in 0..<3 {
                detectors.append(try await fixture.detector().name)
                try await fixture.train(try #require(detectors.last), on: version)
            }
            let first = try await fixture.ended(fixture.startJob(detectors, on: version).name)
            let second = try await fixture.ended(fixture.startJob([detectors[0]], on: version).name)
            func list(job: String) async throws -> [String] {
                var listed: [String] = []
                var token = ""
                repeat {
                    let page = try await fixture.replica.results.listResults(
                        .init(pageSize: 2, pageToken: token, job: job), options: fixture.scientist())
                    listed += page.results.map(\.name)
                    token = page.nextPageToken
                } while !token.isEmpty
                return listed
            }
            #expect(Set(try await list(job: first.name)) == Set(first.results))
            #expect(try await list(job: second.name) == second.results)
            let all = try await list(job: "")
            #expect(all.first == second.results.first && all.count == 4 && Set(all).count == 4)
        }
    }

    @Test func `a page size or token that is wrong names its field`() async throws {
        try await DetectionFixture.with { fixture in
            let options = try fixture.scientist()
            let client = fixture.replica.results
            let size = try await rpcError {
                try await client.listAnomalies(.init(parent: "results/-", pageSize: -1), options: options)
            }
            #expect(size.code == .invalidArgument && size.fields == ["page_size"])
            let token = try await rpcError {
                try await client.listAnomalies(.init(parent: "results/-", pageToken: "eA"), options: options)
            }
            #expect(token.code == .invalidArgument && token.fields == ["page_token"])
        }
    }
}

/// One result with more anomalies than are listed.
@Suite(.timeLimit(.minutes(5))) struct AnomalyLimitTests {
    @Test func `the most anomalous rows are listed up to the limit, and all are counted`() async throws {
        let limit = DetectionLimits.anomaliesPerResultMax
        try await DetectionFixture.with(["TASK_ROWS": "6000"]) { fixture in
            let detector = try await fixture.detector(policy: .fixedScore(-1)).name
            try await fixture.train(detector, on: fixture.add(TestTable(["a": (0..<40).map { Double($0 % 3) }])))
            // At the limit all are listed.
            var table = TestTable(["a": (0..<limit).map { Double($0 % 101) }])
            table.chunkRows = 65_536
            let full = try await fixture.detect(detector, on: fixture.add(table))
            #expect(full.anomalyCount == Int64(limit) && full.listedAnomalyCount == Int64(limit))

            // 500 more, over two tasks, with ties where the list is cut.
            let count = limit + 500
            table = TestTable(["a": (0..<count).map { Double($0 % 101) }])
            table.chunkRows = 65_536
            let result = try await fixture.detect(detector, on: fixture.add(table))
            #expect(result.anomalyCount == Int64(count) && result.listedAnomalyCount == Int64(limit))
            let scores = try await fixture.storedScores(of: result.name)
            let ranked = scores.indices.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
            let listed = try await fixture.anomalies(of: result.name)
            #expect(listed.compactMap { $0.score?.rowIndex } == ranked.prefix(limit).map(Int64.init))
        }
    }
}
