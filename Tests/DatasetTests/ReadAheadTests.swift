import FoundationEssentials
import Logging
import Messages
import NIOCore
import RPC
import Synchronization
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Reading ahead")
struct ReadAheadTests {
    @Test(
        "while a client takes one batch, the next ones are fetched, and never more", arguments: [1, 1 << 20], [1, 2, 3])
    func bounded(readAheadBytes: Int, readAheadBatches: Int) async throws {
        let limits = DatasetLimits(
            readAheadBytes: readAheadBytes, readAheadBatches: readAheadBatches, blockCacheBytes: 0)
        try await TestService.with(limits: limits, ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(ReadingTests.text).dataset).name
            let store = CountingBlobStore(service.parts.blobs)
            var parts = service.parts
            parts.blobs = store
            let handlers = DatasetHandlers(parts: parts, logger: Logger(label: "test"))
            let sink = SlowSink(
                store, batchBlocks: readAheadBytes == 1 ? 1 : 5, batchesAhead: readAheadBatches, blocks: 5)
            try await handlers.readColumns(
                .init(name: name, columns: ["a"]), responses: ResponseWriter(sink: sink), context: service.context())
            #expect(sink.taken == 5)
            #expect(store.lent == 5)
        }
    }

    @Test("batches that come out of order are sent in order")
    func order() async throws {
        let limits = DatasetLimits(readAheadBytes: 1, readAheadBatches: 3, blockCacheBytes: 0)
        try await TestService.with(limits: limits, ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(ReadingTests.text).dataset).name
            let expected = try await service.blocks(name)
            var parts = service.parts
            parts.blobs = ReversingBlobStore(service.parts.blobs, groupSize: 3, count: expected.count)
            let handlers = DatasetHandlers(parts: parts, logger: Logger(label: "test"))
            let (writer, written) = ResponseWriter<DatasetV1.ColumnBlock>.collecting()
            try await handlers.readColumns(.init(name: name), responses: writer, context: service.context())
            var blocks: [DatasetV1.ColumnBlock] = []
            for try await block in written { blocks.append(block) }
            #expect(expected.count > 6)
            #expect(blocks == expected)
        }
    }

    @Test("a fetch that fails ends the call with its error, whatever else is fetched")
    func failure() async throws {
        let limits = DatasetLimits(readAheadBytes: 1, readAheadBatches: 3, blockCacheBytes: 0)
        try await TestService.with(limits: limits, ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(ReadingTests.text).dataset).name
            var parts = service.parts
            parts.blobs = ReversingBlobStore(service.parts.blobs, groupSize: 3, count: 0)
            let handlers = DatasetHandlers(parts: parts, logger: Logger(label: "test"))
            let (writer, _) = ResponseWriter<DatasetV1.ColumnBlock>.collecting()
            let error = try await rpcError {
                try await handlers.readColumns(.init(name: name), responses: writer, context: service.context())
            }
            #expect(error.code == .aborted)
        }
    }
}

/// A client that takes a block only when the service has fetched as much as it may.
private final class SlowSink: MessageSink {
    private let store: CountingBlobStore
    private let batchBlocks: Int
    private let batchesAhead: Int
    private let blocks: Int
    private let count = Atomic(0)

    init(_ store: CountingBlobStore, batchBlocks: Int, batchesAhead: Int, blocks: Int) {
        self.store = store
        self.batchBlocks = batchBlocks
        self.batchesAhead = batchesAhead
        self.blocks = blocks
    }

    var taken: Int { count.load(ordering: .relaxed) }

    func send(_ frame: ByteBuffer) async throws(RPCError) {
        // The batch that this block is of, and those after it.
        let allowed = min(blocks, (taken / batchBlocks + 1 + batchesAhead) * batchBlocks)
        do {
            try await eventually { self.store.lent == allowed }
        } catch {
            throw RPCError(.internalError, "\(store.lent) blocks were fetched where \(allowed) may be")
        }
        count.add(1, ordering: .relaxed)
    }
}

/// Counts the blobs that were asked for.
private final class CountingBlobStore: BlobStore {
    private let base: any BlobStore
    private let count = Atomic(0)

    init(_ base: any BlobStore) { self.base = base }

    var lent: Int { count.load(ordering: .relaxed) }

    func lend(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: LentBlob] {
        count.add(hashes.count, ordering: .relaxed)
        return try await base.lend(hashes, tenant: tenant)
    }

    func put(_ blobs: [Blob], owner: UUID, tenant: String) async throws {
        try await base.put(blobs, owner: owner, tenant: tenant)
    }

    func get(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: [UInt8]] {
        try await base.get(hashes, tenant: tenant)
    }

    func share(from other: UUID, to owner: UUID, tenant: String) async throws {
        try await base.share(from: other, to: owner, tenant: tenant)
    }

    func release(_ hashes: [BlobHash], owner: UUID, tenant: String) async throws {
        try await base.release(hashes, owner: owner, tenant: tenant)
    }

    func releaseSome(owner: UUID, tenant: String) async throws -> Bool {
        try await base.releaseSome(owner: owner, tenant: tenant)
    }
}

/// Answers the first calls in the opposite order of how they came; has nothing after `count` calls.
private final class ReversingBlobStore: BlobStore {
    private let base: any BlobStore
    private let groupSize: Int
    private let count: Int
    private let asked = Atomic(0)
    private let answered = Atomic(0)

    init(_ base: any BlobStore, groupSize: Int, count: Int) {
        self.base = base
        self.groupSize = groupSize
        self.count = count
    }

    func lend(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: LentBlob] {
        let number = asked.add(1, ordering: .sequentiallyConsistent).oldValue
        guard number < count else { return [:] }
        let blobs = try await base.lend(hashes, tenant: tenant)
        if number < groupSize {
            try await eventually {
                answered.load(ordering: .sequentiallyConsistent) == groupSize - 1 - number
            }
            answered.add(1, ordering: .sequentiallyConsistent)
        }
        return blobs
    }

    func put(_ blobs: [Blob], owner: UUID, tenant: String) async throws {
        try await base.put(blobs, owner: owner, tenant: tenant)
    }

    func get(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: [UInt8]] {
        try await base.get(hashes, tenant: tenant)
    }

    func share(from other: UUID, to owner: UUID, tenant: String) async throws {
        try await base.share(from: other, to: owner, tenant: tenant)
    }

    func release(_ hashes: [BlobHash], owner: UUID, tenant: String) async throws {
        try await base.release(hashes, owner: owner, tenant: tenant)
    }

    func releaseSome(owner: UUID, tenant: String) async throws -> Bool {
        try await base.releaseSome(owner: owner, tenant: tenant)
    }
}
