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
    @Test("while a client takes one batch, the next is fetched, and never more", arguments: [1, 1 << 20])
    func bounded(readAheadBytes: Int) async throws {
        let limits = DatasetLimits(readAheadBytes: readAheadBytes)
        try await TestService.with(limits: limits, ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(ReadingTests.text).dataset).name
            let store = CountingBlobStore(service.parts.blobs)
            var parts = service.parts
            parts.blobs = store
            let handlers = DatasetHandlers(parts: parts, logger: Logger(label: "test"))
            let sink = SlowSink(store, batchBlocks: readAheadBytes == 1 ? 1 : 5, blocks: 5)
            try await handlers.readColumns(
                .init(name: name, columns: ["a"]), responses: ResponseWriter(sink: sink), context: service.context())
            #expect(sink.taken == 5)
            #expect(store.lent == 5)
        }
    }
}

/// A client that takes a block only when the service has fetched as much as it may.
private final class SlowSink: MessageSink {
    private let store: CountingBlobStore
    private let batchBlocks: Int
    private let blocks: Int
    private let count = Atomic(0)

    init(_ store: CountingBlobStore, batchBlocks: Int, blocks: Int) {
        self.store = store
        self.batchBlocks = batchBlocks
        self.blocks = blocks
    }

    var taken: Int { count.load(ordering: .relaxed) }

    func send(_ frame: ByteBuffer) async throws(RPCError) {
        // The batch that this block is of, and the one after it.
        let allowed = min(blocks, (taken / batchBlocks + 2) * batchBlocks)
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
