internal import API
internal import Messages
internal import RPC

// Rows.
extension DatasetHandlers {
    func sampleRows(_ request: DatasetV1.SampleRowsRequest, context: ServerContext) async throws
        -> DatasetV1.SampleRowsResponse
    {
        throw Unfinished.error
    }

    func splitDataset(_ request: DatasetV1.SplitDatasetRequest, context: ServerContext) async throws
        -> DatasetV1.SplitDatasetResponse
    {
        throw Unfinished.error
    }

    func exportDataset(
        _ request: DatasetV1.ExportDatasetRequest, responses: ResponseWriter<DatasetV1.ExportDatasetResponse>,
        context: ServerContext
    ) async throws {
        throw Unfinished.error
    }
}
