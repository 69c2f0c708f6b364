// Generated from pynomaly/dataset/v1/dataset.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension DatasetV1 {
    /// Immutable, columnar, content-addressed tables.
    package protocol DatasetService: Sendable {
        func getDataset(
            _ request: DatasetV1.GetDatasetRequest, context: ServerContext
        ) async throws -> DatasetV1.Dataset
        func listDatasets(
            _ request: DatasetV1.ListDatasetsRequest, context: ServerContext
        ) async throws -> DatasetV1.ListDatasetsResponse
        func deleteDataset(
            _ request: DatasetV1.DeleteDatasetRequest, context: ServerContext
        ) async throws -> GoogleProtobuf.Empty
        /// Streams a CSV file into a new dataset. The first message is the spec, the following ones are the file.
        func uploadDataset(
            _ requests: RequestStream<DatasetV1.UploadDatasetRequest>, context: ServerContext
        ) async throws -> DatasetV1.UploadDatasetResponse
        func listRows(
            _ request: DatasetV1.ListRowsRequest, context: ServerContext
        ) async throws -> DatasetV1.ListRowsResponse
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

        package func deleteDataset(
            _ request: DatasetV1.DeleteDatasetRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleProtobuf.Empty {
            try await channel.unary(DatasetServiceMethods.deleteDataset, request, options: options)
        }

        /// Streams a CSV file into a new dataset. The first message is the spec, the following ones are the file.
        package func uploadDataset(
            options: CallOptions = CallOptions(),
            _ send: (RequestWriter<DatasetV1.UploadDatasetRequest>) async throws -> Void
        ) async throws -> DatasetV1.UploadDatasetResponse {
            try await channel.clientStreaming(DatasetServiceMethods.uploadDataset, options: options, send)
        }

        package func listRows(
            _ request: DatasetV1.ListRowsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.ListRowsResponse {
            try await channel.unary(DatasetServiceMethods.listRows, request, options: options)
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

        package static let deleteDataset = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "DeleteDataset", kind: .unary,
            inputType: "pynomaly.dataset.v1.DeleteDatasetRequest", outputType: "google.protobuf.Empty",
            idempotency: .idempotent,
            policy: MethodPolicy(access: .permission("datasets.delete"), stepUp: true),
            http: [HTTPRule(verb: "DELETE", template: "/v1/{name=datasets/*}")])

        package static let uploadDataset = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "UploadDataset", kind: .clientStreaming,
            inputType: "pynomaly.dataset.v1.UploadDatasetRequest", outputType: "pynomaly.dataset.v1.UploadDatasetResponse",
            policy: MethodPolicy(access: .permission("datasets.write")),
            upload: UploadRoute(paths: ["/v1/datasets:upload", "/v1/datasets/upload"], specField: "spec", chunkField: "chunk", filePart: "file"))

        package static let listRows = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "ListRows", kind: .unary,
            inputType: "pynomaly.dataset.v1.ListRowsRequest", outputType: "pynomaly.dataset.v1.ListRowsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("datasets.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{parent=datasets/*}/rows")])

        package static let readColumns = MethodDescriptor(
            service: "pynomaly.dataset.v1.DatasetService", method: "ReadColumns", kind: .serverStreaming,
            inputType: "pynomaly.dataset.v1.ReadColumnsRequest", outputType: "pynomaly.dataset.v1.ColumnBlock",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .internal, services: ["detection"], tenantFromService: true))

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.dataset.v1.DatasetService",
            methods: [getDataset, listDatasets, deleteDataset, uploadDataset, listRows, readColumns])
    }
}

extension RPCService {
    /// pynomaly.dataset.v1.DatasetService, served by `service`.
    package static func datasetV1DatasetService(_ service: some DatasetV1.DatasetService) -> RPCService {
        var rpc = RPCService(DatasetV1.DatasetServiceMethods.descriptor)
        rpc.register(DatasetV1.DatasetServiceMethods.getDataset) { call, context in
            call.respond(try await service.getDataset(call.request(DatasetV1.GetDatasetRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.listDatasets) { call, context in
            call.respond(try await service.listDatasets(call.request(DatasetV1.ListDatasetsRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.deleteDataset) { call, context in
            call.respond(try await service.deleteDataset(call.request(DatasetV1.DeleteDatasetRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.uploadDataset) { call, context in
            call.respond(try await service.uploadDataset(call.requests(), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.listRows) { call, context in
            call.respond(try await service.listRows(call.request(DatasetV1.ListRowsRequest.self), context: context))
        }
        rpc.register(DatasetV1.DatasetServiceMethods.readColumns) { call, context in
            try await service.readColumns(call.request(DatasetV1.ReadColumnsRequest.self), responses: call.responses(), context: context)
        }
        return rpc
    }
}
