import API
import Messages
package import RPC

/// `grpc.testing.TestService` as the public interop description has it: what the clients of every implementation are
/// tried against.
package struct InteropService {
    package init() {}

    package var rpcService: RPCService { .grpcTestingTestService(self) }
}

extension InteropService: GrpcTesting.TestService {
    func emptyCall(_ request: GrpcTesting.Empty, context: ServerContext) async throws -> GrpcTesting.Empty {
        GrpcTesting.Empty()
    }

    func unaryCall(
        _ request: GrpcTesting.SimpleRequest, context: ServerContext
    ) async throws -> GrpcTesting.SimpleResponse {
        EchoedMetadata.echo(in: context)
        try request.expectCompressed?.check(isCompressed: context.requestIsCompressed)
        try request.responseStatus?.throwUnlessOK()
        if request.responseCompressed?.value == true { context.compressAnswers() }
        return GrpcTesting.SimpleResponse(payload: try .zeros(request.responseSize))
    }

    func cacheableUnaryCall(
        _ request: GrpcTesting.SimpleRequest, context: ServerContext
    ) async throws -> GrpcTesting.SimpleResponse {
        context.sendInitialMetadata(["cache-control": "max-age=60, public"])
        return GrpcTesting.SimpleResponse(payload: .currentTime())
    }

    func streamingInputCall(
        _ requests: RequestStream<GrpcTesting.StreamingInputCallRequest>, context: ServerContext
    ) async throws -> GrpcTesting.StreamingInputCallResponse {
        var size = 0
        var iterator = requests.makeAsyncIterator()
        while let request = try await iterator.next() {
            try request.expectCompressed?.check(isCompressed: iterator.lastWasCompressed)
            size += request.payload?.body.count ?? 0
        }
        return GrpcTesting.StreamingInputCallResponse(aggregatedPayloadSize: Int32(clamping: size))
    }

    func streamingOutputCall(
        _ request: GrpcTesting.StreamingOutputCallRequest,
        responses: ResponseWriter<GrpcTesting.StreamingOutputCallResponse>, context: ServerContext
    ) async throws {
        try await answer(request, responses, context)
    }

    func fullDuplexCall(
        _ requests: RequestStream<GrpcTesting.StreamingOutputCallRequest>,
        responses: ResponseWriter<GrpcTesting.StreamingOutputCallResponse>, context: ServerContext
    ) async throws {
        EchoedMetadata.echo(in: context)
        for try await request in requests { try await answer(request, responses, context) }
    }

    func halfDuplexCall(
        _ requests: RequestStream<GrpcTesting.StreamingOutputCallRequest>,
        responses: ResponseWriter<GrpcTesting.StreamingOutputCallResponse>, context: ServerContext
    ) async throws {
        var collected: [GrpcTesting.StreamingOutputCallRequest] = []
        for try await request in requests { collected.append(request) }
        for request in collected { try await answer(request, responses, context) }
    }

    func unimplementedCall(
        _ request: GrpcTesting.Empty, context: ServerContext
    ) async throws -> GrpcTesting.Empty {
        throw RPCError(.unimplemented, "\(context.method.path) is not served here.")
    }

    private func answer(
        _ request: GrpcTesting.StreamingOutputCallRequest,
        _ responses: ResponseWriter<GrpcTesting.StreamingOutputCallResponse>, _ context: ServerContext
    ) async throws {
        try request.responseStatus?.throwUnlessOK()
        if request.responseParameters.contains(where: \.isCompressed) { context.compressAnswers() }
        for parameters in request.responseParameters {
            if parameters.intervalUs > 0 { try await Task.sleep(for: .microseconds(parameters.intervalUs)) }
            try await responses.write(
                GrpcTesting.StreamingOutputCallResponse(payload: .zeros(parameters.size)),
                compressing: parameters.isCompressed)
        }
    }
}
