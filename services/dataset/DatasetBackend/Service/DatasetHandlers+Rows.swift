internal import API
internal import FoundationEssentials
internal import Messages
internal import RPC
internal import ServiceKit

// Rows.
extension DatasetHandlers {
    func listRows(
        _ request: DatasetV1.ListRowsRequest, context: ServerContext
    ) async throws -> DatasetV1.ListRowsResponse {
        let size = try Page.size(request.pageSize)
        let position = try RowPosition(token: request.pageToken)
        let tenant = try context.tenant()
        let version = try await dataset(request.parent, version: position?.version, tenant: tenant).version
        let page = try await RowPage(
            parts: parts, version: version, tenant: tenant,
            columns: ColumnSelection.indices(of: request.columns, in: version),
            filter: RowFilter(request.filter, of: version)
        ).read(from: position?.row ?? 0, limit: size)
        return DatasetV1.ListRowsResponse(
            rows: page.rows,
            nextPageToken: page.next.map { RowPosition(version: version.id, row: $0).token } ?? "")
    }

    func sampleRows(
        _ request: DatasetV1.SampleRowsRequest, context: ServerContext
    ) async throws -> DatasetV1.SampleRowsResponse {
        let size = Int(request.size)
        guard (1...parts.limits.sampleRowsMax).contains(size) else {
            throw RPCError.invalidArgument(field: "size", "must be from 1 to \(parts.limits.sampleRowsMax)")
        }
        let tenant = try context.tenant()
        let version = try await dataset(request.name, tenant: tenant).version
        let draw = RowDraw(
            parts: parts, version: version, tenant: tenant,
            columns: try ColumnSelection.indices(of: request.columns, in: version))
        return DatasetV1.SampleRowsResponse(rows: try await draw.read(size: size, seed: request.seed))
    }

    /// The dataset that the name tells, with the version that it tells, or `version`, or the current one.
    func dataset(_ name: String, version: UUID? = nil, tenant: String) async throws -> DatasetRecord {
        let (id, named) = try DatasetName.ids(name)
        guard let record = try await parts.catalog.dataset(id, version: version ?? named, tenant: tenant) else {
            throw ResourceName.notFound(name)
        }
        return record
    }

    func splitDataset(
        _ request: DatasetV1.SplitDatasetRequest, context: ServerContext
    ) async throws -> DatasetV1.SplitDatasetResponse {
        let tenant = try context.tenant()
        let source = try await dataset(request.name, tenant: tenant)
        let repeatable = try RepeatableRequest(
            request.requestId, method: "SplitDataset", message: request, context: context)
        return try await parts.requests.once(repeatable) {
            let place = try parts.splitPlaces.take(for: tenant)
            defer { place.giveBack() }
            let split = Split(
                try SplitRequest(request, of: source.version), of: source, tenant: tenant, actor: context.auditActor,
                parts: parts, repeatable: repeatable)
            try await parts.admission.check([.bytes, .dataset], tenant: tenant)
            do {
                return try await split.run()
            } catch {
                for draft in split.begunDrafts { await parts.drafts.giveUp(draft, logger) }
                throw error
            }
        }
    }

    func exportDataset(
        _ request: DatasetV1.ExportDatasetRequest, responses: ResponseWriter<DatasetV1.ExportDatasetResponse>,
        context: ServerContext
    ) async throws {
        let format = try ExportFormat(name: request.format)
        let tenant = try context.tenant()
        let source = try await dataset(request.name, tenant: tenant)
        let columns = try ColumnSelection.indices(of: request.columns, in: source.version)
        let place = try parts.exportPlaces.take(for: tenant)
        defer { place.giveBack() }
        try await Export(parts: parts, source: source, tenant: tenant, columns: columns, format: format).run(responses)
    }
}
