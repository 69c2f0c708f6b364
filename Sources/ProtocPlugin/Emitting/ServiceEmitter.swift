/// Writes what module API holds of a service: the protocol that a backend implements, its registration, the typed
/// client and the method table.
struct ServiceEmitter {
    let table: TypeTable

    func file(_ file: ProtoFile) -> String {
        var writer = CodeWriter()
        let namespace = SwiftNames.namespace(package: file.package)
        writer.line("// Generated from \(file.name) by `make protos`.")
        writer.line()
        writer.line("package import Messages")
        writer.line("internal import Protobuf")
        writer.line("package import RPC")
        for service in file.services {
            writer.line()
            writer.block("extension \(namespace)") { writer in
                serviceProtocol(service, &writer)
                writer.line()
                client(service, &writer)
                writer.line()
                MethodTableEmitter.methods(service, &writer)
            }
            writer.line()
            registration(service, namespace, &writer)
        }
        return writer.text
    }

    // MARK: Server

    private func serviceProtocol(_ service: ProtoService, _ writer: inout CodeWriter) {
        writer.documentation(service.comment)
        writer.block("package protocol \(service.name): Sendable") { writer in
            for method in service.methods {
                writer.documentation(method.comment)
                let input = table.swiftName(method.input)
                let output = table.swiftName(method.output)
                let request = method.clientStreams ? "_ requests: RequestStream<\(input)>" : "_ request: \(input)"
                let responses = method.serverStreams ? "responses: ResponseWriter<\(output)>, " : ""
                let result = method.serverStreams ? "" : " -> \(output)"
                writer.line("func \(SwiftNames.method(method.name))(")
                writer.line("    \(request), \(responses)context: ServerContext")
                writer.line(") async throws\(result)")
            }
        }
    }

    private func registration(_ service: ProtoService, _ namespace: String, _ writer: inout CodeWriter) {
        let name = namespace.prefix(1).lowercased() + namespace.dropFirst() + service.name
        let methods = "\(namespace).\(service.name)Methods"
        writer.block("extension RPCService") { writer in
            writer.line("/// \(service.fullName), served by `service`.")
            writer.block("package static func \(name)(_ service: some \(namespace).\(service.name)) -> RPCService") {
                writer in
                writer.line("var rpc = RPCService(\(methods).descriptor)")
                for method in service.methods { register(method, methods, &writer) }
                writer.line("return rpc")
            }
        }
    }

    /// Concrete types in a concrete closure: generic ones would not be specialized across modules.
    private func register(_ method: ProtoMethod, _ methods: String, _ writer: inout CodeWriter) {
        let name = SwiftNames.method(method.name)
        let input = table.swiftName(method.input)
        let request = method.clientStreams ? "call.requests()" : "call.request(\(input).self)"
        writer.line("rpc.register(\(methods).\(name)) { call, context in")
        writer.indented { writer in
            if method.serverStreams {
                writer.line(
                    "try await service.\(name)(\(request), responses: call.responses(), context: context)")
            } else {
                writer.line("call.respond(try await service.\(name)(\(request), context: context))")
            }
        }
        writer.line("}")
    }

    // MARK: Client

    private func client(_ service: ProtoService, _ writer: inout CodeWriter) {
        writer.line("/// Calls \(service.fullName).")
        writer.block("package struct \(service.name)Client: Sendable") { writer in
            writer.line("package let channel: RPCChannel")
            writer.line()
            writer.block("package init(_ channel: RPCChannel)") { $0.line("self.channel = channel") }
            for method in service.methods {
                writer.line()
                writer.documentation(method.comment)
                call(method, "\(service.name)Methods", &writer)
            }
        }
    }

    private func call(_ method: ProtoMethod, _ methods: String, _ writer: inout CodeWriter) {
        let name = SwiftNames.method(method.name)
        let input = table.swiftName(method.input)
        let output = table.swiftName(method.output)
        let generic = method.clientStreams && method.serverStreams ? "<Output>" : ""
        writer.line("package func \(name)\(generic)(")
        let options = "options: CallOptions = CallOptions()"
        let descriptor = "\(methods).\(name)"
        switch (method.clientStreams, method.serverStreams) {
        case (false, let streams):
            writer.line("    _ request: \(input), \(options)")
            writer.block(") async throws(RPCError) -> \(streams ? "ResponseStream<\(output)>" : output)") {
                $0.line("try await channel.\(method.kind)(\(descriptor), request, options: options)")
            }
        case (true, false):
            writer.line("    \(options),")
            writer.line("    _ send: (RequestWriter<\(input)>) async throws -> Void")
            writer.block(") async throws -> \(output)") {
                $0.line("try await channel.\(method.kind)(\(descriptor), options: options, send)")
            }
        case (true, true):
            writer.line("    \(options),")
            writer.line("    _ body: (RequestWriter<\(input)>, ResponseStream<\(output)>) async throws -> Output")
            writer.block(") async throws -> Output") {
                $0.line("try await channel.\(method.kind)(\(descriptor), options: options, body)")
            }
        }
    }
}

extension ProtoMethod {
    /// The case of RPC's `MethodKind`, and the name of its calls.
    var kind: String {
        switch (clientStreams, serverStreams) {
        case (false, false): "unary"
        case (true, false): "clientStreaming"
        case (false, true): "serverStreaming"
        case (true, true): "bidirectional"
        }
    }
}
