// Generated from grpc/reflection/v1/reflection.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension GrpcReflectionV1 {
    package protocol ServerReflection: Sendable {
        func serverReflectionInfo(
            _ requests: RequestStream<GrpcReflectionV1.ServerReflectionRequest>, responses: ResponseWriter<GrpcReflectionV1.ServerReflectionResponse>, context: ServerContext
        ) async throws
    }

    /// Calls grpc.reflection.v1.ServerReflection.
    package struct ServerReflectionClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func serverReflectionInfo<Output>(
            options: CallOptions = CallOptions(),
            _ body: (RequestWriter<GrpcReflectionV1.ServerReflectionRequest>, ResponseStream<GrpcReflectionV1.ServerReflectionResponse>) async throws -> Output
        ) async throws -> Output {
            try await channel.bidirectional(ServerReflectionMethods.serverReflectionInfo, options: options, body)
        }
    }

    /// What the proto says about grpc.reflection.v1.ServerReflection.
    package enum ServerReflectionMethods {
        package static let serverReflectionInfo = MethodDescriptor(
            service: "grpc.reflection.v1.ServerReflection", method: "ServerReflectionInfo", kind: .bidirectional,
            inputType: "grpc.reflection.v1.ServerReflectionRequest", outputType: "grpc.reflection.v1.ServerReflectionResponse")

        package static let descriptor = ServiceDescriptor(
            name: "grpc.reflection.v1.ServerReflection",
            methods: [serverReflectionInfo])
    }
}

extension RPCService {
    /// grpc.reflection.v1.ServerReflection, served by `service`.
    package static func grpcReflectionV1ServerReflection(_ service: some GrpcReflectionV1.ServerReflection) -> RPCService {
        var rpc = RPCService(GrpcReflectionV1.ServerReflectionMethods.descriptor)
        rpc.register(GrpcReflectionV1.ServerReflectionMethods.serverReflectionInfo) { call, context in
            try await service.serverReflectionInfo(call.requests(), responses: call.responses(), context: context)
        }
        return rpc
    }
}
