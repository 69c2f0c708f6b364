internal import FoundationEssentials

/// A blob store with a cache of what is read from it.
///
/// What this replica releases leaves its cache at once. Another replica may hold it until nobody has asked for it for
/// `blockCacheIdle`, but can't hand it out: whoever reads comes by the catalog, which does not know it any more.
struct CachedBlobStore: BlobStore {
    let base: any BlobStore
    let cache: BlobCache

    func lend(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: LentBlob] {
        let (found, look) = cache.find(hashes, tenant: tenant)
        let missing = hashes.filter { found[$0] == nil }
        guard !missing.isEmpty else { return found }
        let fetched = try await base.lend(missing, tenant: tenant)
        cache.offer(fetched, tenant: tenant, since: look)
        return found.merging(fetched) { $1 }
    }

    func get(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: [UInt8]] {
        try await lend(hashes, tenant: tenant).mapValues(\.bytes)
    }

    func put(_ blobs: [Blob], owner: UUID, tenant: String) async throws {
        try await base.put(blobs, owner: owner, tenant: tenant)
    }

    func share(from other: UUID, to owner: UUID, tenant: String) async throws {
        try await base.share(from: other, to: owner, tenant: tenant)
    }

    func release(_ hashes: [BlobHash], owner: UUID, tenant: String) async throws {
        defer { cache.remove(hashes, tenant: tenant) }
        try await base.release(hashes, owner: owner, tenant: tenant)
    }

    func releaseSome(owner: UUID, tenant: String) async throws -> Bool {
        var isAnyReleased = true
        // Which blobs nobody else owns is for the database to know; releasing is rare, and the others come in again.
        defer { if isAnyReleased { cache.removeAll(of: tenant) } }
        isAnyReleased = try await base.releaseSome(owner: owner, tenant: tenant)
        return isAnyReleased
    }
}
