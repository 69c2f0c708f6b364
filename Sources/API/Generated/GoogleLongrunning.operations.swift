// Generated from google/longrunning/operations.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension GoogleLongrunning {
    package protocol Operations: Sendable {
        /// Of one service, which the name tells: "operations/dataset".
        func listOperations(
            _ request: GoogleLongrunning.ListOperationsRequest, context: ServerContext
        ) async throws -> GoogleLongrunning.ListOperationsResponse
        func getOperation(
            _ request: GoogleLongrunning.GetOperationRequest, context: ServerContext
        ) async throws -> GoogleLongrunning.Operation
        /// Forgets a finished operation; what it made stays.
        func deleteOperation(
            _ request: GoogleLongrunning.DeleteOperationRequest, context: ServerContext
        ) async throws -> GoogleProtobuf.Empty
        func cancelOperation(
            _ request: GoogleLongrunning.CancelOperationRequest, context: ServerContext
        ) async throws -> GoogleProtobuf.Empty
        func waitOperation(
            _ request: GoogleLongrunning.WaitOperationRequest, context: ServerContext
        ) async throws -> GoogleLongrunning.Operation
    }

    /// Calls google.longrunning.Operations.
    package struct OperationsClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        /// Of one service, which the name tells: "operations/dataset".
        package func listOperations(
            _ request: GoogleLongrunning.ListOperationsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleLongrunning.ListOperationsResponse {
            try await channel.unary(OperationsMethods.listOperations, request, options: options)
        }

        package func getOperation(
            _ request: GoogleLongrunning.GetOperationRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleLongrunning.Operation {
            try await channel.unary(OperationsMethods.getOperation, request, options: options)
        }

        /// Forgets a finished operation; what it made stays.
        package func deleteOperation(
            _ request: GoogleLongrunning.DeleteOperationRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleProtobuf.Empty {
            try await channel.unary(OperationsMethods.deleteOperation, request, options: options)
        }

        package func cancelOperation(
            _ request: GoogleLongrunning.CancelOperationRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleProtobuf.Empty {
            try await channel.unary(OperationsMethods.cancelOperation, request, options: options)
        }

        package func waitOperation(
            _ request: GoogleLongrunning.WaitOperationRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleLongrunning.Operation {
            try await channel.unary(OperationsMethods.waitOperation, request, options: options)
        }
    }

    /// What the proto says about google.longrunning.Operations.
    package enum OperationsMethods {
        package static let listOperations = MethodDescriptor(
            service: "google.longrunning.Operations", method: "ListOperations", kind: .unary,
            inputType: "google.longrunning.ListOperationsRequest", outputType: "google.longrunning.ListOperationsResponse",
            idempotency: .noSideEffects,
            http: [HTTPRule(verb: "GET", template: "/v1/{name=operations/*}")])

        package static let getOperation = MethodDescriptor(
            service: "google.longrunning.Operations", method: "GetOperation", kind: .unary,
            inputType: "google.longrunning.GetOperationRequest", outputType: "google.longrunning.Operation",
            idempotency: .noSideEffects,
            http: [HTTPRule(verb: "GET", template: "/v1/{name=operations/*/*}")])

        package static let deleteOperation = MethodDescriptor(
            service: "google.longrunning.Operations", method: "DeleteOperation", kind: .unary,
            inputType: "google.longrunning.DeleteOperationRequest", outputType: "google.protobuf.Empty",
            idempotency: .idempotent,
            http: [HTTPRule(verb: "DELETE", template: "/v1/{name=operations/*/*}")])

        package static let cancelOperation = MethodDescriptor(
            service: "google.longrunning.Operations", method: "CancelOperation", kind: .unary,
            inputType: "google.longrunning.CancelOperationRequest", outputType: "google.protobuf.Empty",
            idempotency: .idempotent,
            http: [HTTPRule(verb: "POST", template: "/v1/{name=operations/*/*}:cancel", body: "*")])

        package static let waitOperation = MethodDescriptor(
            service: "google.longrunning.Operations", method: "WaitOperation", kind: .unary,
            inputType: "google.longrunning.WaitOperationRequest", outputType: "google.longrunning.Operation",
            idempotency: .noSideEffects,
            http: [HTTPRule(verb: "POST", template: "/v1/{name=operations/*/*}:wait", body: "*")])

        package static let descriptor = ServiceDescriptor(
            name: "google.longrunning.Operations",
            methods: [listOperations, getOperation, deleteOperation, cancelOperation, waitOperation])
    }
}

extension RPCService {
    /// google.longrunning.Operations, served by `service`.
    package static func googleLongrunningOperations(_ service: some GoogleLongrunning.Operations) -> RPCService {
        var rpc = RPCService(GoogleLongrunning.OperationsMethods.descriptor)
        rpc.register(GoogleLongrunning.OperationsMethods.listOperations) { call, context in
            call.respond(try await service.listOperations(call.request(GoogleLongrunning.ListOperationsRequest.self), context: context))
        }
        rpc.register(GoogleLongrunning.OperationsMethods.getOperation) { call, context in
            call.respond(try await service.getOperation(call.request(GoogleLongrunning.GetOperationRequest.self), context: context))
        }
        rpc.register(GoogleLongrunning.OperationsMethods.deleteOperation) { call, context in
            call.respond(try await service.deleteOperation(call.request(GoogleLongrunning.DeleteOperationRequest.self), context: context))
        }
        rpc.register(GoogleLongrunning.OperationsMethods.cancelOperation) { call, context in
            call.respond(try await service.cancelOperation(call.request(GoogleLongrunning.CancelOperationRequest.self), context: context))
        }
        rpc.register(GoogleLongrunning.OperationsMethods.waitOperation) { call, context in
            call.respond(try await service.waitOperation(call.request(GoogleLongrunning.WaitOperationRequest.self), context: context))
        }
        return rpc
    }
}
