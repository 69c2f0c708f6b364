internal import API
internal import FoundationEssentials
internal import Logging
internal import Messages
internal import Protobuf
internal import RPC
internal import ServiceKit
internal import Synchronization

/// `pynomaly.dataset.v1.DatasetService`.
final class DatasetHandlers: DatasetV1.DatasetService {
    let parts: DatasetParts
    private let logger: Logger
    private let uploads = Atomic(0)

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

    func listDatasets(
        _ request: DatasetV1.ListDatasetsRequest, context: ServerContext
    ) async throws -> DatasetV1.ListDatasetsResponse {
        let page = try Page(size: request.pageSize, token: request.pageToken, of: "d")
        let (records, token) = try await parts.catalog.datasets(page, tenant: context.tenant())
        return DatasetV1.ListDatasetsResponse(datasets: records.map(DatasetV1.Dataset.init), nextPageToken: token)
    }

    func deleteDataset(
        _ request: DatasetV1.DeleteDatasetRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        let id = try ResourceName.id(request.name, in: "datasets")
        guard try await parts.catalog.delete(id, tenant: context.tenant(), actor: context.auditActor) else {
            throw ResourceName.notFound(request.name)
        }
        return GoogleProtobuf.Empty()
    }

    func listRows(
        _ request: DatasetV1.ListRowsRequest, context: ServerContext
    ) async throws -> DatasetV1.ListRowsResponse {
        let (id, named) = try DatasetName.ids(request.parent)
        let size = try Page.size(request.pageSize)
        let position = try RowPosition(token: request.pageToken)
        let tenant = try context.tenant()
        guard let record = try await parts.catalog.dataset(id, version: position?.version ?? named, tenant: tenant)
        else {
            throw ResourceName.notFound(request.parent)
        }
        let page = try await RowPage(parts: parts, version: record.version, tenant: tenant)
            .read(from: position?.row ?? 0, limit: size)
        return DatasetV1.ListRowsResponse(
            rows: page.rows,
            nextPageToken: page.next.map { RowPosition(version: record.version.id, row: $0).token } ?? "")
    }

    func readColumns(
        _ request: DatasetV1.ReadColumnsRequest, responses: ResponseWriter<DatasetV1.ColumnBlock>,
        context: ServerContext
    ) async throws {
        let (id, version) = try DatasetName.ids(request.name)
        let tenant = try context.tenant()
        guard let record = try await parts.catalog.dataset(id, version: version, tenant: tenant) else {
            throw ResourceName.notFound(request.name)
        }
        let selection = try ColumnSelection(request, of: record.version)
        let reader = BlockReader(parts: parts, version: record.version.id, tenant: tenant)
        for chunk in try await parts.catalog.chunks(of: record.version.id, rows: selection.rows, tenant: tenant) {
            try await reader.forEach(chunk: chunk, columns: selection.columns) { block, blob in
                var message = try DatasetV1.ColumnBlock(serialized: blob)
                message.column = record.version.columns[block.columnIndex].name
                message.firstRow = block.firstRow
                try await responses.write(message)
            }
        }
    }
}

// Uploads.
extension DatasetHandlers {
    func uploadDataset(
        _ requests: RequestStream<DatasetV1.UploadDatasetRequest>, context: ServerContext
    ) async throws -> DatasetV1.UploadDatasetResponse {
        let tenant = try context.tenant()
        let running = uploads.add(1, ordering: .relaxed).oldValue
        defer { uploads.subtract(1, ordering: .relaxed) }
        guard running < parts.limits.uploadsMax else {
            throw RPCError(.resourceExhausted, "\(running) uploads are running on this replica; try again later.")
        }
        var messages = requests.makeAsyncIterator()
        guard case .spec(let spec)? = try await messages.next()?.part else {
            throw RPCError.invalidArgument(field: "spec", "the first message must be the spec")
        }
        let upload = Upload(
            try UploadRequest(spec, limits: parts.limits), tenant: tenant, actor: context.auditActor, parts: parts)
        do {
            while let message = try await messages.next() {
                guard case .chunk(let bytes)? = message.part else {
                    throw RPCError.invalidArgument(field: "chunk", "every message after the first must be a chunk")
                }
                try await upload.receive(bytes)
            }
            return Self.response(try await upload.finish())
        } catch {
            await abandon(upload)
            throw error
        }
    }

    private static func response(
        _ result: (record: DatasetRecord, summary: IngestSummary)
    ) -> DatasetV1.UploadDatasetResponse {
        DatasetV1.UploadDatasetResponse(
            dataset: DatasetV1.Dataset(result.record),
            rejectReport: DatasetV1.RejectReport(
                accepted: result.summary.acceptedRows, rejected: result.summary.rejectedRows, result.summary.rejects))
    }

    /// Also when the call was cancelled; if it fails, the lease ends by itself.
    private func abandon(_ upload: Upload) async {
        guard let draft = upload.begunDraft else { return }
        let (drafts, logger) = (parts.drafts, logger)
        await Task {
            do {
                try await drafts.abandon(draft)
            } catch {
                logger.warning("an upload could not be given up at once", metadata: ["error": "\(error)"])
            }
        }.value
    }
}
