internal import API
internal import FoundationEssentials
internal import Logging
internal import Messages
internal import RPC
internal import ServiceKit

/// `pynomaly.dataset.v1.UploadService`.
struct UploadHandlers: DatasetV1.UploadService {
    let parts: DatasetParts
    let logger: Logger

    func createUpload(
        _ request: DatasetV1.CreateUploadRequest, context: ServerContext
    ) async throws -> DatasetV1.Upload {
        guard let upload = request.upload, let spec = upload.spec else {
            throw RPCError.invalidArgument(field: "upload.spec", "must be given")
        }
        // What is wrong with the spec is told before the file is sent.
        _ = try await Upload(spec, tenant: context.tenant(), actor: context.auditActor, parts: parts)
        guard upload.byteSize > 0 else {
            throw RPCError.invalidArgument(field: "upload.byte_size", "must be above 0")
        }
        guard upload.byteSize <= parts.limits.uploadBytesMax else {
            throw UploadTooLarge(limitBytes: parts.limits.uploadBytesMax)
        }
        var requestID: UUID?
        if !request.requestId.isEmpty {
            guard let id = UUID(uuidString: request.requestId) else {
                throw RPCError.invalidArgument(field: "request_id", "must be a UUID")
            }
            requestID = id
        }
        try await parts.admission.room.check()
        return DatasetV1.Upload(
            try await parts.uploads.create(
                spec, byteSize: upload.byteSize, requestID: requestID, tenant: context.tenant()))
    }

    func getUpload(_ request: DatasetV1.GetUploadRequest, context: ServerContext) async throws -> DatasetV1.Upload {
        DatasetV1.Upload(try await find(request.name, tenant: context.tenant()))
    }

    func deleteUpload(
        _ request: DatasetV1.DeleteUploadRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        let id = try ResourceName.id(request.name, in: "uploads")
        guard try await parts.uploads.delete(id, tenant: context.tenant()) else {
            throw ResourceName.notFound(request.name)
        }
        return GoogleProtobuf.Empty()
    }

    private func find(_ name: String, tenant: String) async throws -> UploadRecord {
        let id = try ResourceName.id(name, in: "uploads")
        guard let record = try await parts.uploads.upload(id, tenant: tenant) else { throw ResourceName.notFound(name) }
        return record
    }
}

// Bytes.
extension UploadHandlers {
    func writeUpload(
        _ requests: RequestStream<DatasetV1.WriteUploadRequest>, context: ServerContext
    ) async throws -> DatasetV1.WriteUploadResponse {
        let tenant = try context.tenant()
        let place = try parts.uploadPlaces.take(for: tenant)
        defer { place.giveBack() }
        var messages = requests.paced(parts.limits).makeAsyncIterator()
        guard case .start(let start)? = try await messages.next()?.part else {
            throw RPCError.invalidArgument(field: "start", "the first message must be the start")
        }
        try await parts.admission.room.check()
        let record = try await find(start.name, tenant: tenant)
        guard start.offset == record.received, record.state == .receiving else { throw Self.refusal(record) }
        let writer = UploadWriter(parts.uploads, id: record.id, offset: start.offset, tenant: tenant)
        do {
            while let message = try await messages.next() {
                guard case .chunk(let bytes)? = message.part else {
                    throw RPCError.invalidArgument(field: "chunk", "every message after the first must be a chunk")
                }
                try await writer.write(bytes)
            }
            try await writer.flush()
        } catch is WriteRefused {
            let record = try await find(start.name, tenant: tenant)
            let left = record.byteSize - record.received
            if record.state == .receiving, left > 0, record.received == writer.part.offset {
                throw RPCError(
                    .aborted,
                    "The upload has \(record.byteSize) bytes, of which \(left) were left; more came."
                )
            }
            throw Self.refusal(record)
        } catch {
            await keep(writer.part)
            throw error
        }
        return DatasetV1.WriteUploadResponse(offset: writer.part.offset, byteSize: record.byteSize)
    }

    /// What arrived before the client was gone. In a task of its own, for the call's is cancelled.
    private func keep(_ rest: UploadWriter.Part) async {
        let (store, logger) = (parts.uploads, logger)
        await Task {
            do { try await rest.store(in: store) } catch {
                logger.info("the end of a broken write is lost", metadata: ["error": "\(error)"])
            }
        }.value
    }

    private static func refusal(_ record: UploadRecord) -> RPCError {
        switch record.state {
        case .receiving where record.received == record.byteSize:
            RPCError(.aborted, "The upload has all of its \(record.byteSize) bytes.")
        case .receiving: RPCError(.aborted, "The upload goes on at offset \(record.received).")
        case .finishing: RPCError(.failedPrecondition, "The upload has all of its bytes and is being read.")
        case .succeeded: RPCError(.failedPrecondition, "The upload is finished.")
        case .failed: RPCError(.failedPrecondition, "The upload has failed: \(record.error)")
        }
    }
}

// The end.
extension UploadHandlers {
    /// Nil if another call is at it. A place is held only for work, not for waiting.
    private func finish(
        _ record: UploadRecord, as finisher: UUID, _ context: ServerContext
    ) async throws -> DatasetV1.UploadDatasetResponse? {
        let tenant = try context.tenant()
        let place = try parts.uploadPlaces.take(for: tenant)
        defer { place.giveBack() }
        guard try await parts.uploads.claim(record.id, finisher: finisher, tenant: tenant) else { return nil }
        return try await UploadFinisher(parts: parts, actor: context.auditActor, tenant: tenant, logger: logger)
            .finish(record, finisher: finisher)
    }

    func finishUpload(
        _ request: DatasetV1.FinishUploadRequest, context: ServerContext
    ) async throws -> DatasetV1.UploadDatasetResponse {
        let tenant = try context.tenant()
        let finisher = UUID()
        while true {
            let record = try await find(request.name, tenant: tenant)
            if let response = record.response { return response }
            if record.state == .failed { throw RPCError(.invalidArgument, record.error) }
            guard record.received == record.byteSize else {
                throw RPCError(
                    .failedPrecondition,
                    "Of the upload's \(record.byteSize) bytes, \(record.received) have arrived.")
            }
            if let response = try await finish(record, as: finisher, context) { return response }
            // Another call is at it, on this replica or another one: its answer is ours.
            try await Task.sleep(for: parts.limits.finisherPoll)
        }
    }
}
