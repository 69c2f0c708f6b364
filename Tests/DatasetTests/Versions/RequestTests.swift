import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Requests with an id")
struct RequestTests {
    @Test("sent twice, a request is done once and answered alike; another one with its id is refused")
    func once() async throws {
        try await TestService.with { service in
            let schema = DatasetV1.Schema(columns: [.init(name: "a", type: .float)])
            let creation = DatasetV1.CreateDatasetRequest(
                dataset: .init(displayName: "t", labels: ["x": "1", "y": "2", "z": "3"], schema: schema),
                rows: [["a": 1]], requestId: UUID().uuidString)
            let made = try await service.handlers.createDataset(creation, context: service.context())
            #expect(try await service.handlers.createDataset(creation, context: service.context()) == made)
            let name = try #require(made.dataset).name

            let addition = DatasetV1.AppendRowsRequest(name: name, rows: [["a": 2]], requestId: UUID().uuidString)
            let appended = try await service.handlers.appendRows(addition, context: service.context())
            #expect(try await service.handlers.appendRows(addition, context: service.context()) == appended)
            #expect(try await service.rows(name).count == 2)

            let spec = DatasetV1.UploadSpec(displayName: "u", requestId: UUID().uuidString)
            let uploaded = try await service.upload("a\n1\n", spec: spec)
            #expect(try await service.upload("a\n1\n", spec: spec) == uploaded)

            let splitting = DatasetV1.SplitDatasetRequest(
                name: name, testFraction: 0.5, requestId: UUID().uuidString)
            let split = try await service.handlers.splitDataset(splitting, context: service.context())
            #expect(try await service.handlers.splitDataset(splitting, context: service.context()) == split)
            #expect(try await service.base.count("datasets") == 4)

            var other = addition
            other.rows = [["a": 3]]
            other.requestId = creation.requestId
            for changed in [other] {
                let error = try await rpcError {
                    _ = try await service.handlers.appendRows(changed, context: service.context())
                }
                #expect(error.code == .invalidArgument)
            }
            // The id is the caller's own: in another tenant it is free.
            let elsewhere = service.context(tenant: TestDatasetDatabase.newTenant())
            _ = try await service.handlers.createDataset(creation, context: elsewhere)
            #expect(try await service.base.count("datasets") == 5)
        }
    }

    @Test("of many at once, one is done, and all get its answer")
    func atOnce() async throws {
        try await TestService.with { service in
            let name = try #require(try await service.upload("a\n1\n").dataset).name
            let request = DatasetV1.AppendRowsRequest(name: name, rows: [["a": 2]], requestId: UUID().uuidString)
            let answers = try await withThrowingTaskGroup(of: DatasetV1.AppendRowsResponse.self) { group in
                for _ in 0..<6 {
                    group.addTask { try await service.handlers.appendRows(request, context: service.context()) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0 == answers[0] })
            #expect(try await service.rows(name).count == 2)
            _ = try await service.parts.sweep.run()
            #expect(try await service.base.count("dataset_versions") == 2)
            #expect(try await service.base.count("version_leases") == 0)
        }
    }

    @Test("a request that failed can be sent again; one that is too old is forgotten")
    func forgetting() async throws {
        try await TestService.with { service in
            let spec = DatasetV1.UploadSpec(displayName: "u", requestId: UUID().uuidString)
            _ = try await rpcError { _ = try await service.upload("a\n", spec: spec) }
            let first = try await service.upload("a\n1\n", spec: spec)
            #expect(try await service.parts.requests.removeExpired() == 0)
            let owner = try await service.base.database.connect()
            _ = try await owner.execute("UPDATE requests SET created_at = now() - interval '25 hours'")
            let second = try await service.upload("a\n1\n", spec: spec)
            #expect(second.dataset?.name != first.dataset?.name)
            #expect(try await service.base.count("requests") == 1)
            _ = try await owner.execute("UPDATE request_expiries SET expires_at = now()")
            #expect(try await service.parts.requests.removeExpired() == 2)
            #expect(try await service.base.count("requests") == 0)
            #expect(try await service.base.count("request_expiries") == 0)
        }
    }
}
