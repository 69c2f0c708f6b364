internal import API
internal import Messages
internal import RPC

// Profiles.
extension DatasetHandlers {
    func profileDataset(_ request: DatasetV1.ProfileDatasetRequest, context: ServerContext) async throws
        -> GoogleLongrunning.Operation
    {
        throw Unfinished.error
    }

    func getProfile(_ request: DatasetV1.GetProfileRequest, context: ServerContext) async throws
        -> DatasetV1.DatasetProfile
    {
        throw Unfinished.error
    }

    func validateDataset(_ request: DatasetV1.ValidateDatasetRequest, context: ServerContext) async throws
        -> DatasetV1.ValidateDatasetResponse
    {
        throw Unfinished.error
    }
}
