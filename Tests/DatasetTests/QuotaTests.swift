import FoundationEssentials
import Logging
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Quotas")
struct QuotaTests {
    private static let text = "a,b\n" + SweepTests.rows

    private static func limits(_ change: (inout DatasetLimits) -> Void) -> DatasetLimits {
        var limits = DatasetLimits.standard
        change(&limits)
        return limits
    }

    /// The same database with other limits.
    private func replica(_ service: TestService, _ limits: DatasetLimits) -> TestService {
        let parts = DatasetParts(
            pool: service.base.pool, cpuPool: service.parts.cpuPool, limits: limits, ingestLimits: SweepTests.small)
        let logger = service.handlers.logger
        return TestService(
            base: service.base, parts: parts, handlers: DatasetHandlers(parts: parts, logger: logger),
            uploads: UploadHandlers(parts: parts, logger: logger), tenant: service.tenant)
    }

    /// What the quota says, as programs read it.
    private func refusal(_ error: RPCError) throws -> [String: String] {
        #expect(error.code == .resourceExhausted)
        let info = try #require(try error.details.lazy.compactMap { try $0.unpack(as: GoogleRpc.ErrorInfo.self) }.first)
        let quota = try #require(
            try error.details.lazy.compactMap { try $0.unpack(as: GoogleRpc.QuotaFailure.self) }.first)
        #expect(info.reason == QuotaExceeded.reason && info.domain == Refusal.domain)
        #expect(quota.violations.map(\.subject) == [info.metadata["limit"]])
        #expect(quota.violations.map(\.description) == [error.message])
        return info.metadata
    }

    /// Bytes that a file takes once it is stored.
    private func storedBytes(_ service: TestService) async throws -> Int64 {
        let owner = try await service.base.database.connect()
        return try await owner.query("SELECT coalesce(sum(added_bytes), 0)::bigint FROM dataset_versions")[0]
            .decode(Int64.self, 0)
    }

    @Test("as many stored bytes as the quota, not one more; what was stored before the refusal is collected")
    func storedBytes() async throws {
        try await TestService.with(ingestLimits: SweepTests.small) { service in
            _ = try await service.upload(Self.text)
            let size = try await storedBytes(service)
            let counts = try await service.counts()
            // Blocks that are there already count again: they are another version's too.
            let tight = replica(service, Self.limits { $0.tenantStoredBytesMax = size * 2 - 1 })
            let metadata = try refusal(
                try await rpcError { _ = try await tight.upload(Self.text, spec: SweepTests.told) })
            #expect(metadata["limit"] == "tenant_stored_bytes_max" && metadata["value"] == "\(size * 2 - 1)")
            let used = try #require(metadata["used"].flatMap { Int64($0) })
            let requested = try #require(metadata["requested"].flatMap { Int64($0) })
            #expect(used >= size && used < size * 2 && used + requested == size * 2)
            #expect(try await service.base.count("drafts") == 1)
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try await service.counts() == counts)
            #expect(try await service.base.count("drafts") == 0)

            let enough = replica(service, Self.limits { $0.tenantStoredBytesMax = size * 2 })
            _ = try await enough.upload(Self.text, spec: SweepTests.told)
            #expect(try await storedBytes(service) == size * 2)
            #expect(try await service.base.count("drafts") == 0)
            // Full: told before the file's first byte is read.
            let gate = GatedSource([.init(part: .spec(SweepTests.told))])
            let full = try refusal(
                try await rpcError {
                    _ = try await enough.handlers.uploadDataset(
                        RequestStream(source: gate), context: service.context())
                })
            #expect(full["used"] == "\(size * 2)" && full["requested"] == nil)
            let created = try refusal(
                try await rpcError {
                    _ = try await enough.uploads.createUpload(
                        .init(upload: .init(spec: SweepTests.told, byteSize: 10)), context: service.context())
                })
            #expect(created["limit"] == "tenant_stored_bytes_max")
            // Another tenant has a quota of its own.
            _ = try await enough.upload(Self.text, tenant: TestDatasetDatabase.newTenant())
        }
    }

    @Test("of two uploads that both fit alone, one gets the last byte")
    func lastByte() async throws {
        try await TestService.with(ingestLimits: SweepTests.small) { service in
            _ = try await service.upload(Self.text)
            let size = try await storedBytes(service)
            let limits = Self.limits { $0.tenantStoredBytesMax = size * 3 - 1 }
            let outcomes = try await together(replica(service, limits), replica(service, limits))
            #expect(outcomes.count { $0 == nil } == 1)
            _ = try refusal(try #require(outcomes.compactMap { $0 }.first))
            #expect(try await storedBytes(service) == size * 2)
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try await service.base.count("drafts") == 0)
        }
    }

    /// Why each of two uploads was refused, nil if it was not. Both have been let in before either sends a row.
    private func together(_ first: TestService, _ second: TestService) async throws -> [RPCError?] {
        let gates = (0..<2).map { _ in
            GatedSource([
                .init(part: .spec(SweepTests.told)), .init(part: .chunk(ByteSlice(Array(Self.text.utf8)))),
            ])
        }
        async let one = outcome(first, gates[0])
        async let two = outcome(second, gates[1])
        for gate in gates { await gate.waitUntilRead() }
        for gate in gates { gate.open() }
        return try await [one, two]
    }

    private func outcome(_ service: TestService, _ source: GatedSource) async throws -> RPCError? {
        do {
            _ = try await service.handlers.uploadDataset(RequestStream(source: source), context: service.context())
            return nil
        } catch let error as QuotaExceeded {
            return error.rpcError
        }
    }

    @Test("columns that widen count with what they become")
    func widening() async throws {
        try await TestService.with(ingestLimits: SweepTests.small) { service in
            // Whole numbers, and at the end a text: blocks of the first chunks are written anew, and are larger.
            let text = "n\n" + (0..<95).map { "\($0)\n" }.joined() + "0.5\n"
            _ = try await service.upload(text, spec: SweepTests.told)
            let size = try await storedBytes(service)
            let tight = replica(service, Self.limits { $0.tenantStoredBytesMax = size * 2 - 1 })
            _ = try refusal(try await rpcError { _ = try await tight.upload(text, spec: SweepTests.told) })
            #expect(try await service.parts.sweep.run() == 1)
            let enough = replica(service, Self.limits { $0.tenantStoredBytesMax = size * 2 })
            _ = try await enough.upload(text, spec: SweepTests.told)
            #expect(try await storedBytes(service) == size * 2)
        }
    }

    @Test("as many datasets as the quota, not one more; what is deleted makes room, and can't come back without")
    func datasets() async throws {
        let limits = Self.limits { $0.tenantDatasetsMax = 2 }
        try await TestService.with(limits: limits) { service in
            let first = try #require(try await service.upload(Self.text).dataset)
            let second = try #require(try await service.upload(Self.text).dataset)
            let attempts: [() async throws -> Void] = [
                { _ = try await service.upload(Self.text) },
                {
                    _ = try await service.uploads.createUpload(
                        .init(upload: .init(spec: SweepTests.told, byteSize: 10)), context: service.context())
                },
                {
                    let schema = DatasetV1.Schema(columns: [.init(name: "a", type: .float)])
                    _ = try await service.handlers.createDataset(
                        .init(dataset: .init(displayName: "x", schema: schema)), context: service.context())
                },
                {
                    _ = try await service.handlers.splitDataset(
                        .init(name: first.name, testFraction: 0.5), context: service.context())
                },
            ]
            for attempt in attempts {
                let metadata = try refusal(try await rpcError { try await attempt() })
                #expect(metadata == ["limit": "tenant_datasets_max", "value": "2", "used": "2"])
            }
            #expect(try await service.base.count("version_leases") == 0)
            // Rows are no dataset.
            let more = try await service.upload(Self.text, spec: .init(appendTo: first.name))
            #expect(more.dataset?.rowCount == 190)

            _ = try await service.handlers.deleteDataset(.init(name: second.name), context: service.context())
            let third = try #require(try await service.upload(Self.text).dataset)
            let back = try await rpcError {
                _ = try await service.handlers.undeleteDataset(.init(name: second.name), context: service.context())
            }
            #expect(try refusal(back)["limit"] == "tenant_datasets_max")
            _ = try await service.handlers.deleteDataset(.init(name: third.name), context: service.context())
            _ = try await service.handlers.undeleteDataset(.init(name: second.name), context: service.context())
        }
    }

    @Test("of two uploads for the last dataset, one is published")
    func lastDataset() async throws {
        let limits = Self.limits { $0.tenantDatasetsMax = 1 }
        try await TestService.with(limits: limits) { service in
            let outcomes = try await together(service, replica(service, limits))
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(try await service.base.count("datasets") == 1)
            #expect(try await service.base.count("dataset_versions") == 1)
        }
    }

    private func draft(_ service: TestService) async throws -> Upload {
        let upload = Upload(
            try UploadRequest(SweepTests.told, limits: .standard), tenant: service.tenant, actor: service.actor,
            parts: service.parts)
        try await upload.receive(ByteSlice(Array(Self.text.utf8)))
        return upload
    }

    /// Why the upload was refused when it ended, after the gate was opened; nil if it was not.
    private static func end(_ upload: Upload, after gate: AsyncStream<Void>) async throws -> QuotaExceeded? {
        for await _ in gate {}
        do {
            _ = try await upload.finish()
            return nil
        } catch let error as QuotaExceeded {
            return error
        }
    }

    @Test("who comes second waits for the first one's commit, and sees what that has taken", .timeLimit(.minutes(2)))
    func order() async throws {
        let limits = Self.limits { $0.tenantDatasetsMax = 1 }
        try await TestService.with(limits: limits, ingestLimits: SweepTests.small) { service in
            let first = try await draft(service)
            let second = try await draft(service)
            let (gate, open) = AsyncStream<Void>.makeStream()
            async let late = Self.end(second, after: gate)
            // All is checked and nothing committed when the second one begins.
            _ = try await first.finish { _, connection in
                open.finish()
                try await service.base.untilBlocked(by: connection, in: "pg_advisory_xact_lock")
            }
            #expect(try await late?.limit == "tenant_datasets_max")
            #expect(try await service.base.count("datasets") == 1)
        }
    }

    @Test("as many uploads at once as the quota, on all replicas together; those that died are not counted")
    func uploadsAtOnce() async throws {
        let limits = Self.limits { $0.tenantUploadsMax = 2 }
        try await TestService.with(limits: limits, ingestLimits: SweepTests.small) { service in
            let other = replica(service, limits)
            for parts in [service.parts, other.parts] {
                let upload = Upload(
                    try UploadRequest(SweepTests.told, limits: .standard), isFile: true, tenant: service.tenant,
                    actor: service.actor, parts: parts)
                try await upload.receive(ByteSlice(Array(Self.text.utf8)))
            }
            let metadata = try refusal(try await rpcError { _ = try await other.upload(Self.text) })
            #expect(metadata == ["limit": "tenant_uploads_max", "value": "2", "used": "2"])
            _ = try await other.upload(Self.text, tenant: TestDatasetDatabase.newTenant())
            try await service.base.expireLeases()
            _ = try await other.upload(Self.text)
        }
    }

    @Test("a file that has come in full waits for room, and is not lost")
    func finishingWaits() async throws {
        try await TestService.with(ingestLimits: SweepTests.small) { service in
            let upload = try await service.uploads.createUpload(
                .init(upload: .init(spec: SweepTests.told, byteSize: Int64(Self.text.utf8.count))),
                context: service.context())
            _ = try await service.uploads.writeUpload(
                RequestStream([
                    .init(part: .start(.init(name: upload.name))),
                    .init(part: .chunk(ByteSlice(Array(Self.text.utf8)))),
                ]), context: service.context())
            let tight = replica(service, Self.limits { $0.tenantStoredBytesMax = 100 })
            let error = try await rpcError {
                _ = try await tight.uploads.finishUpload(.init(name: upload.name), context: service.context())
            }
            #expect(try refusal(error)["limit"] == "tenant_stored_bytes_max")
            let response = try await service.uploads.finishUpload(.init(name: upload.name), context: service.context())
            #expect(response.dataset?.rowCount == 95)
        }
    }

    @Test("beyond the size of the database that is allowed, no upload begins; below it they do")
    func databaseRoom() async throws {
        try await TestService.with { service in
            let upload = try await service.uploads.createUpload(
                .init(upload: .init(spec: SweepTests.told, byteSize: 10)), context: service.context())
            let owner = try await service.base.database.connect()
            let size = try await owner.query("SELECT pg_database_size(current_database())")[0].decode(Int64.self, 0)
            let full = replica(service, Self.limits { $0.databaseBytesMax = size / 2 })
            let start = DatasetV1.WriteUploadRequest(part: .start(.init(name: upload.name)))
            let attempts: [() async throws -> Void] = [
                { _ = try await full.upload(Self.text) },
                {
                    _ = try await full.uploads.createUpload(
                        .init(upload: .init(spec: SweepTests.told, byteSize: 10)), context: service.context())
                },
                { _ = try await full.uploads.writeUpload(RequestStream([start]), context: service.context()) },
            ]
            for attempt in attempts {
                let error = try await rpcError { try await attempt() }
                let info = try error.details.lazy.compactMap { try $0.unpack(as: GoogleRpc.ErrorInfo.self) }.first
                #expect(error.code == .resourceExhausted && info?.reason == DatabaseRoom.reason)
            }
            #expect(try await service.counts().isAllZero)
            let enough = replica(service, Self.limits { $0.databaseBytesMax = size * 100 })
            _ = try await enough.upload(Self.text)
        }
    }

    private static func settings(_ environment: [String: String]) throws -> ServiceSettings {
        try ServiceSettings(service: .dataset, values: SettingValues(environment: environment))
    }

    @Test("settings become limits; a share beyond the whole is refused by name")
    func settings() throws {
        let limits = try DatasetSettings.limits(
            Self.settings([
                "UPLOADS_MAX": "2", "TENANT_DATASETS_MAX": "7", "DATABASE_BYTES_MAX": "1000", "BLOCK_CACHE_BYTES": "0",
            ]))
        #expect(limits.uploadsMax == 2 && limits.uploadsPerTenantMax == 2 && limits.tenantDatasetsMax == 7)
        #expect(limits.databaseBytesMax == 1000 && limits.blockCacheBytes == 0)
        #expect(try DatasetSettings.limits(Self.settings([:])).databaseBytesMax == nil)
        let error = #expect(throws: SettingsError.self) {
            try DatasetSettings.limits(Self.settings(["UPLOADS_MAX": "2", "UPLOADS_PER_TENANT_MAX": "3"]))
        }
        #expect(error.map { "\($0)".contains("UPLOADS_PER_TENANT_MAX") } == true)
    }
}
