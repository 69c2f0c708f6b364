internal import API
internal import FoundationEssentials
internal import Messages
internal import RPC
internal import ServiceKit

// Datasets.
extension DatasetHandlers {
    func listDatasets(
        _ request: DatasetV1.ListDatasetsRequest, context: ServerContext
    ) async throws -> DatasetV1.ListDatasetsResponse {
        let page = try Page(size: request.pageSize, token: request.pageToken, of: "d")
        let (records, token) = try await parts.catalog.datasets(
            page, where: DatasetFilter.condition(request.filter), includingDeleted: request.showDeleted,
            tenant: context.tenant())
        return DatasetV1.ListDatasetsResponse(datasets: records.map(DatasetV1.Dataset.init), nextPageToken: token)
    }

    func updateDataset(
        _ request: DatasetV1.UpdateDatasetRequest, context: ServerContext
    ) async throws -> DatasetV1.Dataset {
        guard let given = request.dataset else {
            throw RPCError.invalidArgument(field: "dataset", "must be given")
        }
        let tenant = try context.tenant()
        let id = try await Upload.parent(given.name, tenant: tenant, parts: parts).id
        let change = try DatasetChange(given, mask: request.updateMask, limits: parts.limits)
        let record = try await parts.editor.update(
            id, etag: given.etag, tenant: tenant, actor: context.auditActor, change.apply)
        guard let record else { throw ResourceName.notFound(given.name) }
        return DatasetV1.Dataset(record)
    }

    func deleteDataset(
        _ request: DatasetV1.DeleteDatasetRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        let id = try ResourceName.id(request.name, in: "datasets")
        let isDeleted = try await parts.editor.delete(
            id, etag: request.etag, tenant: context.tenant(), actor: context.auditActor)
        guard isDeleted else { throw ResourceName.notFound(request.name) }
        return GoogleProtobuf.Empty()
    }

    func undeleteDataset(
        _ request: DatasetV1.UndeleteDatasetRequest, context: ServerContext
    ) async throws -> DatasetV1.Dataset {
        let id = try ResourceName.id(request.name, in: "datasets")
        let tenant = try context.tenant()
        do {
            if let record = try await parts.editor.undelete(id, tenant: tenant, actor: context.auditActor) {
                return DatasetV1.Dataset(record)
            }
        } catch is DatasetEditor.PurgeBegan {
            throw ResourceName.notFound(request.name)
        }
        guard try await parts.catalog.dataset(id, tenant: tenant) != nil else {
            throw ResourceName.notFound(request.name)
        }
        throw RPCError(.alreadyExists, "The dataset is not deleted.")
    }
}

// Rows in the call.
extension DatasetHandlers {
    func createDataset(
        _ request: DatasetV1.CreateDatasetRequest, context: ServerContext
    ) async throws -> DatasetV1.CreateDatasetResponse {
        let tenant = try context.tenant()
        let repeatable = try RepeatableRequest(
            request.requestId, method: "CreateDataset", message: request, context: context)
        return try await parts.requests.once(repeatable) {
            let creation = try DatasetCreation(request, limits: parts.limits)
            let upload = Upload(
                creation.upload, action: "datasets.create", tenant: tenant, actor: context.auditActor, parts: parts)
            try await parts.admission.check([.bytes, .dataset], tenant: tenant)
            return try await finish(upload, creation.rows, empty: creation.columns) { response, connection in
                let answer = DatasetV1.CreateDatasetResponse(
                    dataset: response.dataset, rejectReport: response.rejectReport)
                try await parts.requests.book(repeatable, answer, on: connection)
            } answer: {
                DatasetV1.CreateDatasetResponse(dataset: $0.dataset, rejectReport: $0.rejectReport)
            }
        }
    }

    func appendRows(
        _ request: DatasetV1.AppendRowsRequest, context: ServerContext
    ) async throws -> DatasetV1.AppendRowsResponse {
        let tenant = try context.tenant()
        let repeatable = try RepeatableRequest(
            request.requestId, method: "AppendRows", message: request, context: context)
        return try await parts.requests.once(repeatable) {
            let parent = try await Upload.parent(request.name, tenant: tenant, parts: parts)
            guard !request.rows.isEmpty else { throw RPCError.invalidArgument(field: "rows", "must not be empty") }
            try Etag.check(request.etag, version: parent.revision)
            let columns = parent.version.columns
            let rows = try InlineRows(request.rows, columns: columns.map(\.name), limits: parts.limits)
            let ingest = try IngestSpec(
                inline: columns.map(GivenColumn.init), policy: request.onReject, limits: parts.limits)
            let upload = Upload(
                UploadRequest(dataset: NewDataset(displayName: ""), ingest: ingest, file: InlineRows.file),
                onto: parent, etag: request.etag, tenant: tenant, actor: context.auditActor, parts: parts)
            try await parts.admission.check(.bytes, tenant: tenant)
            return try await finish(upload, rows, empty: nil) { response, connection in
                let answer = DatasetV1.AppendRowsResponse(
                    version: response.version, rejectReport: response.rejectReport)
                try await parts.requests.book(repeatable, answer, on: connection)
            } answer: {
                DatasetV1.AppendRowsResponse(version: $0.version, rejectReport: $0.rejectReport)
            }
        }
    }
}

// Versions.
extension DatasetHandlers {
    func getDatasetVersion(
        _ request: DatasetV1.GetDatasetVersionRequest, context: ServerContext
    ) async throws -> DatasetV1.DatasetVersion {
        let ids = try ResourceName.ids(request.name, "datasets", "versions")
        // A job that has begun goes on when its dataset is deleted, until the purge.
        guard
            let record = try await parts.catalog.dataset(
                ids[0], version: ids[1], includingDeleted: context.principal?.kind == .service, tenant: context.tenant()
            )
        else {
            throw ResourceName.notFound(request.name)
        }
        return DatasetV1.DatasetVersion(record.version, of: record.id)
    }

    func listDatasetVersions(
        _ request: DatasetV1.ListDatasetVersionsRequest, context: ServerContext
    ) async throws -> DatasetV1.ListDatasetVersionsResponse {
        let tenant = try context.tenant()
        let id = try await Upload.parent(request.parent, tenant: tenant, parts: parts).id
        let page = try Page(size: request.pageSize, token: request.pageToken, of: "v")
        let (records, token) = try await parts.catalog.versions(of: id, page, tenant: tenant)
        return DatasetV1.ListDatasetVersionsResponse(
            versions: records.map { DatasetV1.DatasetVersion($0, of: id) }, nextPageToken: token)
    }
}
