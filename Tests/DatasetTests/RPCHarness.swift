import API
import Messages
import Protobuf
import RPC
import ServiceKit
import TestKit

@testable import DatasetBackend

/// The service in this process as others see it: on a port, behind its policy, over a real database.
struct RPCHarness {
    let base: TestDatasetDatabase
    let client: DatasetV1.DatasetServiceClient
    private let fixture: ServiceFixture

    var tenant: String { fixture.tenant }

    static func with(
        limits: DatasetLimits = .standard, ingestLimits: IngestLimits = .standard,
        _ body: (RPCHarness) async throws -> Void
    ) async throws {
        var definition = DatasetBackend.definition
        definition.build = { try DatasetBackend.build($0, limits: limits, ingestLimits: ingestLimits) }
        try await ServiceFixture.with(definition) { fixture in
            let replica = try await fixture.start()
            let base = TestDatasetDatabase(database: fixture.database, pool: try replica.service.environment.pool)
            let client = DatasetV1.DatasetServiceClient(replica.channel)
            try await body(RPCHarness(base: base, client: client, fixture: fixture))
        }
    }

    func user(_ role: String, tenant: String? = nil) throws -> CallOptions {
        try fixture.user(role, tenant: tenant)
    }

    func service(_ name: String, tenant: String? = nil) throws -> CallOptions {
        try fixture.service(name, tenant: tenant)
    }

    func upload(_ text: String, options: CallOptions? = nil) async throws -> DatasetV1.Dataset {
        let options = try options ?? user("data_scientist")
        let response = try await client.uploadDataset(options: options) { writer in
            try await writer.write(.init(part: .spec(.init(displayName: "table"))))
            for piece in Array(text.utf8).batches(of: 100_000) {
                try await writer.write(.init(part: .chunk(ByteSlice(piece))))
            }
        }
        return response.dataset ?? DatasetV1.Dataset()
    }
}
