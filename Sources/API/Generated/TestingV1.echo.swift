// Generated from pynomaly/testing/v1/echo.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension TestingV1 {
    /// One method of each kind, for tests and benchmarks; no service of the platform serves it.
    package protocol EchoService: Sendable {
        func echo(
            _ request: TestingV1.EchoMessage, context: ServerContext
        ) async throws -> TestingV1.EchoMessage
        func collect(
            _ requests: RequestStream<TestingV1.EchoMessage>, context: ServerContext
        ) async throws -> TestingV1.EchoMessage
        func expand(
            _ request: TestingV1.EchoMessage, responses: ResponseWriter<TestingV1.EchoMessage>, context: ServerContext
        ) async throws
        func chat(
            _ requests: RequestStream<TestingV1.EchoMessage>, responses: ResponseWriter<TestingV1.EchoMessage>, context: ServerContext
        ) async throws
    }

    /// Calls pynomaly.testing.v1.EchoService.
    package struct EchoServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func echo(
            _ request: TestingV1.EchoMessage, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> TestingV1.EchoMessage {
            try await channel.unary(EchoServiceMethods.echo, request, options: options)
        }

        package func collect(
            options: CallOptions = CallOptions(),
            _ send: (RequestWriter<TestingV1.EchoMessage>) async throws -> Void
        ) async throws -> TestingV1.EchoMessage {
            try await channel.clientStreaming(EchoServiceMethods.collect, options: options, send)
        }

        package func expand(
            _ request: TestingV1.EchoMessage, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> ResponseStream<TestingV1.EchoMessage> {
            try await channel.serverStreaming(EchoServiceMethods.expand, request, options: options)
        }

        package func chat<Output>(
            options: CallOptions = CallOptions(),
            _ body: (RequestWriter<TestingV1.EchoMessage>, ResponseStream<TestingV1.EchoMessage>) async throws -> Output
        ) async throws -> Output {
            try await channel.bidirectional(EchoServiceMethods.chat, options: options, body)
        }
    }

    /// What the proto says about pynomaly.testing.v1.EchoService.
    package enum EchoServiceMethods {
        package static let echo = MethodDescriptor(
            service: "pynomaly.testing.v1.EchoService", method: "Echo", kind: .unary,
            inputType: "pynomaly.testing.v1.EchoMessage", outputType: "pynomaly.testing.v1.EchoMessage",
            policy: MethodPolicy(access: .public))

        package static let collect = MethodDescriptor(
            service: "pynomaly.testing.v1.EchoService", method: "Collect", kind: .clientStreaming,
            inputType: "pynomaly.testing.v1.EchoMessage", outputType: "pynomaly.testing.v1.EchoMessage",
            policy: MethodPolicy(access: .public))

        package static let expand = MethodDescriptor(
            service: "pynomaly.testing.v1.EchoService", method: "Expand", kind: .serverStreaming,
            inputType: "pynomaly.testing.v1.EchoMessage", outputType: "pynomaly.testing.v1.EchoMessage",
            policy: MethodPolicy(access: .public))

        package static let chat = MethodDescriptor(
            service: "pynomaly.testing.v1.EchoService", method: "Chat", kind: .bidirectional,
            inputType: "pynomaly.testing.v1.EchoMessage", outputType: "pynomaly.testing.v1.EchoMessage",
            policy: MethodPolicy(access: .public))

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.testing.v1.EchoService",
            methods: [echo, collect, expand, chat])
    }
}

extension RPCService {
    /// pynomaly.testing.v1.EchoService, served by `service`.
    package static func testingV1EchoService(_ service: some TestingV1.EchoService) -> RPCService {
        var rpc = RPCService(TestingV1.EchoServiceMethods.descriptor)
        rpc.register(TestingV1.EchoServiceMethods.echo) { call, context in
            call.respond(try await service.echo(call.request(TestingV1.EchoMessage.self), context: context))
        }
        rpc.register(TestingV1.EchoServiceMethods.collect) { call, context in
            call.respond(try await service.collect(call.requests(), context: context))
        }
        rpc.register(TestingV1.EchoServiceMethods.expand) { call, context in
            try await service.expand(call.request(TestingV1.EchoMessage.self), responses: call.responses(), context: context)
        }
        rpc.register(TestingV1.EchoServiceMethods.chat) { call, context in
            try await service.chat(call.requests(), responses: call.responses(), context: context)
        }
        return rpc
    }
}
