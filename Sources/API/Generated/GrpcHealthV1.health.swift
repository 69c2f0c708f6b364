// Generated from grpc/health/v1/health.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension GrpcHealthV1 {
    package protocol Health: Sendable {
        func check(
            _ request: GrpcHealthV1.HealthCheckRequest, context: ServerContext
        ) async throws -> GrpcHealthV1.HealthCheckResponse
        func watch(
            _ request: GrpcHealthV1.HealthCheckRequest, responses: ResponseWriter<GrpcHealthV1.HealthCheckResponse>, context: ServerContext
        ) async throws
    }

    /// Calls grpc.health.v1.Health.
    package struct HealthClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func check(
            _ request: GrpcHealthV1.HealthCheckRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GrpcHealthV1.HealthCheckResponse {
            try await channel.unary(HealthMethods.check, request, options: options)
        }

        package func watch(
            _ request: GrpcHealthV1.HealthCheckRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> ResponseStream<GrpcHealthV1.HealthCheckResponse> {
            try await channel.serverStreaming(HealthMethods.watch, request, options: options)
        }
    }

    /// What the proto says about grpc.health.v1.Health.
    package enum HealthMethods {
        package static let check = MethodDescriptor(
            service: "grpc.health.v1.Health", method: "Check", kind: .unary,
            inputType: "grpc.health.v1.HealthCheckRequest", outputType: "grpc.health.v1.HealthCheckResponse")

        package static let watch = MethodDescriptor(
            service: "grpc.health.v1.Health", method: "Watch", kind: .serverStreaming,
            inputType: "grpc.health.v1.HealthCheckRequest", outputType: "grpc.health.v1.HealthCheckResponse")

        package static let descriptor = ServiceDescriptor(
            name: "grpc.health.v1.Health",
            methods: [check, watch])
    }
}

extension RPCService {
    /// grpc.health.v1.Health, served by `service`.
    package static func grpcHealthV1Health(_ service: some GrpcHealthV1.Health) -> RPCService {
        var rpc = RPCService(GrpcHealthV1.HealthMethods.descriptor)
        rpc.register(GrpcHealthV1.HealthMethods.check) { call, context in
            call.respond(try await service.check(call.request(GrpcHealthV1.HealthCheckRequest.self), context: context))
        }
        rpc.register(GrpcHealthV1.HealthMethods.watch) { call, context in
            try await service.watch(call.request(GrpcHealthV1.HealthCheckRequest.self), responses: call.responses(), context: context)
        }
        return rpc
    }
}
