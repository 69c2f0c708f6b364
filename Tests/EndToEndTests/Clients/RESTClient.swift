import FoundationEssentials
import Messages
import NIOHTTP1
import Protobuf

/// The platform through the gateway, as JSON; messages are read back by the descriptors that the gateway uses.
struct RESTClient: PlatformClient {
    private static let codec: Swift.Result<JSONCodec, any Error> = Swift.Result {
        JSONCodec(try DescriptorPool(fileDescriptorSet: DescriptorSet.bytes))
    }

    struct Refusal: Error, Equatable {
        var httpStatus: Int
        var status: String
        var message: String
    }

    var caller: HTTPCaller

    func call<Answer: ProtobufMessage>(
        _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil, contentType: String = "application/json"
    ) async throws -> Answer {
        let headers: HTTPHeaders = body == nil ? [:] : ["content-type": contentType]
        let answer = try await caller.call(method, path, headers: headers, body: body)
        guard answer.status == 200 else { throw Self.refusal(answer) }
        return try Answer(serialized: Self.codec.get().wireBytes(fromJSON: answer.body, type: Answer.messageName))
    }

    func post<Answer: ProtobufMessage>(_ path: String, _ request: some ProtobufMessage) async throws -> Answer {
        try await call(.POST, path, body: Self.json(request))
    }

    static func json(_ message: some ProtobufMessage) throws -> [UInt8] {
        try codec.get().json(fromWire: message.serialized(), type: type(of: message).messageName)
    }

    /// A message of any type, written as JSON, as it travels over gRPC.
    static func wire(fromJSON json: String, type: String) throws -> [UInt8] {
        try codec.get().wireBytes(fromJSON: Array(json.utf8), type: type)
    }

    static func fieldNames(of type: String) throws -> [String] {
        try codec.get().pool.message(named: type)?.fields.map(\.name) ?? []
    }

    /// The documented error body.
    static func refusal(_ answer: HTTPCaller.Answer) -> any Error {
        struct Body: Decodable {
            struct Content: Decodable {
                var code: Int
                var status: String
                var message: String
                var request_id: String
            }
            var error: Content
        }
        guard let content = try? JSONDecoder().decode(Body.self, from: Data(answer.body)).error,
            content.code == answer.status, !content.request_id.isEmpty
        else { return PlatformFailure("not the documented error: \(answer.status) \(answer.text)") }
        return Refusal(httpStatus: answer.status, status: content.status, message: content.message)
    }

    func upload(_ csv: [UInt8], _ spec: DatasetV1.UploadSpec) async throws -> DatasetV1.UploadDatasetResponse {
        var fields = [("display_name", spec.displayName), ("target_column", spec.targetColumn)]
        fields += spec.idColumns.map { ("id_columns", $0) }
        let boundary = "end-to-end-boundary"
        var body: [UInt8] = []
        for (name, value) in fields where !value.isEmpty {
            body += Array("--\(boundary)\r\ncontent-disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array("--\(boundary)\r\ncontent-disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\n".utf8)
        body += csv + Array("\r\n--\(boundary)--\r\n".utf8)
        return try await call(
            .POST, "/v1/datasets:upload", body: body, contentType: "multipart/form-data; boundary=\(boundary)")
    }

    func dataset(_ name: String) async throws -> DatasetV1.Dataset { try await call(.GET, "/v1/\(name)") }

    func rows(of dataset: String, pageSize: Int32) async throws -> DatasetV1.ListRowsResponse {
        try await call(.GET, "/v1/\(dataset)/rows?page_size=\(pageSize)")
    }

    func algorithms() async throws -> DetectionV1.ListAlgorithmsResponse { try await call(.GET, "/v1/algorithms") }

    func createDetector(_ detector: DetectionV1.Detector) async throws -> DetectionV1.Detector {
        try await post("/v1/detectors", detector)
    }

    func train(_ request: DetectionV1.TrainDetectorRequest) async throws -> GoogleLongrunning.Operation {
        try await post("/v1/\(request.name):train", request)
    }

    func operation(_ name: String) async throws -> GoogleLongrunning.Operation { try await call(.GET, "/v1/\(name)") }
    func model(_ name: String) async throws -> DetectionV1.Model { try await call(.GET, "/v1/\(name)") }

    func createJob(_ job: DetectionV1.DetectionJob) async throws -> DetectionV1.DetectionJob {
        try await post("/v1/detectionJobs", job)
    }

    func job(_ name: String) async throws -> DetectionV1.DetectionJob { try await call(.GET, "/v1/\(name)") }
    func result(_ name: String) async throws -> DetectionV1.Result { try await call(.GET, "/v1/\(name)") }

    func anomalies(of result: String, pageSize: Int32) async throws -> DetectionV1.ListAnomaliesResponse {
        try await call(.GET, "/v1/\(result)/anomalies?page_size=\(pageSize)")
    }

    func score(_ request: DetectionV1.ScoreRowsRequest) async throws -> DetectionV1.ScoreRowsResponse {
        try await post("/v1/\(request.name):score", request)
    }
}
