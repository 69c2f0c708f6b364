import FoundationEssentials

@testable import DatasetBackend

/// A store in which something happens before blobs are put or released.
struct InterruptedBlobStore: BlobStore {
    private let base: any BlobStore
    private let beforePut: @Sendable () async throws -> Void
    private let beforeRelease: @Sendable () async throws -> Void

    init(
        _ base: any BlobStore, beforePut: @escaping @Sendable () async throws -> Void = {},
        beforeRelease: @escaping @Sendable () async throws -> Void = {}
    ) {
        self.base = base
        self.beforePut = beforePut
        self.beforeRelease = beforeRelease
    }

    func put(_ blobs: [Blob], owner: UUID, tenant: String) async throws {
        try await beforePut()
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
        try await beforeRelease()
        return try await base.releaseSome(owner: owner, tenant: tenant)
    }
}
