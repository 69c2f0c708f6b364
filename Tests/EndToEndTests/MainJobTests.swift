import API
import Messages
import NIOHTTP1
import Protobuf
import RPC
import Testing

/// What the platform is for, over both of its doors.
@Suite(.timeLimit(.minutes(4))) struct MainJobTests {
    /// All of one run that does not depend on ids and times.
    private struct Outcome: Equatable {
        var contentSHA256: String
        var rowCount: Int64
        var schema: DatasetV1.Schema?
        var modelSHA256: String
        var calibration: DetectionV1.Calibration?
        var threshold: DetectionV1.Threshold?
        var anomalyCount: Int64
        var scores: [DetectionV1.RowScore]
        var rowIDs: [String]
    }

    private struct Run {
        var outcome: Outcome
        var dataset: DatasetV1.Dataset
        var detector: String
        var result: String
    }

    private func run(_ client: some PlatformClient) async throws -> Run {
        let spec = DatasetV1.UploadSpec(displayName: "demo", targetColumn: "malignant", idColumns: ["sample"])
        let upload = try await client.upload(try DemoData.csv(), spec)
        let dataset = try #require(upload.dataset)
        #expect(upload.rejectReport?.acceptedRows == Int64(DemoData.rows))
        #expect(upload.rejectReport?.rejectedRows == 0)
        let detector = try await client.createDetector(
            DetectionV1.Detector(
                displayName: "forest", algorithm: "isolation_forest",
                thresholdPolicy: .init(policy: .contamination(0.05)), seed: 42))
        let model = try await client.trainedModel(detector.name, on: dataset.name)
        let created = try await client.createJob(
            DetectionV1.DetectionJob(detectors: [detector.name], datasetVersion: dataset.name))
        let job = try await client.job(created.name) { $0.hasEnded }
        #expect(job.state == .succeeded, "\(job)")
        let result = try await client.result(try #require(job.results.first))
        #expect(result.rowCount == Int64(DemoData.rows))
        let anomalies = try await client.anomalies(of: result.name, pageSize: 1000).anomalies
        #expect(Int64(anomalies.count) == result.anomalyCount)
        let outcome = Outcome(
            contentSHA256: dataset.contentSha256, rowCount: dataset.rowCount, schema: dataset.schema,
            modelSHA256: model.contentSha256, calibration: model.calibration, threshold: result.threshold,
            anomalyCount: result.anomalyCount, scores: anomalies.compactMap(\.score), rowIDs: anomalies.map(\.rowId))
        return Run(outcome: outcome, dataset: dataset, detector: detector.name, result: result.name)
    }

    @Test func `the main job has the same outcome through REST and through gRPC`() async throws {
        let shared = try await SharedPlatform.get()
        let rpc = RPCClient(shared.platform, token: shared.admin.token)
        let overREST = try await run(shared.rest)
        let overRPC = try await run(rpc)
        #expect(overREST.outcome == overRPC.outcome)
        #expect(overREST.outcome.anomalyCount > 0)
        try await compare(overREST, shared.rest, rpc)
        try await checkAnomalies(overREST, shared.rest)
        await rpc.shutdown()
    }

    /// The very same resources, read through both doors.
    private func compare(_ run: Run, _ rest: RESTClient, _ rpc: RPCClient) async throws {
        let (dataset, result) = (run.dataset.name, run.result)
        #expect(try await rest.dataset(dataset) == rpc.dataset(dataset))
        #expect(try await rest.rows(of: dataset, pageSize: 50) == rpc.rows(of: dataset, pageSize: 50))
        #expect(try await rest.algorithms() == rpc.algorithms())
        #expect(try await rest.result(result) == rpc.result(result))
        #expect(try await rest.anomalies(of: result, pageSize: 7) == rpc.anomalies(of: result, pageSize: 7))
        let matrix = DetectionV1.Matrix(
            featureColumns: ["mean_radius", "mean_texture"], values: [14.1, 19.2, 40, 70])
        let request = DetectionV1.ScoreRowsRequest(name: run.detector, input: .matrix(matrix), explain: true)
        await compareScores(request, rest, rpc)
    }

    /// Both doors answer alike, be it with scores or with the reason why there are none.
    private func compareScores(_ request: DetectionV1.ScoreRowsRequest, _ rest: RESTClient, _ rpc: RPCClient) async {
        let overREST = await Swift.Result { try await rest.score(request) }
        let overRPC = await Swift.Result { try await rpc.score(request) }
        switch (overREST, overRPC) {
        case (.success(let left), .success(let right)): #expect(left == right)
        case (.failure(let left as RESTClient.Refusal), .failure(let right as RPCError)):
            #expect(left.status == right.code.name)
            #expect(left.message == right.message)
        default: Issue.record("\(overREST) against \(overRPC)")
        }
    }

    /// The list is ranked, explained, and better than guessing.
    private func checkAnomalies(_ run: Run, _ client: RESTClient) async throws {
        let scores = run.outcome.scores
        #expect(scores.map(\.rawScore) == scores.map(\.rawScore).sorted(by: >))
        #expect(scores.allSatisfy { $0.isAnomaly && !$0.contributions.isEmpty && (0...1).contains($0.pValue) })
        // The malignant samples come first in the file, M001 and so on being no help to the detector.
        let found = scores.filter { $0.rowIndex < Int64(DemoData.rows) }.count
        #expect(found == scores.count)
        let page = try await client.rows(of: run.dataset.name, pageSize: 1000)
        let malignant = Set(page.rows.filter { $0.values?.fields["malignant"]?.isOne == true }.map(\.rowIndex))
        #expect(malignant.count == DemoData.malignant)
        let hits = scores.filter { malignant.contains($0.rowIndex) }.count
        #expect(hits * 2 > scores.count, "\(hits) of \(scores.count) anomalies are malignant")
    }
}

extension GoogleProtobuf.Value {
    fileprivate var isOne: Bool {
        switch kind {
        case .numberValue(let number): number == 1
        case .stringValue(let text): text == "1"
        case .boolValue(let flag): flag
        default: false
        }
    }
}

extension Swift.Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
