internal import API
internal import FoundationEssentials
internal import Logging
internal import Messages
internal import Protobuf
internal import RPC
internal import ServiceKit

/// `pynomaly.dataset.v1.DatasetService`.
final class DatasetHandlers: DatasetV1.DatasetService {
    let parts: DatasetParts
    let logger: Logger

    init(parts: DatasetParts, logger: Logger) {
        self.parts = parts
        self.logger = logger
    }

    func getDataset(_ request: DatasetV1.GetDatasetRequest, context: ServerContext) async throws -> DatasetV1.Dataset {
        let id = try ResourceName.id(request.name, in: "datasets")
        guard let record = try await parts.catalog.dataset(id, tenant: context.tenant()) else {
            throw ResourceName.notFound(request.name)
        }
        return DatasetV1.Dataset(record)
    }

    func readColumns(
        _ request: DatasetV1.ReadColumnsRequest, responses: ResponseWriter<DatasetV1.ColumnBlock>,
        context: ServerContext
    ) async throws {
        let (id, version) = try DatasetName.ids(request.name)
        let tenant = try context.tenant()
        // Who names a version has begun before a deletion, as a job has, and goes on until the purge.
        guard
            let record = try await parts.catalog.dataset(
                id, version: version, includingDeleted: version != nil && context.principal?.kind == .service,
                tenant: tenant)
        else {
            throw ResourceName.notFound(request.name)
        }
        let selection = try ColumnSelection(request, of: record.version)
        let place = try parts.readPlaces.take(for: tenant)
        defer { place.giveBack() }
        let chunks = try await parts.catalog.chunks(
            of: record.version.id, rows: selection.rows, ranges: selection.ranges, tenant: tenant)
        try await BlockReader(parts: parts, version: record.version.id, tenant: tenant)
            .forEach(chunks: chunks, columns: selection.columns) { block, blob in
                try await responses.write(blob, at: block, of: record.version.columns[block.columnIndex].name)
            }
    }
}

// Uploads.
extension DatasetHandlers {
    func uploadDataset(
        _ requests: RequestStream<DatasetV1.UploadDatasetRequest>, context: ServerContext
    ) async throws -> DatasetV1.UploadDatasetResponse {
        let tenant = try context.tenant()
        let place = try parts.uploadPlaces.take(for: tenant)
        defer { place.giveBack() }
        var messages = requests.paced(parts.limits).makeAsyncIterator()
        guard case .spec(let spec)? = try await messages.next()?.part else {
            throw RPCError.invalidArgument(field: "spec", "the first message must be the spec")
        }
        let repeatable = try RepeatableRequest(
            spec.requestId, field: "spec.request_id", method: "UploadDataset", message: spec, context: context)
        return try await parts.requests.once(repeatable) {
            let upload = try await Upload(spec, tenant: tenant, actor: context.auditActor, parts: parts)
            try await parts.admission.check(Upload.demand(of: spec), tenant: tenant)
            do {
                while let message = try await messages.next() {
                    guard case .chunk(let bytes)? = message.part else {
                        throw RPCError.invalidArgument(
                            field: "chunk", "every message after the first must be a chunk")
                    }
                    try await upload.receive(bytes)
                }
                return try await upload.finish { response, connection in
                    try await parts.requests.book(repeatable, response, on: connection)
                }
            } catch {
                await upload.abandon(logger)
                throw error
            }
        }
    }
}
