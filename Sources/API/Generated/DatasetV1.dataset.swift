// Generated from pynomaly/dataset/v1/dataset.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension DatasetV1 {
    /// Immutable, columnar, content-addressed tables.
    package protocol DatasetService: Sendable {
        /// Makes a dataset of a schema, with the rows that the call holds, or none.
        func createDataset(
            _ request: DatasetV1.CreateDatasetRequest, context: ServerContext
        ) async throws -> DatasetV1.CreateDatasetResponse
        func getDataset(
            _ request: DatasetV1.GetDatasetRequest, context: ServerContext
        ) async throws -> DatasetV1.Dataset
        func listDatasets(
            _ request: DatasetV1.ListDatasetsRequest, context: ServerContext
        ) async throws -> DatasetV1.ListDatasetsResponse
        /// Changes what a dataset is called, and what its columns mean to a detector. The rows stay as they are.
        func updateDataset(
            _ request: DatasetV1.UpdateDatasetRequest, context: ServerContext
        ) async throws -> DatasetV1.Dataset
        /// The dataset can be had back until its purge_time.
        func deleteDataset(
            _ request: DatasetV1.DeleteDatasetRequest, context: ServerContext
        ) async throws -> GoogleProtobuf.Empty
        func undeleteDataset(
            _ request: DatasetV1.UndeleteDatasetRequest, context: ServerContext
        ) async throws -> DatasetV1.Dataset
        /// Streams a file into a new dataset, or into a new version of one. The first message is the spec, the following ones
        /// are the file.
        func uploadDataset(
            _ requests: RequestStream<DatasetV1.UploadDatasetRequest>, context: ServerContext
        ) async throws -> DatasetV1.UploadDatasetResponse
        /// Makes a new version that has these rows after all of the current one's, and shares its blocks.
        func appendRows(
            _ request: DatasetV1.AppendRowsRequest, context: ServerContext
        ) async throws -> DatasetV1.AppendRowsResponse
        func getDatasetVersion(
            _ request: DatasetV1.GetDatasetVersionRequest, context: ServerContext
        ) async throws -> DatasetV1.DatasetVersion
        /// The newest first.
        func listDatasetVersions(
            _ request: DatasetV1.ListDatasetVersionsRequest, context: ServerContext
        ) async throws -> DatasetV1.ListDatasetVersionsResponse
        /// Describes every column of a version in one pass; the answer of the operation is a DatasetProfile.
        func profileDataset(
            _ request: DatasetV1.ProfileDatasetRequest, context: ServerContext
        ) async throws -> GoogleLongrunning.Operation
        /// The profile that ProfileDataset made; NOT_FOUND until then.
        func getProfile(
            _ request: DatasetV1.GetProfileRequest, context: ServerContext
        ) async throws -> DatasetV1.DatasetProfile
        /// Whether a version is fit for use, and for an algorithm, with reasons and what training would cost.
        func validateDataset(
            _ request: DatasetV1.ValidateDatasetRequest, context: ServerContext
        ) async throws -> DatasetV1.ValidateDatasetResponse
        func listRows(
            _ request: DatasetV1.ListRowsRequest, context: ServerContext
        ) async throws -> DatasetV1.ListRowsResponse
        /// Rows drawn at random without replacement; the same seed draws the same rows of a version.
        func sampleRows(
            _ request: DatasetV1.SampleRowsRequest, context: ServerContext
        ) async throws -> DatasetV1.SampleRowsResponse
        /// Makes two new datasets of a version's rows, none of which is in both.
        func splitDataset(
            _ request: DatasetV1.SplitDatasetRequest, context: ServerContext
        ) async throws -> DatasetV1.SplitDatasetResponse
        /// The whole version as a file; uploaded again, it gives the same values.
        func exportDataset(
            _ request: DatasetV1.ExportDatasetRequest, responses: ResponseWriter<DatasetV1.ExportDatasetResponse>, context: ServerContext
        ) async throws
        /// Streams the blocks of the requested columns, chunk by chunk, in row order.
        func readColumns(
            _ request: DatasetV1.ReadColumnsRequest, responses: ResponseWriter<DatasetV1.ColumnBlock>, context: ServerContext
        ) async throws
    }

    /// Calls pynomaly.dataset.v1.DatasetService.
    package struct DatasetServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        /// Makes a dataset of a schema, with the rows that the call holds, or none.
        package func createDataset(
            _ request: DatasetV1.CreateDatasetRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.CreateDatasetResponse {
            try await channel.unary(DatasetServiceMethods.createDataset, request, options: options)
        }

        package func getDataset(
            _ request: DatasetV1.GetDatasetRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.Dataset {
            try await channel.unary(DatasetServiceMethods.getDataset, request, options: options)
        }

        package func listDatasets(
            _ request: DatasetV1.ListDatasetsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.ListDatasetsResponse {
            try await channel.unary(DatasetServiceMethods.listDatasets, request, options: options)
        }

        /// Changes what a dataset is called, and what its columns mean to a detector. The rows stay as they are.
        package func updateDataset(
            _ request: DatasetV1.UpdateDatasetRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.Dataset {
            try await channel.unary(DatasetServiceMethods.updateDataset, request, options: options)
        }

        /// The dataset can be had back until its purge_time.
        package func deleteDataset(
            _ request: DatasetV1.DeleteDatasetRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleProtobuf.Empty {
            try await channel.unary(DatasetServiceMethods.deleteDataset, request, options: options)
        }

        package func undeleteDataset(
            _ request: DatasetV1.UndeleteDatasetRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.Dataset {
            try await channel.unary(DatasetServiceMethods.undeleteDataset, request, options: options)
        }

        /// Streams a file into a new dataset, or into a new version of one. The first message is the spec, the following ones
        /// are the file.
        package func uploadDataset(
            options: CallOptions = CallOptions(),
            _ send: (RequestWriter<DatasetV1.UploadDatasetRequest>) async throws -> Void
        ) async throws -> DatasetV1.UploadDatasetResponse {
            try await channel.clientStreaming(DatasetServiceMethods.uploadDataset, options: options, send)
        }

        /// Makes a new version that has these rows after all of the current one's, and shares its blocks.
        package func appendRows(
            _ request: DatasetV1.AppendRowsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.AppendRowsResponse {
            try await channel.unary(DatasetServiceMethods.appendRows, request, options: options)
        }

        package func getDatasetVersion(
            _ request: DatasetV1.GetDatasetVersionRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.DatasetVersion {
            try await channel.unary(DatasetServiceMethods.getDatasetVersion, request, options: options)
        }

        /// The newest first.
        package func listDatasetVersions(
            _ request: DatasetV1.ListDatasetVersionsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.ListDatasetVersionsResponse {
            try await channel.unary(DatasetServiceMethods.listDatasetVersions, request, options: options)
        }

        /// Describes every column of a version in one pass; the answer of the operation is a DatasetProfile.
        package func profileDataset(
            _ request: DatasetV1.ProfileDatasetRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleLongrunning.Operation {
            try await channel.unary(DatasetServiceMethods.profileDataset, request, options: options)
        }

        /// The profile that ProfileDataset made; NOT_FOUND until then.
        package func getProfile(
            _ request: DatasetV1.GetProfileRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.DatasetProfile {
            try await channel.unary(DatasetServiceMethods.getProfile, request, options: options)
        }

        /// Whether a version is fit for use, and for an algorithm, with reasons and what training would cost.
        package func validateDataset(
            _ request: DatasetV1.ValidateDatasetRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.ValidateDatasetResponse {
            try await channel.unary(DatasetServiceMethods.validateDataset, request, options: options)
        }

        package func listRows(
            _ request: DatasetV1.ListRowsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.ListRowsResponse {
            try await channel.unary(DatasetServiceMethods.listRows, request, options: options)
        }

        /// Rows drawn at random without replacement; the same seed draws the same rows of a version.
        package func sampleRows(
            _ request: DatasetV1.SampleRowsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.SampleRowsResponse {
            try await channel.unary(DatasetServiceMethods.sampleRows, request, options: options)
        }

        /// Makes two new datasets of a version's rows, none of which is in both.
        package func splitDataset(
            _ request: DatasetV1.SplitDatasetRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.SplitDatasetResponse {
            try await channel.unary(DatasetServiceMethods.splitDataset, request, options: options)
        }

        /// The whole version as a file; uploaded again, it gives the same values.
        package func exportDataset(
            _ request: DatasetV1.ExportDatasetRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> ResponseStream<DatasetV1.ExportDatasetResponse> {
            try await channel.serverStreaming(DatasetServiceMethods.exportDataset, request, options: options)
        }

        /// Streams the blocks of the requested columns, chunk by chunk, in row order.
        package func readColumns(
            _ request: DatasetV1.ReadColumnsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> ResponseStream<DatasetV1.ColumnBlock> {
            try await channel.serverStreaming(DatasetServiceMethods.readColumns, request, options: options)
        }
    }

    /// What the proto says about pynomaly.dataset.v1.DatasetService.
    package enum DatasetServiceMethods {
        package static let createDataset = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "CreateDataset", kind: .unary,
            inputType: "pynomaly.dataset.v1.CreateDatasetRequest", outputType: "pynomaly.dataset.v1.CreateDatasetResponse",
            policy: MethodPolicy(access: .permission("datasets.write")),
            http: [HTTPRule(verb: "POST", template: "/v1/datasets", body: "*")])

        package static let getDataset = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "GetDataset", kind: .unary,
            inputType: "pynomaly.dataset.v1.GetDatasetRequest", outputType: "pynomaly.dataset.v1.Dataset",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("datasets.read"), services: ["detection"], tenantFromService: true),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=datasets/*}")])

        package static let listDatasets = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "ListDatasets", kind: .unary,
            inputType: "pynomaly.dataset.v1.ListDatasetsRequest", outputType: "pynomaly.dataset.v1.ListDatasetsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("datasets.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/datasets")])

        package static let updateDataset = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "UpdateDataset", kind: .unary,
            inputType: "pynomaly.dataset.v1.UpdateDatasetRequest", outputType: "pynomaly.dataset.v1.Dataset",
            idempotency: .idempotent,
            policy: MethodPolicy(access: .permission("datasets.write")),
            http: [HTTPRule(verb: "PATCH", template: "/v1/{dataset.name=datasets/*}", body: "dataset")])

        package static let deleteDataset = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "DeleteDataset", kind: .unary,
            inputType: "pynomaly.dataset.v1.DeleteDatasetRequest", outputType: "google.protobuf.Empty",
            idempotency: .idempotent,
            policy: MethodPolicy(access: .permission("datasets.delete"), stepUp: true),
            http: [HTTPRule(verb: "DELETE", template: "/v1/{name=datasets/*}")])

        package static let undeleteDataset = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "UndeleteDataset", kind: .unary,
            inputType: "pynomaly.dataset.v1.UndeleteDatasetRequest", outputType: "pynomaly.dataset.v1.Dataset",
            idempotency: .idempotent,
            policy: MethodPolicy(access: .permission("datasets.delete")),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=datasets/*}:undelete", body: "*")])

        package static let uploadDataset = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "UploadDataset", kind: .clientStreaming,
            inputType: "pynomaly.dataset.v1.UploadDatasetRequest", outputType: "pynomaly.dataset.v1.UploadDatasetResponse",
            policy: MethodPolicy(access: .permission("datasets.write")),
            upload: UploadRoute(paths: ["/v1/datasets:upload", "/v1/datasets/upload"], specField: "spec", chunkField: "chunk", filePart: "file"))

        package static let appendRows = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "AppendRows", kind: .unary,
            inputType: "pynomaly.dataset.v1.AppendRowsRequest", outputType: "pynomaly.dataset.v1.AppendRowsResponse",
            policy: MethodPolicy(access: .permission("datasets.write")),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=datasets/*}:appendRows", body: "*")],
            isLengthy: true)

        package static let getDatasetVersion = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "GetDatasetVersion", kind: .unary,
            inputType: "pynomaly.dataset.v1.GetDatasetVersionRequest", outputType: "pynomaly.dataset.v1.DatasetVersion",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("datasets.read"), services: ["detection"], tenantFromService: true),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=datasets/*/versions/*}")])

        package static let listDatasetVersions = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "ListDatasetVersions", kind: .unary,
            inputType: "pynomaly.dataset.v1.ListDatasetVersionsRequest", outputType: "pynomaly.dataset.v1.ListDatasetVersionsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("datasets.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{parent=datasets/*}/versions")])

        package static let profileDataset = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "ProfileDataset", kind: .unary,
            inputType: "pynomaly.dataset.v1.ProfileDatasetRequest", outputType: "google.longrunning.Operation",
            idempotency: .idempotent,
            policy: MethodPolicy(access: .permission("datasets.read")),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=datasets/*}:profile", body: "*"), HTTPRule(verb: "POST", template: "/v1/{name=datasets/*/versions/*}:profile", body: "*")])

        package static let getProfile = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "GetProfile", kind: .unary,
            inputType: "pynomaly.dataset.v1.GetProfileRequest", outputType: "pynomaly.dataset.v1.DatasetProfile",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("datasets.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=datasets/*/profile}"), HTTPRule(verb: "GET", template: "/v1/{name=datasets/*/versions/*/profile}")])

        package static let validateDataset = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "ValidateDataset", kind: .unary,
            inputType: "pynomaly.dataset.v1.ValidateDatasetRequest", outputType: "pynomaly.dataset.v1.ValidateDatasetResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("datasets.read")),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=datasets/*}:validate", body: "*")])

        package static let listRows = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "ListRows", kind: .unary,
            inputType: "pynomaly.dataset.v1.ListRowsRequest", outputType: "pynomaly.dataset.v1.ListRowsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("datasets.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{parent=datasets/*}/rows"), HTTPRule(verb: "GET", template: "/v1/{parent=datasets/*/versions/*}/rows")])

        package static let sampleRows = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "SampleRows", kind: .unary,
            inputType: "pynomaly.dataset.v1.SampleRowsRequest", outputType: "pynomaly.dataset.v1.SampleRowsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("datasets.read")),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=datasets/*}:sample", body: "*")])

        package static let splitDataset = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "SplitDataset", kind: .unary,
            inputType: "pynomaly.dataset.v1.SplitDatasetRequest", outputType: "pynomaly.dataset.v1.SplitDatasetResponse",
            policy: MethodPolicy(access: .permission("datasets.write")),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=datasets/*}:split", body: "*")],
            isLengthy: true)

        package static let exportDataset = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "ExportDataset", kind: .serverStreaming,
            inputType: "pynomaly.dataset.v1.ExportDatasetRequest", outputType: "pynomaly.dataset.v1.ExportDatasetResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("datasets.read"), stepUp: true),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=datasets/*}:export"), HTTPRule(verb: "GET", template: "/v1/{name=datasets/*/versions/*}:export")],
            download: DownloadRoute(chunkField: "chunk", typeField: "content_type", nameField: "file_name"))

        package static let readColumns = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "ReadColumns", kind: .serverStreaming,
            inputType: "pynomaly.dataset.v1.ReadColumnsRequest", outputType: "pynomaly.dataset.v1.ColumnBlock",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .internal, services: ["detection"], tenantFromService: true))

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.dataset.v1.DatasetService",
            methods: [createDataset, getDataset, listDatasets, updateDataset, deleteDataset, undeleteDataset, uploadDataset, appendRows, getDatasetVersion, listDatasetVersions, profileDataset, getProfile, validateDataset, listRows, sampleRows, splitDataset, exportDataset, readColumns])
    }
}

extension RPCService {
    /// pynomaly.dataset.v1.DatasetService, served by `service`.
    package static func datasetV1DatasetService(_ service: some DatasetV1.DatasetService) -> RPCService {
        var rpc = RPCService(DatasetV1.DatasetServiceMethods.descriptor)
        rpc.register(DatasetV1.DatasetServiceMethods.createDataset) { call, context in
            call.respond(try await service.createDataset(call.request(DatasetV1.CreateDatasetRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.getDataset) { call, context in
            call.respond(try await service.getDataset(call.request(DatasetV1.GetDatasetRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.listDatasets) { call, context in
            call.respond(try await service.listDatasets(call.request(DatasetV1.ListDatasetsRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.updateDataset) { call, context in
            call.respond(try await service.updateDataset(call.request(DatasetV1.UpdateDatasetRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.deleteDataset) { call, context in
            call.respond(try await service.deleteDataset(call.request(DatasetV1.DeleteDatasetRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.undeleteDataset) { call, context in
            call.respond(try await service.undeleteDataset(call.request(DatasetV1.UndeleteDatasetRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.uploadDataset) { call, context in
            call.respond(try await service.uploadDataset(call.requests(), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.appendRows) { call, context in
            call.respond(try await service.appendRows(call.request(DatasetV1.AppendRowsRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.getDatasetVersion) { call, context in
            call.respond(try await service.getDatasetVersion(call.request(DatasetV1.GetDatasetVersionRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.listDatasetVersions) { call, context in
            call.respond(try await service.listDatasetVersions(call.request(DatasetV1.ListDatasetVersionsRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.profileDataset) { call, context in
            call.respond(try await service.profileDataset(call.request(DatasetV1.ProfileDatasetRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.getProfile) { call, context in
            call.respond(try await service.getProfile(call.request(DatasetV1.GetProfileRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.validateDataset) { call, context in
            call.respond(try await service.validateDataset(call.request(DatasetV1.ValidateDatasetRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.listRows) { call, context in
            call.respond(try await service.listRows(call.request(DatasetV1.ListRowsRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.sampleRows) { call, context in
            call.respond(try await service.sampleRows(call.request(DatasetV1.SampleRowsRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.splitDataset) { call, context in
            call.respond(try await service.splitDataset(call.request(DatasetV1.SplitDatasetRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.exportDataset) { call, context in
            try await service.exportDataset(call.request(DatasetV1.ExportDatasetRequest.self), responses: call.responses(), context: context)
        }
        rpc.register(DatasetV1.DatasetServiceMethods.readColumns) { call, context in
            try await service.readColumns(call.request(DatasetV1.ReadColumnsRequest.self), responses: call.responses(), context: context)
        }
        return rpc
    }
}
