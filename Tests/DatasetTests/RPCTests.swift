import API
import FoundationEssentials
import Messages
import Protobuf
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Over RPC")
struct RPCTests {
    static let text = "a,b\n" + (0..<5000).map { "\($0),name \($0 % 10)\n" }.joined()

    @Test("upload, list, get, rows, columns and delete, each by who may")
    func mainPath() async throws {
        try await RPCHarness.with(ingestLimits: IngestLimits(chunkRowsMax: 1000)) { harness in
            let client = harness.client
            let dataset = try await harness.upload(Self.text)
            #expect(dataset.rowCount == 5000)
            let viewer = try harness.user("viewer")
            #expect(try await client.listDatasets(.init(), options: viewer).datasets == [dataset])
            #expect(try await client.getDataset(.init(name: dataset.name), options: viewer) == dataset)
            let page = try await client.listRows(.init(parent: dataset.name, pageSize: 1000), options: viewer)
            #expect(page.rows.count == 1000)
            #expect(page.rows[999].values == ["a": 999, "b": "name 9"])

            let detection = try harness.service("detection", tenant: harness.tenant)
            #expect(try await client.getDataset(.init(name: dataset.name), options: detection) == dataset)
            var values: [TestValue] = []
            for try await block in try await client.readColumns(
                .init(name: dataset.currentVersion, columns: ["a"]), options: detection)
            {
                values += try EncodedBlock(blob: block.serialized()).decoded().testValues()
            }
            #expect(values == (0..<5000).map(TestValue.integer))

            _ = try await client.deleteDataset(.init(name: dataset.name), options: harness.user("data_scientist"))
            let gone = try await rpcError {
                _ = try await client.getDataset(.init(name: dataset.name), options: viewer)
            }
            #expect(gone.code == .notFound)
        }
    }

    @Test("methods let in whom their policies name, and nobody else")
    func policy() async throws {
        try await RPCHarness.with { harness in
            let client = harness.client
            let name = try await harness.upload("a\n1\n").name
            let calls: [(String, (CallOptions) async throws -> Void, users: [String], services: [String])] = [
                (
                    "GetDataset", { _ = try await client.getDataset(.init(name: name), options: $0) }, ["viewer"],
                    ["detection"]
                ),
                ("ListDatasets", { _ = try await client.listDatasets(.init(), options: $0) }, ["viewer"], []),
                ("ListRows", { _ = try await client.listRows(.init(parent: name), options: $0) }, ["viewer"], []),
                ("UploadDataset", { _ = try await harness.upload("a\n1\n", options: $0) }, ["data_scientist"], []),
                (
                    "ReadColumns",
                    { for try await _ in try await client.readColumns(.init(name: name), options: $0) {} }, [],
                    ["detection"]
                ),
                (
                    "DeleteDataset", { _ = try await client.deleteDataset(.init(name: name), options: $0) },
                    ["data_scientist"], []
                ),
            ]
            for (method, call, users, services) in calls {
                #expect(try await rpcError { try await call(CallOptions()) }.code == .unauthenticated, "\(method)")
                for role in ["viewer", "data_scientist"] {
                    let options = try harness.user(role)
                    let isAllowed = users.contains(role) || users.contains("viewer")
                    if isAllowed {
                        try await call(options)
                    } else {
                        #expect(try await rpcError { try await call(options) }.code == .permissionDenied, "\(method)")
                    }
                }
                for service in ["detection", "metrics"] where !services.contains(service) {
                    let options = try harness.service(service, tenant: harness.tenant)
                    #expect(try await rpcError { try await call(options) }.code == .permissionDenied, "\(method)")
                }
            }
        }
    }

    @Test("a service must name a tenant, and sees that one's datasets only")
    func tenants() async throws {
        try await RPCHarness.with { harness in
            let name = try await harness.upload("a\n1\n").name
            for (tenant, code) in [(nil, StatusCode.invalidArgument), (TestDatasetDatabase.newTenant(), .notFound)] {
                let options = try harness.service("detection", tenant: tenant)
                let error = try await rpcError {
                    _ = try await harness.client.getDataset(.init(name: name), options: options)
                }
                #expect(error.code == code)
            }
        }
    }

    @Test("an upload that its client cancels is collected by the running sweep")
    func cancelled() async throws {
        let limits = DatasetLimits(sweepInterval: .milliseconds(20))
        try await RPCHarness.with(limits: limits, ingestLimits: IngestLimits(chunkRowsMax: 1000)) { harness in
            struct GivenUp: Error {}
            await #expect(throws: (any Error).self) {
                _ = try await harness.client.uploadDataset(options: harness.user("data_scientist")) { writer in
                    try await writer.write(.init(part: .spec(SweepTests.told)))
                    try await writer.write(.init(part: .chunk(ByteSlice(Array(Self.text.utf8)))))
                    // Written means that the server has begun; then the client goes away.
                    while try await harness.base.count("chunks") == 0 { await Task.yield() }
                    throw GivenUp()
                }
            }
            while try await harness.base.count("version_leases") > 0 { await Task.yield() }
            for table in ["datasets", "dataset_versions", "chunks", "blobs", "blob_owners"] {
                #expect(try await harness.base.count(table) == 0)
            }
        }
    }

    @Test("without a database the service starts and answers UNAVAILABLE")
    func deadDatabase() async throws {
        try await ServiceFixture.with(DatasetBackend.definition) { fixture in
            let replica = try await fixture.start(["DATABASE_URL": "postgresql://nobody@/nothing?host=/nonexistent"])
            let client = DatasetV1.DatasetServiceClient(replica.channel)
            let error = try await rpcError {
                try await client.listDatasets(.init(), options: fixture.user("viewer"))
            }
            #expect(error.code == .unavailable)
        }
    }
}
