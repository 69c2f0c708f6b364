// Generated from grpc/testing/test.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension GrpcTesting {
    /// What every implementation of gRPC serves to be tried by the others; no service of the platform serves it.
    package protocol TestService: Sendable {
        func emptyCall(
            _ request: GrpcTesting.Empty, context: ServerContext
        ) async throws -> GrpcTesting.Empty
        func unaryCall(
            _ request: GrpcTesting.SimpleRequest, context: ServerContext
        ) async throws -> GrpcTesting.SimpleResponse
        /// Like UnaryCall, with headers that let a proxy keep the answer.
        func cacheableUnaryCall(
            _ request: GrpcTesting.SimpleRequest, context: ServerContext
        ) async throws -> GrpcTesting.SimpleResponse
        func streamingOutputCall(
            _ request: GrpcTesting.StreamingOutputCallRequest, responses: ResponseWriter<GrpcTesting.StreamingOutputCallResponse>, context: ServerContext
        ) async throws
        func streamingInputCall(
            _ requests: RequestStream<GrpcTesting.StreamingInputCallRequest>, context: ServerContext
        ) async throws -> GrpcTesting.StreamingInputCallResponse
        /// Answers each request as it comes.
        func fullDuplexCall(
            _ requests: RequestStream<GrpcTesting.StreamingOutputCallRequest>, responses: ResponseWriter<GrpcTesting.StreamingOutputCallResponse>, context: ServerContext
        ) async throws
        /// Answers when all requests have come.
        func halfDuplexCall(
            _ requests: RequestStream<GrpcTesting.StreamingOutputCallRequest>, responses: ResponseWriter<GrpcTesting.StreamingOutputCallResponse>, context: ServerContext
        ) async throws
        /// Named, and served by nobody.
        func unimplementedCall(
            _ request: GrpcTesting.Empty, context: ServerContext
        ) async throws -> GrpcTesting.Empty
    }

    /// Calls grpc.testing.TestService.
    package struct TestServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func emptyCall(
            _ request: GrpcTesting.Empty, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GrpcTesting.Empty {
            try await channel.unary(TestServiceMethods.emptyCall, request, options: options)
        }

        package func unaryCall(
            _ request: GrpcTesting.SimpleRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GrpcTesting.SimpleResponse {
            try await channel.unary(TestServiceMethods.unaryCall, request, options: options)
        }

        /// Like UnaryCall, with headers that let a proxy keep the answer.
        package func cacheableUnaryCall(
            _ request: GrpcTesting.SimpleRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GrpcTesting.SimpleResponse {
            try await channel.unary(TestServiceMethods.cacheableUnaryCall, request, options: options)
        }

        package func streamingOutputCall(
            _ request: GrpcTesting.StreamingOutputCallRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> ResponseStream<GrpcTesting.StreamingOutputCallResponse> {
            try await channel.serverStreaming(TestServiceMethods.streamingOutputCall, request, options: options)
        }

        package func streamingInputCall(
            options: CallOptions = CallOptions(),
            _ send: (RequestWriter<GrpcTesting.StreamingInputCallRequest>) async throws -> Void
        ) async throws -> GrpcTesting.StreamingInputCallResponse {
            try await channel.clientStreaming(TestServiceMethods.streamingInputCall, options: options, send)
        }

        /// Answers each request as it comes.
        package func fullDuplexCall<Output>(
            options: CallOptions = CallOptions(),
            _ body: (RequestWriter<GrpcTesting.StreamingOutputCallRequest>, ResponseStream<GrpcTesting.StreamingOutputCallResponse>) async throws -> Output
        ) async throws -> Output {
            try await channel.bidirectional(TestServiceMethods.fullDuplexCall, options: options, body)
        }

        /// Answers when all requests have come.
        package func halfDuplexCall<Output>(
            options: CallOptions = CallOptions(),
            _ body: (RequestWriter<GrpcTesting.StreamingOutputCallRequest>, ResponseStream<GrpcTesting.StreamingOutputCallResponse>) async throws -> Output
        ) async throws -> Output {
            try await channel.bidirectional(TestServiceMethods.halfDuplexCall, options: options, body)
        }

        /// Named, and served by nobody.
        package func unimplementedCall(
            _ request: GrpcTesting.Empty, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GrpcTesting.Empty {
            try await channel.unary(TestServiceMethods.unimplementedCall, request, options: options)
        }
    }

    /// What the proto says about grpc.testing.TestService.
    package enum TestServiceMethods {
        package static let emptyCall = MethodDescriptor(
            service: "grpc.testing.TestService", method: "EmptyCall", kind: .unary,
            inputType: "grpc.testing.Empty", outputType: "grpc.testing.Empty")

        package static let unaryCall = MethodDescriptor(
            service: "grpc.testing.TestService", method: "UnaryCall", kind: .unary,
            inputType: "grpc.testing.SimpleRequest", outputType: "grpc.testing.SimpleResponse")

        package static let cacheableUnaryCall = MethodDescriptor(
            service: "grpc.testing.TestService", method: "CacheableUnaryCall", kind: .unary,
            inputType: "grpc.testing.SimpleRequest", outputType: "grpc.testing.SimpleResponse")

        package static let streamingOutputCall = MethodDescriptor(
            service: "grpc.testing.TestService", method: "StreamingOutputCall", kind: .serverStreaming,
            inputType: "grpc.testing.StreamingOutputCallRequest", outputType: "grpc.testing.StreamingOutputCallResponse")

        package static let streamingInputCall = MethodDescriptor(
            service: "grpc.testing.TestService", method: "StreamingInputCall", kind: .clientStreaming,
            inputType: "grpc.testing.StreamingInputCallRequest", outputType: "grpc.testing.StreamingInputCallResponse")

        package static let fullDuplexCall = MethodDescriptor(
            service: "grpc.testing.TestService", method: "FullDuplexCall", kind: .bidirectional,
            inputType: "grpc.testing.StreamingOutputCallRequest", outputType: "grpc.testing.StreamingOutputCallResponse")

        package static let halfDuplexCall = MethodDescriptor(
            service: "grpc.testing.TestService", method: "HalfDuplexCall", kind: .bidirectional,
            inputType: "grpc.testing.StreamingOutputCallRequest", outputType: "grpc.testing.StreamingOutputCallResponse")

        package static let unimplementedCall = MethodDescriptor(
            service: "grpc.testing.TestService", method: "UnimplementedCall", kind: .unary,
            inputType: "grpc.testing.Empty", outputType: "grpc.testing.Empty")

        package static let descriptor = ServiceDescriptor(
            name: "grpc.testing.TestService",
            methods: [emptyCall, unaryCall, cacheableUnaryCall, streamingOutputCall, streamingInputCall, fullDuplexCall, halfDuplexCall, unimplementedCall])
    }
}

extension RPCService {
    /// grpc.testing.TestService, served by `service`.
    package static func grpcTestingTestService(_ service: some GrpcTesting.TestService) -> RPCService {
        var rpc = RPCService(GrpcTesting.TestServiceMethods.descriptor)
        rpc.register(GrpcTesting.TestServiceMethods.emptyCall) { call, context in
            call.respond(try await service.emptyCall(call.request(GrpcTesting.Empty.self), context: context))
        }
        rpc.register(GrpcTesting.TestServiceMethods.unaryCall) { call, context in
            call.respond(try await service.unaryCall(call.request(GrpcTesting.SimpleRequest.self), context: context))
        }
        rpc.register(GrpcTesting.TestServiceMethods.cacheableUnaryCall) { call, context in
            call.respond(try await service.cacheableUnaryCall(call.request(GrpcTesting.SimpleRequest.self), context: context))
        }
        rpc.register(GrpcTesting.TestServiceMethods.streamingOutputCall) { call, context in
            try await service.streamingOutputCall(call.request(GrpcTesting.StreamingOutputCallRequest.self), responses: call.responses(), context: context)
        }
        rpc.register(GrpcTesting.TestServiceMethods.streamingInputCall) { call, context in
            call.respond(try await service.streamingInputCall(call.requests(), context: context))
        }
        rpc.register(GrpcTesting.TestServiceMethods.fullDuplexCall) { call, context in
            try await service.fullDuplexCall(call.requests(), responses: call.responses(), context: context)
        }
        rpc.register(GrpcTesting.TestServiceMethods.halfDuplexCall) { call, context in
            try await service.halfDuplexCall(call.requests(), responses: call.responses(), context: context)
        }
        rpc.register(GrpcTesting.TestServiceMethods.unimplementedCall) { call, context in
            call.respond(try await service.unimplementedCall(call.request(GrpcTesting.Empty.self), context: context))
        }
        return rpc
    }
}

extension GrpcTesting {
    /// Named, and served by nobody.
    package protocol UnimplementedService: Sendable {
        func unimplementedCall(
            _ request: GrpcTesting.Empty, context: ServerContext
        ) async throws -> GrpcTesting.Empty
    }

    /// Calls grpc.testing.UnimplementedService.
    package struct UnimplementedServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func unimplementedCall(
            _ request: GrpcTesting.Empty, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GrpcTesting.Empty {
            try await channel.unary(UnimplementedServiceMethods.unimplementedCall, request, options: options)
        }
    }

    /// What the proto says about grpc.testing.UnimplementedService.
    package enum UnimplementedServiceMethods {
        package static let unimplementedCall = MethodDescriptor(
            service: "grpc.testing.UnimplementedService", method: "UnimplementedCall", kind: .unary,
            inputType: "grpc.testing.Empty", outputType: "grpc.testing.Empty")

        package static let descriptor = ServiceDescriptor(
            name: "grpc.testing.UnimplementedService",
            methods: [unimplementedCall])
    }
}

extension RPCService {
    /// grpc.testing.UnimplementedService, served by `service`.
    package static func grpcTestingUnimplementedService(_ service: some GrpcTesting.UnimplementedService) -> RPCService {
        var rpc = RPCService(GrpcTesting.UnimplementedServiceMethods.descriptor)
        rpc.register(GrpcTesting.UnimplementedServiceMethods.unimplementedCall) { call, context in
            call.respond(try await service.unimplementedCall(call.request(GrpcTesting.Empty.self), context: context))
        }
        return rpc
    }
}
