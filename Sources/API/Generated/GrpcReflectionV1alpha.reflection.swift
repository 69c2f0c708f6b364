// Generated from grpc/reflection/v1alpha/reflection.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension GrpcReflectionV1alpha {
    package protocol ServerReflection: Sendable {
        func serverReflectionInfo(
            _ requests: RequestStream<GrpcReflectionV1alpha.ServerReflectionRequest>, responses: ResponseWriter<GrpcReflectionV1alpha.ServerReflectionResponse>, context: ServerContext
        ) async throws
    }

    /// Calls grpc.reflection.v1alpha.ServerReflection.
    package struct ServerReflectionClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func serverReflectionInfo<Output>(
            options: CallOptions = CallOptions(),
            _ body: (RequestWriter<GrpcReflectionV1alpha.ServerReflectionRequest>, ResponseStream<GrpcReflectionV1alpha.ServerReflectionResponse>) async throws -> Output
        ) async throws -> Output {
            try await channel.bidirectional(ServerReflectionMethods.serverReflectionInfo, options: options, body)
        }
    }

    /// What the proto says about grpc.reflection.v1alpha.ServerReflection.
    package enum ServerReflectionMethods {
        package static let serverReflectionInfo = MethodDescriptor(
            service: "grpc.reflection.v1alpha.ServerReflection", method: "ServerReflectionInfo", kind: .bidirectional,
            inputType: "grpc.reflection.v1alpha.ServerReflectionRequest", outputType: "grpc.reflection.v1alpha.ServerReflectionResponse")

        package static let descriptor = ServiceDescriptor(
            name: "grpc.reflection.v1alpha.ServerReflection",
            methods: [serverReflectionInfo])
    }
}

extension RPCService {
    /// grpc.reflection.v1alpha.ServerReflection, served by `service`.
    package static func grpcReflectionV1alphaServerReflection(_ service: some GrpcReflectionV1alpha.ServerReflection) -> RPCService {
        var rpc = RPCService(GrpcReflectionV1alpha.ServerReflectionMethods.descriptor)
        rpc.register(GrpcReflectionV1alpha.ServerReflectionMethods.serverReflectionInfo) { call, context in
            try await service.serverReflectionInfo(call.requests(), responses: call.responses(), context: context)
        }
        return rpc
    }
}
