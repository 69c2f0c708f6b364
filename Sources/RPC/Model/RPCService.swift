package import Protobuf

/// The methods of one service with their handlers.
package struct RPCService: Sendable {
    package let descriptor: ServiceDescriptor
    package private(set) var registrations: [MethodRegistration] = []

    package init(_ descriptor: ServiceDescriptor) {
        self.descriptor = descriptor
    }

    @inlinable
    package mutating func unary<Request: ProtobufMessage, Response: ProtobufMessage>(
        _ method: MethodDescriptor, _ handler: @escaping @Sendable (Request, ServerContext) async throws -> Response
    ) {
        register(method) { call, context in
            let request = try call.decodeRequest(Request.self)
            call.respond(try await handler(request, context))
        }
    }

    @inlinable
    package mutating func clientStreaming<Request: ProtobufMessage, Response: ProtobufMessage>(
        _ method: MethodDescriptor,
        _ handler: @escaping @Sendable (RequestStream<Request>, ServerContext) async throws -> Response
    ) {
        register(method) { call, context in
            call.respond(try await handler(RequestStream(source: call.requestSource()), context))
        }
    }

    @inlinable
    package mutating func serverStreaming<Request: ProtobufMessage, Response: ProtobufMessage>(
        _ method: MethodDescriptor,
        _ handler: @escaping @Sendable (Request, ResponseWriter<Response>, ServerContext) async throws -> Void
    ) {
        register(method) { call, context in
            let request = try call.decodeRequest(Request.self)
            try await handler(request, ResponseWriter(sink: call.responseSink()), context)
        }
    }

    @inlinable
    package mutating func bidirectional<Request: ProtobufMessage, Response: ProtobufMessage>(
        _ method: MethodDescriptor,
        _ handler:
            @escaping @Sendable (RequestStream<Request>, ResponseWriter<Response>, ServerContext) async throws -> Void
    ) {
        register(method) { call, context in
            let requests = RequestStream<Request>(source: call.requestSource())
            try await handler(requests, ResponseWriter(sink: call.responseSink()), context)
        }
    }

    package mutating func register(
        _ method: MethodDescriptor,
        _ run: @escaping @Sendable (ServerCall, ServerContext) async throws -> Void
    ) {
        registrations.append(MethodRegistration(method: method, run: run))
    }
}

/// A method with its handler; an object, so that a call refers to it at the price of one reference count.
package final class MethodRegistration: Sendable {
    package let method: MethodDescriptor
    let run: @Sendable (ServerCall, ServerContext) async throws -> Void

    init(method: MethodDescriptor, run: @escaping @Sendable (ServerCall, ServerContext) async throws -> Void) {
        self.method = method
        self.run = run
    }

    /// A method that is named, not served.
    init(method: MethodDescriptor) {
        self.method = method
        self.run = { _, _ in throw RPCError(.unimplemented, "\(method.path) has no handler.") }
    }
}
