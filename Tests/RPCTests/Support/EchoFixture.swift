import Messages

@testable import RPC

/// One method of each kind, answered by closures that a test may replace.
struct EchoFixture: Sendable {
    static let unary = method("Unary", .unary)
    static let collect = method("Collect", .clientStreaming)
    static let expand = method("Expand", .serverStreaming)
    static let chat = method("Chat", .bidirectional)

    var onUnary: @Sendable (Blob, ServerContext) async throws -> Blob = { request, _ in request }
    var onCollect: @Sendable (RequestStream<Blob>, ServerContext) async throws -> Blob = { requests, _ in
        var text = ""
        for try await request in requests { text += request.text }
        return Blob(text)
    }
    /// Answers with each character of the request on its own.
    var onExpand: @Sendable (Blob, ResponseWriter<Blob>, ServerContext) async throws -> Void = { request, writer, _ in
        for character in request.text { try await writer.write(Blob(String(character))) }
    }
    var onChat: @Sendable (RequestStream<Blob>, ResponseWriter<Blob>, ServerContext) async throws -> Void = {
        requests, writer, _ in
        for try await request in requests { try await writer.write(request) }
    }

    var service: RPCService {
        var service = RPCService(
            ServiceDescriptor(name: "test.Echo", methods: [Self.unary, Self.collect, Self.expand, Self.chat]))
        service.register(Self.unary) { call, context in
            call.respond(try await onUnary(call.request(Blob.self), context))
        }
        service.register(Self.collect) { call, context in
            call.respond(try await onCollect(call.requests(), context))
        }
        service.register(Self.expand) { call, context in
            try await onExpand(call.request(Blob.self), call.responses(), context)
        }
        service.register(Self.chat) { call, context in
            try await onChat(call.requests(), call.responses(), context)
        }
        return service
    }

    private static func method(_ name: String, _ kind: MethodKind) -> MethodDescriptor {
        MethodDescriptor(
            service: "test.Echo", method: name, kind: kind, inputType: "test.Blob", outputType: "test.Blob")
    }
}
