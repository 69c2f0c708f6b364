// Generated from pynomaly/dataset/v1/uploads.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension DatasetV1 {
    /// Uploads that can go on after a broken connection. What was acknowledged is kept until the upload's expire_time.
    package protocol UploadService: Sendable {
        func createUpload(
            _ request: DatasetV1.CreateUploadRequest, context: ServerContext
        ) async throws -> DatasetV1.Upload
        func getUpload(
            _ request: DatasetV1.GetUploadRequest, context: ServerContext
        ) async throws -> DatasetV1.Upload
        /// Adds bytes at the offset that the upload has reached. The first message names it, the following ones are the bytes.
        func writeUpload(
            _ requests: RequestStream<DatasetV1.WriteUploadRequest>, context: ServerContext
        ) async throws -> DatasetV1.WriteUploadResponse
        /// Reads the file and publishes the dataset. Can be repeated: the answer of a finished upload stays the same.
        func finishUpload(
            _ request: DatasetV1.FinishUploadRequest, context: ServerContext
        ) async throws -> DatasetV1.UploadDatasetResponse
        func deleteUpload(
            _ request: DatasetV1.DeleteUploadRequest, context: ServerContext
        ) async throws -> GoogleProtobuf.Empty
    }

    /// Calls pynomaly.dataset.v1.UploadService.
    package struct UploadServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func createUpload(
            _ request: DatasetV1.CreateUploadRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.Upload {
            try await channel.unary(UploadServiceMethods.createUpload, request, options: options)
        }

        package func getUpload(
            _ request: DatasetV1.GetUploadRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.Upload {
            try await channel.unary(UploadServiceMethods.getUpload, request, options: options)
        }

        /// Adds bytes at the offset that the upload has reached. The first message names it, the following ones are the bytes.
        package func writeUpload(
            options: CallOptions = CallOptions(),
            _ send: (RequestWriter<DatasetV1.WriteUploadRequest>) async throws -> Void
        ) async throws -> DatasetV1.WriteUploadResponse {
            try await channel.clientStreaming(UploadServiceMethods.writeUpload, options: options, send)
        }

        /// Reads the file and publishes the dataset. Can be repeated: the answer of a finished upload stays the same.
        package func finishUpload(
            _ request: DatasetV1.FinishUploadRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DatasetV1.UploadDatasetResponse {
            try await channel.unary(UploadServiceMethods.finishUpload, request, options: options)
        }

        package func deleteUpload(
            _ request: DatasetV1.DeleteUploadRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleProtobuf.Empty {
            try await channel.unary(UploadServiceMethods.deleteUpload, request, options: options)
        }
    }

    /// What the proto says about pynomaly.dataset.v1.UploadService.
    package enum UploadServiceMethods {
        package static let createUpload = MethodDescriptor(
            service: "pynomaly.dataset.v1.UploadService", method: "CreateUpload", kind: .unary,
            inputType: "pynomaly.dataset.v1.CreateUploadRequest", outputType: "pynomaly.dataset.v1.Upload",
            policy: MethodPolicy(access: .permission("datasets.write")),
            http: [HTTPRule(verb: "POST", template: "/v1/uploads", body: "*")],
            resumable: ResumableRoute(path: "/v1/uploads", step: .create))

        package static let getUpload = MethodDescriptor(
            service: "pynomaly.dataset.v1.UploadService", method: "GetUpload", kind: .unary,
            inputType: "pynomaly.dataset.v1.GetUploadRequest", outputType: "pynomaly.dataset.v1.Upload",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("datasets.write")),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=uploads/*}")],
            resumable: ResumableRoute(path: "/v1/uploads", step: .status))

        package static let writeUpload = MethodDescriptor(
            service: "pynomaly.dataset.v1.UploadService", method: "WriteUpload", kind: .clientStreaming,
            inputType: "pynomaly.dataset.v1.WriteUploadRequest", outputType: "pynomaly.dataset.v1.WriteUploadResponse",
            policy: MethodPolicy(access: .permission("datasets.write")),
            resumable: ResumableRoute(path: "/v1/uploads", step: .write))

        package static let finishUpload = MethodDescriptor(
            service: "pynomaly.dataset.v1.UploadService", method: "FinishUpload", kind: .unary,
            inputType: "pynomaly.dataset.v1.FinishUploadRequest", outputType: "pynomaly.dataset.v1.UploadDatasetResponse",
            idempotency: .idempotent,
            policy: MethodPolicy(access: .permission("datasets.write")),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=uploads/*}:finish", body: "*")],
            resumable: ResumableRoute(path: "/v1/uploads", step: .finish),
            isLengthy: true)

        package static let deleteUpload = MethodDescriptor(
            service: "pynomaly.dataset.v1.UploadService", method: "DeleteUpload", kind: .unary,
            inputType: "pynomaly.dataset.v1.DeleteUploadRequest", outputType: "google.protobuf.Empty",
            idempotency: .idempotent,
            policy: MethodPolicy(access: .permission("datasets.write")),
            http: [HTTPRule(verb: "DELETE", template: "/v1/{name=uploads/*}")],
            resumable: ResumableRoute(path: "/v1/uploads", step: .remove))

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.dataset.v1.UploadService",
            methods: [createUpload, getUpload, writeUpload, finishUpload, deleteUpload])
    }
}

extension RPCService {
    /// pynomaly.dataset.v1.UploadService, served by `service`.
    package static func datasetV1UploadService(_ service: some DatasetV1.UploadService) -> RPCService {
        var rpc = RPCService(DatasetV1.UploadServiceMethods.descriptor)
        rpc.register(DatasetV1.UploadServiceMethods.createUpload) { call, context in
            call.respond(try await service.createUpload(call.request(DatasetV1.CreateUploadRequest.self), context: context))
        }
        rpc.register(DatasetV1.UploadServiceMethods.getUpload) { call, context in
            call.respond(try await service.getUpload(call.request(DatasetV1.GetUploadRequest.self), context: context))
        }
        rpc.register(DatasetV1.UploadServiceMethods.writeUpload) { call, context in
            call.respond(try await service.writeUpload(call.requests(), context: context))
        }
        rpc.register(DatasetV1.UploadServiceMethods.finishUpload) { call, context in
            call.respond(try await service.finishUpload(call.request(DatasetV1.FinishUploadRequest.self), context: context))
        }
        rpc.register(DatasetV1.UploadServiceMethods.deleteUpload) { call, context in
            call.respond(try await service.deleteUpload(call.request(DatasetV1.DeleteUploadRequest.self), context: context))
        }
        return rpc
    }
}
