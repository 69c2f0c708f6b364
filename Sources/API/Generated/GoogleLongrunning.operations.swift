// Generated from google/longrunning/operations.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension GoogleLongrunning {
    package protocol Operations: Sendable {
        func getOperation(
            _ request: GoogleLongrunning.GetOperationRequest, context: ServerContext
        ) async throws -> GoogleLongrunning.Operation
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

        package func getOperation(
            _ request: GoogleLongrunning.GetOperationRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleLongrunning.Operation {
            try await channel.unary(OperationsMethods.getOperation, request, options: options)
        }

        package func waitOperation(
            _ request: GoogleLongrunning.WaitOperationRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleLongrunning.Operation {
            try await channel.unary(OperationsMethods.waitOperation, request, options: options)
        }
    }

    /// What the proto says about google.longrunning.Operations.
    package enum OperationsMethods {
        package static let getOperation = MethodDescriptor(
            service: "google.longrunning.Operations", method: "GetOperation", kind: .unary,
            inputType: "google.longrunning.GetOperationRequest", outputType: "google.longrunning.Operation",
            idempotency: .noSideEffects,
            http: [HTTPRule(verb: "GET", template: "/v1/{name=operations/*/*}")])

        package static let waitOperation = MethodDescriptor(
            service: "google.longrunning.Operations", method: "WaitOperation", kind: .unary,
            inputType: "google.longrunning.WaitOperationRequest", outputType: "google.longrunning.Operation",
            idempotency: .noSideEffects,
            http: [HTTPRule(verb: "POST", template: "/v1/{name=operations/*/*}:wait", body: "*")])

        package static let descriptor = ServiceDescriptor(
            name: "google.longrunning.Operations",
            methods: [getOperation, waitOperation])
    }
}

extension RPCService {
    /// google.longrunning.Operations, served by `service`.
    package static func googleLongrunningOperations(_ service: some GoogleLongrunning.Operations) -> RPCService {
        var rpc = RPCService(GoogleLongrunning.OperationsMethods.descriptor)
        rpc.register(GoogleLongrunning.OperationsMethods.getOperation) { call, context in
            call.respond(try await service.getOperation(call.request(GoogleLongrunning.GetOperationRequest.self), context: context))
        }
        rpc.register(GoogleLongrunning.OperationsMethods.waitOperation) { call, context in
            call.respond(try await service.waitOperation(call.request(GoogleLongrunning.WaitOperationRequest.self), context: context))
        }
        return rpc
    }
}
