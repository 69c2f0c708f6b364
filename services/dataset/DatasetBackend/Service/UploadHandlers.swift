internal import API
internal import Messages
internal import RPC

/// `pynomaly.dataset.v1.UploadService`.
struct UploadHandlers: DatasetV1.UploadService {
    let parts: DatasetParts

    func createUpload(_ request: DatasetV1.CreateUploadRequest, context: ServerContext) async throws -> DatasetV1.Upload
    {
        throw Unfinished.error
    }

    func getUpload(_ request: DatasetV1.GetUploadRequest, context: ServerContext) async throws -> DatasetV1.Upload {
        throw Unfinished.error
    }

    func writeUpload(_ requests: RequestStream<DatasetV1.WriteUploadRequest>, context: ServerContext) async throws
        -> DatasetV1.WriteUploadResponse
    {
        throw Unfinished.error
    }

    func finishUpload(_ request: DatasetV1.FinishUploadRequest, context: ServerContext) async throws
        -> DatasetV1.UploadDatasetResponse
    {
        throw Unfinished.error
    }

    func deleteUpload(_ request: DatasetV1.DeleteUploadRequest, context: ServerContext) async throws
        -> GoogleProtobuf.Empty
    {
        throw Unfinished.error
    }
}
