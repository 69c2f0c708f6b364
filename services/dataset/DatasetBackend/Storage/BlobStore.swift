internal import Crypto
internal import FoundationEssentials

/// SHA-256 of a blob's bytes.
struct BlobHash: Sendable, Hashable, CustomStringConvertible {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }
    init(of content: [UInt8]) { bytes = SHA256.hash(content) }

    var description: String { Hex.encode(bytes) }
}

struct Blob: Sendable {
    let hash: BlobHash
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        hash = BlobHash(of: bytes)
    }
}

/// Immutable bytes under their hash, each tenant's apart from the others'.
///
/// Every blob has owners (versions of datasets). Whoever writes a version puts its blobs as that owner; whoever removes
/// one releases the owner, and blobs without any go. Putting and releasing at the same time never loses a blob that was
/// put.
protocol BlobStore: Sendable {
    /// Stores the blobs, or adds the owner to those that are there already. When it returns, they can be read.
    func put(_ blobs: [Blob], owner: UUID, tenant: String) async throws

    /// The blobs under these hashes; those that are not there, or are another tenant's, are left out.
    func get(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: [UInt8]]

    /// The same, not copied.
    func lend(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: LentBlob]

    /// Makes `owner` an owner of all that `other` owns and keeps meanwhile. What is released from `other` at the same time
    /// may be left out. Can be repeated.
    func share(from other: UUID, to owner: UUID, tenant: String) async throws

    /// Takes back these blobs of the owner's; as below.
    func release(_ hashes: [BlobHash], owner: UUID, tenant: String) async throws

    /// Takes back a part of what the owner put, in one short step; false if there was nothing. Blobs that nobody else owns
    /// are gone when it returns.
    func releaseSome(owner: UUID, tenant: String) async throws -> Bool
}

extension BlobStore {
    /// Takes back all that the owner put. Can be repeated.
    func release(owner: UUID, tenant: String) async throws {
        while try await releaseSome(owner: owner, tenant: tenant) {}
    }

    func lend(_ hashes: [BlobHash], tenant: String) async throws -> [BlobHash: LentBlob] {
        try await get(hashes, tenant: tenant).mapValues(LentBlob.init)
    }
}
