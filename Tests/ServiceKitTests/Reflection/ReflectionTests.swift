import API
import Messages
import NIOPosix
import Protobuf
import RPC
import ServiceKit
import Testing

/// What tools such as grpcurl ask of a running service.
@Suite(.timeLimit(.minutes(2))) struct ReflectionTests {
    private typealias Request = GrpcReflectionV1.ServerReflectionRequest
    private typealias Response = GrpcReflectionV1.ServerReflectionResponse

    /// The answers to `requests`, asked one after the other in one call.
    private func ask(
        _ requests: [Request.MessageRequest],
        by method: MethodDescriptor = GrpcReflectionV1.ServerReflectionMethods.serverReflectionInfo
    ) async throws -> [Response.MessageResponse?] {
        let definition = ServiceDefinition(service: .gateway) { _ in
            var echo = RPCService(TestingV1.EchoServiceMethods.descriptor)
            echo.register(TestingV1.EchoServiceMethods.echo) { call, _ in
                call.respond(try call.request(TestingV1.EchoMessage.self))
            }
            return ServiceComponents(services: [echo])
        }
        let service = try await ServiceHarness.start(definition)
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: service.rpcPort), group: service.environment.group)
        let answers = await Result(catching: {
            try await channel.bidirectional(method) {
                (writer: RequestWriter<Request>, responses: ResponseStream<Response>) in
                var answers: [Response.MessageResponse?] = []
                var iterator = responses.makeAsyncIterator()
                for request in requests {
                    try await writer.write(Request(host: "here", messageRequest: request))
                    let answer = try #require(try await iterator.next(isolation: #isolation))
                    #expect(answer.validHost == "here" && answer.originalRequest?.messageRequest == request)
                    answers.append(answer.messageResponse)
                }
                return answers
            }
        })
        await channel.shutdown()
        await service.stop()
        return try answers.get()
    }

    /// The names and imports of the files in an answer.
    private func files(_ response: Response.MessageResponse?) throws -> [(name: String, imports: [String])] {
        guard case .fileDescriptorResponse(let answer) = response else {
            Issue.record("not a file: \(String(describing: response))")
            return []
        }
        return try answer.fileDescriptorProto.map { file in
            try file.withUnsafeBytes { bytes in
                var cursor = WireCursor(bytes)
                var found = (name: "", imports: [String]())
                while let field = try cursor.next() {
                    let text = String(decoding: bytes[field.range], as: UTF8.self)
                    if field.number == 1 { found.name = text }
                    if field.number == 3 { found.imports.append(text) }
                }
                return found
            }
        }
    }

    @Test(arguments: [
        GrpcReflectionV1.ServerReflectionMethods.serverReflectionInfo,
        GrpcReflectionV1alpha.ServerReflectionMethods.serverReflectionInfo,
    ])
    func `the services of a server are listed, reflection among them`(_ method: MethodDescriptor) async throws {
        let answer = try await ask([.listServices("")], by: method)
        let names = [
            "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
            "grpc.reflection.v1alpha.ServerReflection", "pynomaly.testing.v1.EchoService",
        ]
        #expect(answer == [.listServicesResponse(.init(service: names.map { .init(name: $0) }))])
    }

    @Test(arguments: [
        Request.MessageRequest.fileContainingSymbol("pynomaly.testing.v1.EchoService"),
        .fileContainingSymbol("pynomaly.testing.v1.EchoService.Chat"),
        .fileContainingSymbol("pynomaly.testing.v1.EchoMessage"),
        .fileContainingSymbol("pynomaly.testing.v1.EchoMessage.numbers"),
        .fileByFilename("pynomaly/testing/v1/echo.proto"),
    ])
    private func `a file comes with all that it imports, itself first`(
        _ request: Request.MessageRequest
    ) async throws {
        let found = try files(try await ask([request])[0])
        #expect(found.first?.name == "pynomaly/testing/v1/echo.proto")
        let names = Set(found.map(\.name))
        #expect(names.count == found.count)
        #expect(names.contains("google/protobuf/descriptor.proto"))
        for file in found { #expect(names.isSuperset(of: file.imports), "\(file.name) lacks an import") }
    }

    @Test func `nested types, enum values and extensions are found`() async throws {
        let answers = try await ask([
            .fileContainingSymbol("grpc.health.v1.HealthCheckResponse.ServingStatus"),
            .fileContainingSymbol("grpc.health.v1.HealthCheckResponse.SERVING"),
            .fileContainingExtension(.init(containingType: "google.protobuf.MethodOptions", extensionNumber: 51001)),
        ])
        #expect(try files(answers[0]).map(\.name) == ["grpc/health/v1/health.proto"])
        #expect(try files(answers[1]).map(\.name) == ["grpc/health/v1/health.proto"])
        #expect(try files(answers[2]).first?.name == "pynomaly/common/v1/options.proto")
        let numbers = try await ask([.allExtensionNumbersOfType("google.protobuf.MethodOptions")])[0]
        guard case .allExtensionNumbersResponse(let found) = numbers else {
            Issue.record("not numbers: \(String(describing: numbers))")
            return
        }
        #expect(Set(found.extensionNumber).isSuperset(of: [51001, 51002, 51003, 51004, 72_295_728]))
    }

    @Test func `what is unknown is an error in the answer, and the call goes on`() async throws {
        let answers = try await ask([
            .fileByFilename("none.proto"), .fileContainingSymbol("none.None"), .allExtensionNumbersOfType("none.None"),
            .fileContainingExtension(.init(containingType: "google.protobuf.MethodOptions", extensionNumber: 1)),
            .listServices(""),
        ])
        for answer in answers.dropLast() {
            guard case .errorResponse(let error) = answer else {
                Issue.record("not an error: \(String(describing: answer))")
                continue
            }
            #expect(error.errorCode == Int32(StatusCode.notFound.rawValue))
        }
        guard case .listServicesResponse = answers.last else {
            Issue.record("the call ended early")
            return
        }
    }
}
