internal import API
internal import Messages
internal import RPC

// Datasets and their versions.
extension DatasetHandlers {
    func createDataset(_ request: DatasetV1.CreateDatasetRequest, context: ServerContext) async throws
        -> DatasetV1.CreateDatasetResponse
    {
        throw Unfinished.error
    }

    func updateDataset(_ request: DatasetV1.UpdateDatasetRequest, context: ServerContext) async throws
        -> DatasetV1.Dataset
    {
        throw Unfinished.error
    }

    func undeleteDataset(_ request: DatasetV1.UndeleteDatasetRequest, context: ServerContext) async throws
        -> DatasetV1.Dataset
    {
        throw Unfinished.error
    }

    func appendRows(_ request: DatasetV1.AppendRowsRequest, context: ServerContext) async throws
        -> DatasetV1.AppendRowsResponse
    {
        throw Unfinished.error
    }

    func getDatasetVersion(_ request: DatasetV1.GetDatasetVersionRequest, context: ServerContext) async throws
        -> DatasetV1.DatasetVersion
    {
        throw Unfinished.error
    }

    func listDatasetVersions(_ request: DatasetV1.ListDatasetVersionsRequest, context: ServerContext) async throws
        -> DatasetV1.ListDatasetVersionsResponse
    {
        throw Unfinished.error
    }
}
