internal import FoundationEssentials
internal import Logging
internal import Messages
internal import Postgres
internal import Protobuf
import RPC
internal import ServiceKit
internal import Synchronization

/// Makes a dataset of an upload whose bytes are complete, part by part, through the same ingest as a file in one call.
struct UploadFinisher {
    let parts: DatasetParts
    let actor: AuditActor
    let tenant: String
    let logger: Logger

    /// - Throws: what is wrong with the file; the upload has failed then. Whatever else goes wrong leaves it to the next
    ///   attempt.
    func finish(_ record: UploadRecord, finisher: UUID) async throws -> DatasetV1.UploadDatasetResponse {
        let upload: Upload
        do {
            upload = try await Upload(record.spec, tenant: tenant, actor: actor, parts: parts)
        } catch {
            try await settle(record.id, finisher, error)
            throw error
        }
        do {
            let response = try await read(record, finisher, into: upload)
            await removeParts(of: record.id)
            return response
        } catch {
            await upload.abandon(logger)
            try await settle(record.id, finisher, error)
            throw error
        }
    }

    private func read(
        _ record: UploadRecord, _ finisher: UUID, into upload: Upload
    ) async throws -> DatasetV1.UploadDatasetResponse {
        try await parts.admission.check(Upload.demand(of: record.spec), tenant: tenant)
        let position = FilePosition()
        return try await withLease(on: record.id, finisher, readingAt: position) {
            while position.value < record.byteSize {
                guard let part = try await parts.uploads.part(at: position.value, of: record.id, tenant: tenant) else {
                    throw UploadStore.FinisherReplaced()
                }
                try await upload.receive(ByteSlice(part))
                position.value += Int64(part.count)
            }
            return try await upload.finish { response, connection in
                try await parts.uploads.succeed(record.id, finisher: finisher, response, on: connection)
            }
        }
    }

    /// Runs `work` while a heartbeat keeps the lease, however long one part takes, or what follows the last one. If the lease
    /// is lost all the same, the transaction that publishes the dataset finds out.
    private func withLease<R>(
        on id: UUID, _ finisher: UUID, readingAt position: FilePosition, _ work: () async throws -> R
    ) async throws -> R {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (store, limits, tenant, logger) = (parts.uploads, parts.limits, tenant, logger)
            group.addTask {
                while true {
                    try await Task.sleep(for: limits.finisherLease / 4)
                    do {
                        try await store.advance(id, finisher: finisher, readBytes: position.value, tenant: tenant)
                    } catch let error as PostgresError where !Task.isCancelled {
                        // Three more beats come before the lease ends.
                        logger.warning("an upload's lease could not be renewed yet", metadata: ["error": "\(error)"])
                    }
                }
            }
            defer { group.cancelAll() }
            return try await work()
        }
    }

    /// A file that is no table fails its upload; other trouble may pass.
    private func settle(_ id: UUID, _ finisher: UUID, _ error: any Error) async throws {
        let (store, tenant) = (parts.uploads, tenant)
        let failure = (error as? any RPCErrorConvertible)?.rpcError ?? error as? RPCError
        // A lack of room may pass as well; only the file's own size does not.
        let isTooLarge = error is UploadTooLarge || error is FormatError
        let isFinal = failure.map { isTooLarge || [.invalidArgument, .notFound].contains($0.code) } ?? false
        // In a task of its own: also when the call was cancelled.
        try await Task {
            if isFinal, let failure {
                // Whoever has taken over reads the parts just now.
                guard try await store.fail(id, finisher: finisher, failure.message, tenant: tenant) else { return }
                try await store.removeParts(of: id, tenant: tenant)
            } else {
                try await store.release(id, finisher: finisher, tenant: tenant)
            }
        }.value
    }

    /// If that fails, they go with the upload.
    private func removeParts(of id: UUID) async {
        do {
            try await parts.uploads.removeParts(of: id, tenant: tenant)
        } catch {
            logger.warning("parts of a finished upload could not be removed yet", metadata: ["error": "\(error)"])
        }
    }
}

/// How far a file has been read: written by its reader, read by the heartbeat.
private final class FilePosition: Sendable {
    private let bytes = Atomic<Int64>(0)

    var value: Int64 {
        get { bytes.load(ordering: .relaxed) }
        set { bytes.store(newValue, ordering: .relaxed) }
    }
}
