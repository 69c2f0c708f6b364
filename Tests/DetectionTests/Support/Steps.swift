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

/// Steps that many tests take, as a client takes them.
extension DetectionFixture {
    func add(_ table: TestTable, tenant: String? = nil) -> String {
        datasets.add(table, tenant: tenant ?? base.tenant)
    }

    func detector(
        _ algorithm: String = "robust_z", columns: [String] = [],
        policy: DetectionV1.ThresholdPolicy.Policy = .contamination(0.05), seed: UInt64 = 1,
        parameters: [String: GoogleProtobuf.Value] = [:], tenant: String? = nil
    ) async throws -> DetectionV1.Detector {
        try await replica.detectors.createDetector(
            .init(
                detector: .init(
                    displayName: "a detector", algorithm: algorithm, parameters: .init(fields: parameters),
                    featureColumns: columns, thresholdPolicy: .init(policy: policy), seed: seed)),
            options: scientist(tenant: tenant))
    }

    /// Trains and waits for the end, whatever it is.
    func training(
        of detector: String, on version: String, requestID: String = "", tenant: String? = nil
    ) async throws -> GoogleLongrunning.Operation {
        let options = try scientist(tenant: tenant)
        var operation = try await replica.detectors.trainDetector(
            .init(name: detector, datasetVersion: version, requestId: requestID), options: options)
        try await eventually {
            operation = try await replica.operations.getOperation(.init(name: operation.name), options: options)
            return operation.done
        }
        return operation
    }

    @discardableResult
    func train(_ detector: String, on version: String, tenant: String? = nil) async throws -> DetectionV1.Model {
        let operation = try await training(of: detector, on: version, tenant: tenant)
        guard case .response(let packed)? = operation.result else {
            throw TrainingFailed(operation: operation)
        }
        return try #require(try packed.unpack(as: DetectionV1.Model.self))
    }

    struct TrainingFailed: Error {
        var operation: GoogleLongrunning.Operation
    }

    func startJob(
        _ detectors: [String], on version: String, priority: Int32 = 0, requestID: String = "", tenant: String? = nil
    ) async throws -> DetectionV1.DetectionJob {
        try await replica.jobs.createDetectionJob(
            .init(
                detectionJob: .init(detectors: detectors, datasetVersion: version, priority: priority),
                requestId: requestID), options: scientist(tenant: tenant))
    }

    func job(_ name: String, tenant: String? = nil) async throws -> DetectionV1.DetectionJob {
        try await replica.jobs.getDetectionJob(.init(name: name), options: scientist(tenant: tenant))
    }

    /// Waits until the job has ended, however it did.
    func ended(_ name: String, tenant: String? = nil) async throws -> DetectionV1.DetectionJob {
        var job = DetectionV1.DetectionJob()
        try await eventually {
            job = try await self.job(name, tenant: tenant)
            return job.state.isFinal
        }
        return job
    }

    /// Runs a job of one detector to its end and returns its result.
    func detect(_ detector: String, on version: String, tenant: String? = nil) async throws -> DetectionV1.Result {
        let job = try await ended(startJob([detector], on: version, tenant: tenant).name, tenant: tenant)
        try #require(job.state == .succeeded, "\(job)")
        return try await replica.results.getResult(
            .init(name: #require(job.results.first)), options: scientist(tenant: tenant))
    }

    func score(
        _ detector: String, _ input: DetectionV1.ScoreRowsRequest.Input, explain: Bool = false,
        contributions: Int32 = 0, model: String = ""
    ) async throws -> DetectionV1.ScoreRowsResponse {
        try await replica.scoring.scoreRows(
            .init(name: detector, input: input, explain: explain, maxContributions: contributions, model: model),
            options: scientist())
    }

    func score(
        _ detector: String, _ table: TestTable, _ rows: Range<Int>? = nil, explain: Bool = false
    ) async throws -> [DetectionV1.RowScore] {
        try await score(detector, .matrix(table.matrix(rows)), explain: explain).scores
    }

    /// All anomalies of a result, page by page.
    func anomalies(of result: String, pageSize: Int32 = 1000) async throws -> [DetectionV1.Anomaly] {
        var all: [DetectionV1.Anomaly] = []
        var token = ""
        repeat {
            let page = try await replica.results.listAnomalies(
                .init(parent: result, pageSize: pageSize, pageToken: token), options: scientist())
            all += page.anomalies
            token = page.nextPageToken
        } while !token.isEmpty
        return all
    }

    /// The raw scores of all rows of a result, as they are stored.
    func storedScores(of result: String) async throws -> [Double] {
        let id = try #require(result.split(separator: "/").last.flatMap { UUID(uuidString: String($0)) })
        let rows = try await owner().query(
            """
            SELECT first_row, row_count, raw_scores FROM detection.score_chunks
            WHERE result_id = \(id) ORDER BY first_row
            """)
        var scores: [Double] = []
        for row in rows {
            let (first, count, bytes) = try row.values(Int64.self, Int32.self, [UInt8].self)
            try #require(first == Int64(scores.count), "a gap or an overlap")
            let chunk = try StoredScores.decode(bytes, count: Int(count))
            scores += chunk
        }
        return scores
    }
}
