internal import FoundationEssentials
internal import Protobuf
import RPC

/// Bytes of a resumable upload on their way to the store, gathered into parts. Used by one task.
///
/// Holds one part at most; whoever sends faster than the database takes has to wait.
final class UploadWriter {
    /// What has come since the last part that was kept.
    struct Part: Sendable {
        let upload: UUID
        let tenant: String
        fileprivate(set) var offset: Int64
        fileprivate(set) var bytes: [UInt8] = []

        /// Also of use when the client is gone: it need not send that again.
        func store(in store: UploadStore) async throws {
            guard !bytes.isEmpty else { return }
            guard try await store.append(bytes, at: offset, to: upload, tenant: tenant) else { throw WriteRefused() }
        }
    }

    private let store: UploadStore
    private(set) var part: Part

    init(_ store: UploadStore, id: UUID, offset: Int64, tenant: String) {
        self.store = store
        part = Part(upload: id, tenant: tenant, offset: offset)
    }

    func write(_ bytes: ByteSlice) async throws {
        var taken = 0
        while taken < bytes.count {
            let count = min(bytes.count - taken, store.limits.uploadPartBytes - part.bytes.count)
            bytes.withUnsafeBytes { part.bytes.append(contentsOf: $0[taken..<taken + count]) }
            taken += count
            if part.bytes.count == store.limits.uploadPartBytes { try await flush() }
        }
    }

    func flush() async throws {
        try await part.store(in: store)
        part.offset += Int64(part.bytes.count)
        part.bytes.removeAll(keepingCapacity: true)
    }
}

/// The upload is not where its writer believes, or takes no more bytes.
struct WriteRefused: Error {}
