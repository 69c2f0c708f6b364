import API
import Messages
import Protobuf
import RPC

/// grpc.reflection.v1: the schema of what is served, for tools such as grpcurl. Every answer with a file holds all
/// that the file imports, so that a client needs no second question.
struct ReflectionService: GrpcReflectionV1.ServerReflection {
    /// Full names of the services that this server has.
    var services: [String]
    var files: DescriptorFiles
    var streams: StreamPlaces
    var idleMax: Duration

    func serverReflectionInfo(
        _ requests: RequestStream<GrpcReflectionV1.ServerReflectionRequest>,
        responses: ResponseWriter<GrpcReflectionV1.ServerReflectionResponse>, context: ServerContext
    ) async throws {
        try await streams.hold {
            let idle = IdleClock(idleMax: idleMax)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await idle.expire()
                    throw RPCError(
                        .deadlineExceeded, "No request has come for \(idleMax), the limit reflectionIdleMax.")
                }
                group.addTask {
                    for try await request in requests {
                        idle.restart()
                        try await responses.write(
                            GrpcReflectionV1.ServerReflectionResponse(
                                validHost: request.host, originalRequest: request, messageResponse: answer(request)))
                    }
                }
                try await group.next()
                group.cancelAll()
            }
        }
    }

    private func answer(
        _ request: GrpcReflectionV1.ServerReflectionRequest
    ) -> GrpcReflectionV1.ServerReflectionResponse.MessageResponse {
        switch request.messageRequest {
        case .fileByFilename(let name): file(files.closure(ofFile: name), "file \(name)")
        case .fileContainingSymbol(let name): file(files.closure(ofSymbol: name), "symbol \(name)")
        case .fileContainingExtension(let wanted):
            file(
                files.closure(of: .init(extendee: wanted.containingType, number: wanted.extensionNumber)),
                "extension \(wanted.extensionNumber) of \(wanted.containingType)")
        case .allExtensionNumbersOfType(let type): numbers(of: type)
        case .listServices:
            .listServicesResponse(
                .init(service: services.sorted().map { GrpcReflectionV1.ServiceResponse(name: $0) }))
        case nil: error(.invalidArgument, "The request asks for nothing.")
        }
    }

    private func file(
        _ closure: [ByteSlice]?, _ what: String
    ) -> GrpcReflectionV1.ServerReflectionResponse.MessageResponse {
        closure.map { .fileDescriptorResponse(.init(fileDescriptorProto: $0)) }
            ?? error(.notFound, "There is no \(what).")
    }

    private func numbers(of type: String) -> GrpcReflectionV1.ServerReflectionResponse.MessageResponse {
        files.extensionNumbers(of: type).map {
            .allExtensionNumbersResponse(.init(baseTypeName: type, extensionNumber: PackedSlice($0)))
        } ?? error(.notFound, "There is no type \(type).")
    }

    private func error(
        _ code: StatusCode, _ message: String
    ) -> GrpcReflectionV1.ServerReflectionResponse.MessageResponse {
        .errorResponse(.init(errorCode: Int32(code.rawValue), errorMessage: message))
    }
}

extension RPCService {
    /// Both versions of the reflection service over `services` and themselves. Their messages are the same on the wire,
    /// so the older one is served by the newer one's types.
    static func reflection(
        of services: [RPCService], streamsMax: Int = ServiceLimits.reflectionStreamsMax,
        idleMax: Duration = ServiceLimits.reflectionIdleMax
    ) throws -> [RPCService] {
        let own = [
            GrpcReflectionV1.ServerReflectionMethods.descriptor,
            GrpcReflectionV1alpha.ServerReflectionMethods.descriptor,
        ]
        let reflection = ReflectionService(
            services: (services.map(\.descriptor) + own).map(\.name),
            files: try DescriptorFiles(fileDescriptorSet: DescriptorSet.bytes),
            streams: StreamPlaces(streamsMax, limit: "reflectionStreamsMax"), idleMax: idleMax)
        var older = RPCService(GrpcReflectionV1alpha.ServerReflectionMethods.descriptor)
        older.register(GrpcReflectionV1alpha.ServerReflectionMethods.serverReflectionInfo) { call, context in
            try await reflection.serverReflectionInfo(
                call.requests(), responses: call.responses(), context: context)
        }
        return [.grpcReflectionV1ServerReflection(reflection), older]
    }
}
