import API
import FoundationEssentials
import Logging
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit
import Synchronization
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Operations that make profiles", .timeLimit(.minutes(2)))
struct ProfileOperationTests {
    static let text = "a,b\n" + (0..<300).map { "\($0),\($0 * 2)\n" }.joined()
    static let small = IngestLimits(chunkRowsMax: 50)
    /// Whoever waits looks again at once.
    static let quick: DatasetLimits = {
        var limits = DatasetLimits()
        limits.profilePollInterval = .milliseconds(5)
        limits.operationWatchInterval = .milliseconds(2)
        limits.profileProgressInterval = .zero
        return limits
    }()

    private static func with(_ body: (TestService, DatasetV1.Dataset) async throws -> Void) async throws {
        try await TestService.with(limits: quick, ingestLimits: small) { service in
            try await body(service, try #require(try await service.upload(text).dataset))
        }
    }

    @Test("a profile is made once: the same operation, running or finished, answers whoever asks again")
    func once() async throws {
        try await Self.with { service, dataset in
            let begun = try await service.profile(dataset.name)
            #expect(!begun.done && begun.name.hasPrefix("operations/dataset/"))
            #expect(try await service.profile(dataset.currentVersion).name == begun.name)
            let missing = try await rpcError { _ = try await service.getProfile(dataset.name) }
            #expect(missing.code == .notFound)
            try await service.running { _ in
                let finished = try await service.wait(begun.name)
                #expect(finished.done)
                #expect(try await service.profile(dataset.name) == finished)
                let profile = try await service.getProfile(dataset.name)
                #expect(profile.name == dataset.currentVersion + "/profile")
                #expect(profile.rowCount == 300 && profile.columns.map(\.count) == [300, 300])
                #expect(profile.columns[0].numbers?.mean == 149.5)
                #expect(profile.correlations.first?.coefficient == 1)
                #expect(profile.qualityScore == 99 && profile.findings.map(\.rule) == ["correlated_columns"])
                #expect(try await service.getProfile(dataset.currentVersion) == profile)
                guard case .response(let any)? = finished.result else { throw Unexpected() }
                #expect(try any.unpack(as: DatasetV1.DatasetProfile.self) == profile)
            }
            #expect(try await service.base.count("profile_leases") == 0)
        }
    }

    struct Unexpected: Error {}

    @Test("what a replica that died was at is taken over when its lease ends, not before, and it can't write any more")
    func takenOver() async throws {
        try await Self.with { service, dataset in
            let operation = try await service.profile(dataset.name)
            let store = service.parts.profiles
            let dead = try #require(try await store.claim())
            #expect(try await store.claim() == nil)
            try await service.expireProfileLeases()
            let finished = try await service.finished(operation.name)
            #expect(finished.done)
            await #expect(throws: ProfileLeaseLost.self) { try await store.renew(dead) }
            await #expect(throws: ProfileLeaseLost.self) { try await store.succeed(dead, [1]) }
            await #expect(throws: ProfileLeaseLost.self) { try await store.fail(dead, RPCError(.internalError, "x")) }
            #expect(try await service.getProfile(dataset.name).rowCount == 300)
        }
    }

    @Test("a replica that stops gives the lease back in the middle, uncounted, and another one finishes")
    func stopped() async throws {
        try await Self.with { service, dataset in
            let operation = try await service.profile(dataset.name)
            let held = HeldBlobStore(service.parts.blobs)
            var parts = service.parts
            parts.blobs = held
            let first = Task { [parts] in try await service.runner(parts).run() }
            try await eventually { held.isAsked }
            #expect(try await service.parts.profiles.claim() == nil)
            first.cancel()
            try await first.value
            let claim = try #require(try await service.parts.profiles.claim())
            #expect(claim.attempt == 1 && claim.fencing == 2)
            try await service.parts.profiles.giveBack(claim, countsAttempt: false)
            let finished = try await service.finished(operation.name)
            #expect(finished.done)
        }
    }

    @Test("a profile whose every replica is lost fails, and can be begun again")
    func attempts() async throws {
        try await Self.with { service, dataset in
            let operation = try await service.profile(dataset.name)
            for _ in 0..<Self.quick.profileAttemptsMax {
                #expect(try await service.parts.profiles.claim() != nil)
                try await service.expireProfileLeases()
            }
            try await service.running { _ in
                let failed = try await service.wait(operation.name)
                guard case .error(let status)? = failed.result else { throw Unexpected() }
                #expect(status.code == Int32(StatusCode.internalError.rawValue))
                let again = try await service.profile(dataset.name)
                #expect(again.name != operation.name)
                #expect(try await service.wait(again.name).done)
            }
        }
    }

    @Test("a cancelled operation ends at once, and its worker may not write")
    func cancelled() async throws {
        try await Self.with { service, dataset in
            let operation = try await service.profile(dataset.name)
            let claim = try #require(try await service.parts.profiles.claim())
            _ = try await service.operations.cancelOperation(
                .init(name: operation.name), context: service.context())
            guard case .error(let status)? = try await service.operation(operation.name).result else {
                throw Unexpected()
            }
            #expect(status.code == Int32(StatusCode.cancelled.rawValue))
            await #expect(throws: ProfileLeaseLost.self) { try await service.parts.profiles.renew(claim) }
            #expect(try await service.profile(dataset.name).name != operation.name)
        }
    }

    @Test("deleting the dataset ends its profile and hides the operation; the sweep removes both")
    func deleted() async throws {
        try await Self.with { service, dataset in
            let operation = try await service.profile(dataset.name)
            let claim = try #require(try await service.parts.profiles.claim())
            _ = try await service.handlers.deleteDataset(.init(name: dataset.name), context: service.context())
            await #expect(throws: ProfileLeaseLost.self) { try await service.parts.profiles.succeed(claim, []) }
            #expect(try await rpcError { _ = try await service.operation(operation.name) }.code == .notFound)
            try await service.base.expireLeases()
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try await service.base.count("profiles") == 0)
            #expect(try await service.base.count("profile_leases") == 0)
        }
    }

    @Test("operations are listed, filtered, and forgotten; the profile stays")
    func listed() async throws {
        try await Self.with { service, dataset in
            let finished = try await service.profile(dataset.name)
            try await service.running { _ in _ = try await service.wait(finished.name) }
            let second = try #require(try await service.upload(Self.text).dataset)
            let running = try await service.profile(second.name)
            #expect(try await service.list("").map(\.name) == [running.name, finished.name])
            #expect(try await service.list("done = true").map(\.name) == [finished.name])
            #expect(try await service.list("done = false").map(\.name) == [running.name])
            _ = try await service.operations.deleteOperation(.init(name: finished.name), context: service.context())
            #expect(try await rpcError { _ = try await service.operation(finished.name) }.code == .notFound)
            #expect(try await service.getProfile(dataset.name).rowCount == 300)
            // Asked for again, it is known again.
            #expect(try await service.profile(dataset.name).name == finished.name)
            #expect(try await service.operation(finished.name).done)
        }
    }

    @Test("another tenant sees neither profile nor operation, and what is no name does not exist")
    func isolation() async throws {
        try await Self.with { service, dataset in
            let operation = try await service.profile(dataset.name)
            let other = service.context(tenant: TestDatasetDatabase.newTenant())
            let calls: [() async throws -> Void] = [
                { _ = try await service.handlers.profileDataset(.init(name: dataset.name), context: other) },
                { _ = try await service.handlers.getProfile(.init(name: dataset.name + "/profile"), context: other) },
                { _ = try await service.handlers.validateDataset(.init(name: dataset.name), context: other) },
                { _ = try await service.operations.getOperation(.init(name: operation.name), context: other) },
                { _ = try await service.operations.cancelOperation(.init(name: operation.name), context: other) },
                { _ = try await service.operations.deleteOperation(.init(name: operation.name), context: other) },
                { _ = try await service.operation("operations/detection/\(UUID().text)") },
                { _ = try await service.operation(dataset.name) },
            ]
            for call in calls { #expect(try await rpcError(call).code == .notFound) }
            let listed = try await service.operations.listOperations(
                .init(name: "operations/dataset"), context: other)
            #expect(listed.operations.isEmpty)
        }
    }

    @Test("a tenant's profiles that wait or run are limited")
    func quota() async throws {
        var limits = Self.quick
        limits.profilesPerTenantMax = 2
        try await TestService.with(limits: limits) { service in
            for _ in 0..<2 {
                let dataset = try #require(try await service.upload("a\n1\n").dataset)
                _ = try await service.profile(dataset.name)
            }
            let third = try #require(try await service.upload("a\n1\n").dataset).name
            #expect(try await rpcError { _ = try await service.profile(third) }.code == .resourceExhausted)
        }
    }

    @Test("over RPC, two replicas: the one that was asked stops, and the profile is made")
    func overRPC() async throws {
        var definition = DatasetBackend.definition
        definition.build = { try DatasetBackend.build($0, limits: Self.quick, ingestLimits: Self.small) }
        try await ServiceFixture.with(definition) { fixture in
            let (first, second) = (try await fixture.start(), try await fixture.start())
            let client = DatasetV1.DatasetServiceClient(first.channel)
            let user = try fixture.user("data_scientist")
            let response = try await client.uploadDataset(options: user) { writer in
                try await writer.write(.init(part: .spec(.init(displayName: "t"))))
                try await writer.write(.init(part: .chunk(ByteSlice(Array(Self.text.utf8)))))
            }
            let name = try #require(response.dataset).name
            let operation = try await client.profileDataset(.init(name: name), options: user)
            await fixture.stop(first)
            let operations = GoogleLongrunning.OperationsClient(second.channel)
            try await eventually {
                try await operations.waitOperation(.init(name: operation.name), options: user).done
            }
            let profile = try await DatasetV1.DatasetServiceClient(second.channel).getProfile(
                .init(name: name + "/profile"), options: user)
            #expect(profile.rowCount == 300)
        }
    }
}

extension TestService {
    var operations: OperationHandlers { OperationHandlers(parts: parts) }

    func profile(_ name: String) async throws -> GoogleLongrunning.Operation {
        try await handlers.profileDataset(.init(name: name), context: context())
    }

    func getProfile(_ name: String) async throws -> DatasetV1.DatasetProfile {
        try await handlers.getProfile(.init(name: name + "/profile"), context: context())
    }

    func operation(_ name: String) async throws -> GoogleLongrunning.Operation {
        try await operations.getOperation(.init(name: name), context: context())
    }

    func wait(_ name: String) async throws -> GoogleLongrunning.Operation {
        try await operations.waitOperation(.init(name: name), context: context())
    }

    func list(_ filter: String) async throws -> [GoogleLongrunning.Operation] {
        try await operations.listOperations(
            .init(filter: filter, name: "operations/dataset"), context: context()
        ).operations
    }

    func runner(_ parts: DatasetParts) -> ProfileRunner {
        ProfileRunner(
            profiles: parts.profiles, task: ProfileTask(parts: parts, workers: 2), concurrency: 1,
            bell: parts.profileBell, logger: Logger(label: "test"))
    }

    /// The operation after another replica has come.
    func finished(_ name: String) async throws -> GoogleLongrunning.Operation {
        var operation = GoogleLongrunning.Operation()
        try await running { operation = try await $0.wait(name) }
        return operation
    }

    /// While this replica makes profiles.
    func running(_ body: (TestService) async throws -> Void) async throws {
        let work = Task { try await runner(parts).run() }
        do {
            try await body(self)
        } catch {
            work.cancel()
            _ = await work.result
            throw error
        }
        work.cancel()
        try await work.value
    }

    /// As if the replicas that hold them had died a while ago.
    func expireProfileLeases() async throws {
        let owner = try await base.database.connect()
        _ = try await owner.execute("UPDATE profile_leases SET expires_at = now() - interval '1 second'")
    }
}

/// Gives nothing until the task that asks is cancelled.
private final class HeldBlobStore: BlobStore {
    private let store: any BlobStore
    private let asked = Atomic(false)

    init(_ store: any BlobStore) { self.store = store }

    var isAsked: Bool { asked.load(ordering: .relaxed) }

    func get(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: [UInt8]] {
        asked.store(true, ordering: .relaxed)
        try await Task.sleep(for: .seconds(3600))
        return try await store.get(hashes, tenant: tenant)
    }

    func put(_ blobs: [Blob], owner: UUID, tenant: String) async throws {
        try await store.put(blobs, owner: owner, tenant: tenant)
    }

    func share(from other: UUID, to owner: UUID, tenant: String) async throws {
        try await store.share(from: other, to: owner, tenant: tenant)
    }

    func release(_ hashes: [BlobHash], owner: UUID, tenant: String) async throws {
        try await store.release(hashes, owner: owner, tenant: tenant)
    }

    func releaseSome(owner: UUID, tenant: String) async throws -> Bool {
        try await store.releaseSome(owner: owner, tenant: tenant)
    }
}
