import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit
import Synchronization
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Sweep")
struct SweepTests {
    static let small = IngestLimits(chunkRowsMax: 10)
    /// Nothing is left to be told from the file's beginning, so that chunks are stored as soon as their rows are there.
    static let told = DatasetV1.UploadSpec(displayName: "t", format: "csv", delimiter: ",")
    static let rows = (0..<95).map { "\($0),name \($0 % 7)\n" }.joined()

    @Test("an upload whose client goes away leaves nothing visible, and the sweep collects the rest")
    func clientGone() async throws {
        try await TestService.with(limits: DatasetLimits(sweepBatch: 4), ingestLimits: Self.small) { service in
            let gate = GatedSource(
                [
                    .init(part: .spec(Self.told)),
                    .init(part: .chunk(ByteSlice(Array(("a,b\n" + Self.rows).utf8)))),
                ],
                end: RPCError(.cancelled, "The client went away."))
            gate.open()
            let error = try await rpcError {
                _ = try await service.handlers.uploadDataset(RequestStream(source: gate), context: service.context())
            }
            #expect(error.code == .cancelled)
            #expect(try await service.base.count("chunks") > 0)
            #expect(try await service.base.count("datasets") == 0)
            #expect(try await service.handlers.listDatasets(.init(), context: service.context()).datasets.isEmpty)
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try await service.counts().isAllZero)
        }
    }

    @Test("a replica killed in the middle leaves a lease, and the sweep collects when it ends, not before")
    func killed() async throws {
        try await TestService.with(ingestLimits: Self.small) { service in
            let request = try UploadRequest(Self.told, limits: .standard)
            let upload = Upload(
                request, tenant: service.tenant, actor: service.actor, parts: service.parts)
            try await upload.receive(ByteSlice(Array(("a,b\n" + Self.rows).utf8)))
            #expect(try await service.base.count("chunks") == 18)
            #expect(try await service.parts.sweep.run() == 0)
            #expect(try await service.base.count("chunks") == 18)
            try await service.base.expireLeases()
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try await service.counts().isAllZero)
            // What seemed dead and was not can't publish any more.
            await #expect(throws: DraftExpired.self) { _ = try await upload.finish() }
        }
    }

    @Test("a deleted dataset is gone at once, its blocks after the retention, and shared ones stay")
    func deletion() async throws {
        try await TestService.with(ingestLimits: Self.small) { service in
            let first = try #require(try await service.upload("a,b\n" + Self.rows).dataset)
            let second = try #require(try await service.upload("a,b\n" + Self.rows).dataset)
            let counts = try await service.counts()
            _ = try await service.handlers.deleteDataset(.init(name: first.name), context: service.context())
            for name in [first.name, first.currentVersion] {
                let error = try await rpcError { _ = try await service.rows(name) }
                #expect(error.code == .notFound)
            }
            let error = try await rpcError {
                _ = try await service.handlers.deleteDataset(.init(name: first.name), context: service.context())
            }
            #expect(error.code == .notFound)
            #expect(try await service.parts.sweep.run() == 0)
            try await service.base.expireLeases()
            #expect(try await service.parts.sweep.run() == 1)
            let left = try await service.counts()
            #expect(left["datasets"] == 1 && left["dataset_versions"] == 1 && left["version_leases"] == 0)
            #expect(left["blobs"] == counts["blobs"])
            #expect(try await service.rows(second.name).count == 95)
            _ = try await service.handlers.deleteDataset(.init(name: second.name), context: service.context())
            try await service.base.expireLeases()
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try await service.counts().isAllZero)
        }
    }

    @Test("publishing and collecting the same draft: one of them happens, never half of each")
    func race() async throws {
        try await TestService.with(ingestLimits: Self.small) { service in
            var published = 0
            for _ in 0..<12 {
                let request = try UploadRequest(Self.told, limits: .standard)
                let upload = Upload(
                    request, tenant: service.tenant, actor: service.actor, parts: service.parts)
                try await upload.receive(ByteSlice(Array(("a,b\n" + Self.rows).utf8)))
                try await service.base.expireLeases()
                let parts = service.parts
                async let collected = parts.sweep.run()
                var name: String?
                do {
                    name = try await upload.finish().dataset?.name
                    published += 1
                } catch is DraftExpired {}
                #expect(try await collected == (name == nil ? 1 : 0))
                if let name { #expect(try await service.rows(name).count == 95) }
            }
            #expect(try await service.base.count("datasets") == published)
            #expect(try await service.base.count("version_leases") == 0)
        }
    }

    @Test("a version that takes longer to collect than a claim is believed stays its collector's")
    func longCollection() async throws {
        try await TestService.with(limits: DatasetLimits(sweepBatch: 4), ingestLimits: Self.small) { service in
            let dataset = try #require(try await service.upload("a,b\n" + Self.rows).dataset)
            _ = try await service.handlers.deleteDataset(.init(name: dataset.name), context: service.context())
            try await service.base.expireLeases()
            let (base, other) = (service.base, service.parts.sweep)
            let steps = Atomic(0)
            let blobs = InterruptedBlobStore(
                PostgresBlobStore(pool: service.base.pool, batchMax: 4),
                beforeRelease: {
                    if steps.add(1, ordering: .relaxed).newValue > 1 { #expect(try await other.run() == 0) }
                    // The step takes so long that the claim runs out.
                    try await base.expireLeases()
                })
            let sweep = Sweep(pool: service.base.pool, blobs: blobs, limits: service.parts.limits)
            #expect(try await sweep.run() == 1)
            #expect(steps.load(ordering: .relaxed) > 3)
            #expect(try await service.counts().isAllZero)
        }
    }

    @Test("a collector that finds nothing to do beside another one leaves the lease, which leads to the rest")
    func replacedCollector() async throws {
        try await TestService.with(limits: DatasetLimits(sweepBatch: 4), ingestLimits: Self.small) { service in
            let dataset = try #require(try await service.upload("a,b\n" + Self.rows).dataset)
            _ = try await service.handlers.deleteDataset(.init(name: dataset.name), context: service.context())
            try await service.base.expireLeases()
            let version = try ResourceName.ids(dataset.currentVersion, "datasets", "versions")[1]
            let other = try await service.base.database.connect()
            // One who was believed dead removes the same rows, and stops then.
            try await other.execute("BEGIN")
            try await other.execute(
                """
                DELETE FROM chunks WHERE version_id = \(version) AND (column_index, chunk_index) IN (
                    SELECT column_index, chunk_index FROM chunks WHERE version_id = \(version) LIMIT 4)
                """)
            let parts = service.parts
            async let collected = parts.sweep.run()
            try await service.base.untilBlocked(by: other, in: "DELETE FROM chunks")
            try await other.execute("COMMIT")
            #expect(try await collected == 0)
            try await service.base.expireLeases()
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try await service.counts().isAllZero)
        }
    }

    @Test("sweeps side by side share the work")
    func sideBySide() async throws {
        try await TestService.with(ingestLimits: Self.small) { service in
            for index in 0..<6 {
                let dataset = try #require(try await service.upload("a,b\n" + Self.rows + "\(index),x\n").dataset)
                _ = try await service.handlers.deleteDataset(.init(name: dataset.name), context: service.context())
            }
            try await service.base.expireLeases()
            let parts = service.parts
            async let first = parts.sweep.run()
            async let second = parts.sweep.run()
            #expect(try await first + second == 6)
            #expect(try await service.counts().isAllZero)
        }
    }
}
