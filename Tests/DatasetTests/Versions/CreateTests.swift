import FoundationEssentials
import Messages
import Protobuf
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Creating datasets")
struct CreateTests {
    static let schema = DatasetV1.Schema(columns: [
        .init(name: "id", type: .integer, role: .id), .init(name: "x", type: .float, unit: "°C"),
        .init(name: "ok", type: .boolean, missingPolicy: .missingRejected), .init(name: "at", type: .timestamp),
        .init(name: "text", type: .string, role: .ignore),
    ])

    private func create(
        _ service: TestService, rows: [GoogleProtobuf.Struct] = [], schema: DatasetV1.Schema? = schema,
        name: String = "made", policy: DatasetV1.RejectPolicy = .unspecified, id: String = ""
    ) async throws -> DatasetV1.CreateDatasetResponse {
        try await service.handlers.createDataset(
            .init(
                dataset: .init(displayName: name, labels: ["team": "a"], schema: schema), rows: rows, onReject: policy,
                requestId: id), context: service.context())
    }

    @Test("rows in the call are read as a file's are, and come back as they were")
    func rows() async throws {
        try await TestService.with { service in
            let rows: [GoogleProtobuf.Struct] = [
                [
                    "id": "9007199254740993", "x": -0.5, "ok": true, "at": "2026-01-01T00:00:00Z",
                    "text": "a\"\\\n\u{1}é",
                ],
                ["id": 2, "x": nil, "ok": false, "text": ["k": [1, nil, "v"]]],
                ["id": 3, "x": "NaN", "ok": true, "text": ""],
                ["id": 4.5, "ok": true],
                ["id": 5, "x": 1e300],
            ]
            let response = try await create(service, rows: rows)
            let dataset = try #require(response.dataset)
            #expect(
                response.rejectReport
                    == .init(
                        acceptedRows: 3, rejectedRows: 2,
                        rejects: [
                            .init(line: 4, column: "id", reason: "not an integer", text: "4.5"),
                            .init(line: 5, column: "ok", reason: "no value, where the column must have one"),
                        ]))
            #expect(
                dataset.schema?.columns.map(\.role) == [.id, .feature, .feature, .eventTime, .ignore])
            #expect(dataset.schema?.columns.map(\.unit) == ["", "°C", "", "", ""])
            #expect(try await service.dataset(dataset.name) == dataset)
            let read = try await service.rows(dataset.name).compactMap(\.values)
            #expect(read[0]["id"]?.string == "9007199254740993" && read[0]["x"]?.number == -0.5)
            #expect(read[0]["text"]?.string == "a\"\\\n\u{1}é")
            #expect(read[1]["text"]?.string == #"{"k":[1,null,"v"]}"# && read[1]["x"]?.isNull == true)
            #expect(read[2]["text"]?.string == "")
        }
    }

    @Test("a dataset without rows can be read, and rows appended to it")
    func empty() async throws {
        try await TestService.with { service in
            let dataset = try #require(try await create(service).dataset)
            #expect(dataset.rowCount == 0 && dataset.schema?.columns.count == 5)
            #expect(try await service.rows(dataset.name).isEmpty)
            #expect(try await service.blocks(dataset.name).isEmpty)
            let sample = try await service.handlers.sampleRows(
                .init(name: dataset.name, size: 10), context: service.context())
            #expect(sample.rows.isEmpty)
            let error = try await rpcError {
                _ = try await service.handlers.splitDataset(
                    .init(name: dataset.name, testFraction: 0.5), context: service.context())
            }
            #expect(error.code == .invalidArgument)
            let other = try #require(try await create(service).dataset)
            #expect(other.contentSha256 == dataset.contentSha256)
            let appended = try await service.handlers.appendRows(
                .init(name: dataset.name, rows: [["id": 1, "ok": true]]), context: service.context())
            #expect(appended.version?.rowCount == 1)
            #expect(try await service.rows(dataset.name).count == 1)
        }
    }

    @Test("types that are not given are told from the rows; without rows they must be given")
    func inference() async throws {
        try await TestService.with { service in
            let schema = DatasetV1.Schema(columns: [.init(name: "a"), .init(name: "b")])
            let dataset = try await create(service, rows: [["a": 1, "b": "x"], ["a": 2.5]], schema: schema).dataset
            #expect(dataset?.schema?.columns.map(\.type) == [.float, .string])
            let error = try await rpcError { _ = try await create(service, schema: schema) }
            #expect(error.code == .invalidArgument)
        }
    }

    @Test("what makes no sense is refused and names its field")
    func refusals() async throws {
        try await TestService.with { service in
            let twice = DatasetV1.Schema(columns: [.init(name: "a", type: .float), .init(name: "a", type: .float)])
            for (field, call) in [
                ("dataset.display_name", { try await create(service, name: " ") }),
                ("dataset.schema", { try await create(service, schema: nil) }),
                ("dataset.schema", { try await create(service, schema: twice) }),
                ("rows[0]", { try await create(service, rows: [["nope": 1]]) }),
                ("request_id", { try await create(service, id: "no uuid") }),
                ("on_reject", { try await create(service, policy: .unrecognized(77)) }),
            ] as [(String, () async throws -> DatasetV1.CreateDatasetResponse)] {
                let error = try await rpcError { _ = try await call() }
                #expect(error.code == .invalidArgument)
                let fields = try error.details.compactMap { try $0.unpack(as: GoogleRpc.BadRequest.self) }
                    .flatMap(\.fieldViolations).map(\.field)
                #expect(fields == [field])
            }
            let error = try await rpcError {
                _ = try await create(
                    service, rows: [["id": "x", "ok": true], ["id": 1, "ok": true]], policy: .failUpload)
            }
            #expect(error.code == .invalidArgument)
            #expect(try await service.counts().isAllZero)
        }
    }
}
