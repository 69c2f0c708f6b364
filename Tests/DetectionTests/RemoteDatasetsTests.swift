import API
import FoundationEssentials
import Messages
import NIOPosix
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DetectionBackend

/// The dataset service as detection calls it: in a tenant's name, over RPC.
@Suite(.timeLimit(.minutes(1))) struct RemoteDatasetsTests {
    private static let dataset = "datasets/0a1b2c3d-0000-4000-8000-000000000001"
    private static let version = dataset + "/versions/0a1b2c3d-0000-4000-8000-000000000002"
    private static let outdated = dataset + "/versions/0a1b2c3d-0000-4000-8000-000000000003"
    private static let tenant = UUID()

    /// Has one dataset, of one tenant, and sends two blocks; the second may be an error.
    private struct FakeService: Sendable {
        var failure: RPCError?

        private func check(_ context: ServerContext) throws(RPCError) {
            guard context.requestMetadata["x-tenant"] == tenant.text else { throw RPCError(.notFound, "Not yours.") }
        }

        func getDataset(
            _ request: DatasetV1.GetDatasetRequest, context: ServerContext
        ) async throws -> DatasetV1.Dataset {
            try check(context)
            guard request.name == dataset else { throw ResourceName.notFound(request.name) }
            let columns = [DatasetV1.Column(name: "a", type: .float, role: .feature)]
            return .init(name: dataset, schema: .init(columns: columns), currentVersion: version, rowCount: 7)
        }

        /// Of which there is one more, that is not the current one.
        func getDatasetVersion(
            _ request: DatasetV1.GetDatasetVersionRequest, context: ServerContext
        ) async throws -> DatasetV1.DatasetVersion {
            try check(context)
            guard request.name == outdated else { throw ResourceName.notFound(request.name) }
            let columns = [DatasetV1.Column(name: "a", type: .float, role: .feature)]
            return .init(name: outdated, rowCount: 5, schema: .init(columns: columns))
        }

        func readColumns(
            _ request: DatasetV1.ReadColumnsRequest, responses: ResponseWriter<DatasetV1.ColumnBlock>,
            context: ServerContext
        ) async throws {
            try check(context)
            let name = "\(request.name) \(request.columns) \(request.rowBegin)..<\(request.rowEnd)"
            try await responses.write(.init(column: name))
            if let failure { throw failure }
            try await responses.write(.init(column: "last"))
        }

        /// The methods that detection calls.
        var rpc: RPCService {
            typealias Methods = DatasetV1.DatasetServiceMethods
            var service = RPCService(Methods.descriptor)
            service.register(Methods.getDataset) { call, context in
                call.respond(try await getDataset(call.request(DatasetV1.GetDatasetRequest.self), context: context))
            }
            service.register(Methods.getDatasetVersion) { call, context in
                call.respond(
                    try await getDatasetVersion(
                        call.request(DatasetV1.GetDatasetVersionRequest.self), context: context))
            }
            service.register(Methods.readColumns) { call, context in
                try await readColumns(
                    call.request(DatasetV1.ReadColumnsRequest.self), responses: call.responses(), context: context)
            }
            return service
        }
    }

    private func with(_ service: FakeService, _ body: (RemoteDatasets) async throws -> Void) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let server = RPCServer(
            configuration: ServerConfiguration(host: "127.0.0.1", port: 0, eventLoopGroup: group),
            services: [service.rpc], interceptors: [])
        try await server.start()
        let channel = RPCChannel(target: Endpoint(host: "127.0.0.1", port: server.port), group: group)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(RemoteDatasets(channel: channel)))
        } catch {
            result = .failure(error)
        }
        await channel.shutdown()
        await server.shutdown(grace: .zero)
        try result.get()
    }

    @Test func `a dataset stands for its current version, and a version for itself`() async throws {
        try await with(FakeService()) { datasets in
            for name in [Self.dataset, Self.version] {
                let found = try await datasets.describe(name, tenant: Self.tenant)
                #expect(found.version == Self.version && found.dataset.text == String(Self.dataset.dropFirst(9)))
                #expect(found.rowCount == 7 && found.columns.map(\.name) == ["a"])
            }
            let older = try await datasets.describe(Self.outdated, tenant: Self.tenant)
            #expect(older.version == Self.outdated && older.rowCount == 5 && older.columns.map(\.name) == ["a"])
        }
    }

    @Test(arguments: [
        "", "datasets", "detectors/0a1b2c3d-0000-4000-8000-000000000001", dataset + "/versions",
        dataset + "/versions/1",
        dataset + "/versions/0a1b2c3d-0000-4000-8000-000000000004", "datasets/0a1b2c3d-0000-4000-8000-000000000009",
    ])
    func `another name is NOT_FOUND`(name: String) async throws {
        try await with(FakeService()) { datasets in
            let error = try await rpcError { try await datasets.describe(name, tenant: Self.tenant) }
            #expect(error.code == .notFound)
        }
    }

    @Test func `calls are made in the tenant's name`() async throws {
        try await with(FakeService()) { datasets in
            let described = try await rpcError { try await datasets.describe(Self.dataset, tenant: UUID()) }
            #expect(described.code == .notFound)
            let read = try await rpcError {
                try await datasets.read(Self.version, columns: ["a"], rows: 0..<7, tenant: UUID()) { _ in }
            }
            #expect(read.code == .notFound)
        }
    }

    @Test func `blocks come one by one, and an error after some of them is an error`() async throws {
        let whole = "\(Self.version) [\"a\", \"b\"] 3..<5"
        for (failure, expected) in [(nil, [whole, "last"]), (RPCError(.dataLoss, "broken"), [whole])] {
            try await with(FakeService(failure: failure)) { datasets in
                var seen: [String] = []
                var caught: RPCError?
                do {
                    try await datasets.read(Self.version, columns: ["a", "b"], rows: 3..<5, tenant: Self.tenant) {
                        seen.append($0.column)
                    }
                } catch let error as RPCError {
                    caught = error
                }
                #expect(seen == expected)
                #expect(caught?.code == failure?.code)
            }
        }
    }
}
