import FoundationEssentials
import Synchronization

@testable import DatasetBackend

/// A blob store in memory, to show that the contract asks for nothing that only PostgreSQL has.
final class MemoryBlobStore: BlobStore {
    private struct Key: Hashable {
        var tenant: String
        var hash: BlobHash
    }
    private struct Entry {
        var bytes: [UInt8]
        var owners: Set<UUID>
    }

    private let entries = Mutex<[Key: Entry]>([:])

    func put(_ blobs: [Blob], owner: UUID, tenant: String) async throws {
        entries.withLock { entries in
            for blob in blobs {
                let key = Key(tenant: tenant, hash: blob.hash)
                entries[key, default: Entry(bytes: blob.bytes, owners: [])].owners.insert(owner)
            }
        }
    }

    func get(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: [UInt8]] {
        entries.withLock { entries in
            hashes.reduce(into: [:]) { $0[$1] = entries[Key(tenant: tenant, hash: $1)]?.bytes }
        }
    }

    func share(from other: UUID, to owner: UUID, tenant: String) async throws {
        entries.withLock { entries in
            for (key, entry) in entries where key.tenant == tenant && entry.owners.contains(other) {
                entries[key]?.owners.insert(owner)
            }
        }
    }

    func release(_ hashes: [BlobHash], owner: UUID, tenant: String) async throws {
        release(owner, tenant) { hashes.contains($0) }
    }

    func releaseSome(owner: UUID, tenant: String) async throws -> Bool {
        release(owner, tenant) { _ in true }
    }

    @discardableResult
    private func release(_ owner: UUID, _ tenant: String, where isMeant: (BlobHash) -> Bool) -> Bool {
        var isAnyReleased = false
        entries.withLock { entries in
            for (key, entry) in entries where key.tenant == tenant && entry.owners.contains(owner) && isMeant(key.hash)
            {
                entries[key]?.owners.remove(owner)
                if entry.owners.count == 1 { entries[key] = nil }
                isAnyReleased = true
            }
        }
        return isAnyReleased
    }
}
