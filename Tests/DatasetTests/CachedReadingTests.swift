import FoundationEssentials
import Logging
import Messages
import Postgres
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Cached reading")
struct CachedReadingTests {
    /// The same database, seen by another replica.
    private func replica(_ service: TestService, _ limits: DatasetLimits = .standard) -> TestService {
        let parts = DatasetParts(
            pool: service.base.pool, cpuPool: service.parts.cpuPool, limits: limits,
            ingestLimits: service.parts.ingestLimits)
        return TestService(
            base: service.base, parts: parts, handlers: DatasetHandlers(parts: parts, logger: Logger(label: "test")),
            uploads: service.uploads, tenant: service.tenant)
    }

    private func detection(_ service: TestService) -> ServerContext {
        ServerContext(
            method: .test,
            principal: Principal(kind: .service, subject: "detection", tenantID: service.tenant))
    }

    private func read(_ service: TestService, _ name: String) async throws -> [DatasetV1.ColumnBlock] {
        let (writer, written) = ResponseWriter<DatasetV1.ColumnBlock>.collecting()
        try await service.handlers.readColumns(.init(name: name), responses: writer, context: detection(service))
        var blocks: [DatasetV1.ColumnBlock] = []
        for try await block in written { blocks.append(block) }
        return blocks
    }

    @Test("blocks from the cache are those from the database, and need nothing of its blobs any more")
    func same() async throws {
        try await TestService.with(ingestLimits: SweepTests.small) { service in
            let dataset = try #require(try await service.upload("a,b\n" + SweepTests.rows).dataset)
            let without = replica(service, DatasetLimits(blockCacheBytes: 0))
            #expect(without.parts.blockCache == nil)
            let expected = try await read(without, dataset.name)
            #expect(try await read(service, dataset.name) == expected)
            let owner = try await service.base.database.connect()
            try await owner.script("ALTER TABLE dataset.blobs RENAME TO elsewhere")
            #expect(try await read(service, dataset.name) == expected)
            await #expect(throws: (any Error).self) { try await read(without, dataset.name) }
        }
    }

    @Test("a purged version can't be read, though a replica may hold its blocks; the one that purged it holds none")
    func purged() async throws {
        try await TestService.with(ingestLimits: SweepTests.small) { service in
            let dataset = try #require(try await service.upload("a,b\n" + SweepTests.rows).dataset)
            let other = replica(service)
            for replica in [service, other] {
                _ = try await read(replica, dataset.currentVersion)
                #expect(try #require(replica.parts.blockCache).size > 0)
            }
            _ = try await service.handlers.deleteDataset(.init(name: dataset.name), context: service.context())
            for replica in [service, other] { #expect(try await !read(replica, dataset.currentVersion).isEmpty) }
            try await service.base.expireLeases()
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try #require(service.parts.blockCache).size == 0)
            #expect(try #require(other.parts.blockCache).size > 0)
            for replica in [service, other] {
                for name in [dataset.name, dataset.currentVersion] {
                    let error = try await rpcError { _ = try await read(replica, name) }
                    #expect(error.code == .notFound)
                }
            }
        }
    }
}
