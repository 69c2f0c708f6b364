import API
import Messages
import NIOPosix
import Protobuf
import RPC
import ServiceKit

/// The platform's services called directly over gRPC with the typed clients.
struct RPCClient: PlatformClient {
    static let chunkBytes = 64 << 10

    let datasets: RPCChannel
    let detection: RPCChannel

    init(_ platform: TestPlatform, token: String) {
        datasets = Self.channel(platform.rpcPort(.dataset), token: token)
        detection = Self.channel(platform.rpcPort(.detection), token: token)
    }

    static func channel(_ port: Int, token: String? = nil) -> RPCChannel {
        var configuration = ChannelConfiguration()
        if let token { configuration.credentials = { () throws(RPCError) in ["authorization": "Bearer \(token)"] } }
        return RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: port), configuration: configuration,
            group: MultiThreadedEventLoopGroup.singleton)
    }

    func shutdown() async {
        await datasets.shutdown()
        await detection.shutdown()
    }

    func upload(_ csv: [UInt8], _ spec: DatasetV1.UploadSpec) async throws -> DatasetV1.UploadDatasetResponse {
        try await DatasetV1.DatasetServiceClient(datasets).uploadDataset { requests in
            try await requests.write(DatasetV1.UploadDatasetRequest(part: .spec(spec)))
            for start in stride(from: 0, to: csv.count, by: Self.chunkBytes) {
                let chunk = csv[start..<min(start + Self.chunkBytes, csv.count)]
                try await requests.write(DatasetV1.UploadDatasetRequest(part: .chunk(ByteSlice(chunk))))
            }
        }
    }

    func createUpload(_ upload: DatasetV1.Upload) async throws -> DatasetV1.Upload {
        try await DatasetV1.UploadServiceClient(datasets).createUpload(.init(upload: upload))
    }

    func write(_ bytes: [UInt8], to upload: String) async throws -> DatasetV1.WriteUploadResponse {
        try await DatasetV1.UploadServiceClient(datasets).writeUpload { requests in
            try await requests.write(DatasetV1.WriteUploadRequest(part: .start(.init(name: upload))))
            try await requests.write(DatasetV1.WriteUploadRequest(part: .chunk(ByteSlice(bytes[...]))))
        }
    }

    func dataset(_ name: String) async throws -> DatasetV1.Dataset {
        try await DatasetV1.DatasetServiceClient(datasets).getDataset(.init(name: name))
    }

    func profile(_ dataset: String) async throws -> GoogleLongrunning.Operation {
        try await DatasetV1.DatasetServiceClient(datasets).profileDataset(.init(name: dataset))
    }

    func rows(of dataset: String, pageSize: Int32) async throws -> DatasetV1.ListRowsResponse {
        try await DatasetV1.DatasetServiceClient(datasets).listRows(.init(parent: dataset, pageSize: pageSize))
    }

    func algorithms() async throws -> DetectionV1.ListAlgorithmsResponse {
        try await DetectionV1.DetectorServiceClient(detection).listAlgorithms(.init())
    }

    func createDetector(_ detector: DetectionV1.Detector) async throws -> DetectionV1.Detector {
        try await DetectionV1.DetectorServiceClient(detection).createDetector(.init(detector: detector))
    }

    func train(_ request: DetectionV1.TrainDetectorRequest) async throws -> GoogleLongrunning.Operation {
        try await DetectionV1.DetectorServiceClient(detection).trainDetector(request)
    }

    func operation(_ name: String) async throws -> GoogleLongrunning.Operation {
        let owner = name.hasPrefix("operations/dataset/") ? datasets : detection
        return try await GoogleLongrunning.OperationsClient(owner).getOperation(.init(name: name))
    }

    func model(_ name: String) async throws -> DetectionV1.Model {
        try await DetectionV1.ModelServiceClient(detection).getModel(.init(name: name))
    }

    func createJob(_ job: DetectionV1.DetectionJob) async throws -> DetectionV1.DetectionJob {
        try await DetectionV1.JobServiceClient(detection).createDetectionJob(.init(detectionJob: job))
    }

    func job(_ name: String) async throws -> DetectionV1.DetectionJob {
        try await DetectionV1.JobServiceClient(detection).getDetectionJob(.init(name: name))
    }

    func result(_ name: String) async throws -> DetectionV1.Result {
        try await DetectionV1.ResultServiceClient(detection).getResult(.init(name: name))
    }

    func anomalies(of result: String, pageSize: Int32) async throws -> DetectionV1.ListAnomaliesResponse {
        try await DetectionV1.ResultServiceClient(detection).listAnomalies(.init(parent: result, pageSize: pageSize))
    }

    func score(_ request: DetectionV1.ScoreRowsRequest) async throws -> DetectionV1.ScoreRowsResponse {
        try await DetectionV1.ScoringServiceClient(detection).scoreRows(request)
    }
}
