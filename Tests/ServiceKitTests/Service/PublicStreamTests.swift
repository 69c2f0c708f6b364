import API
import Messages
import NIOPosix
import RPC
import TestKit
import Testing

@testable import ServiceKit

/// Streams that anybody may open and leave open.
@Suite(.timeLimit(.minutes(1))) struct PublicStreamTests {
    private typealias Request = GrpcReflectionV1.ServerReflectionRequest
    private typealias Response = GrpcReflectionV1.ServerReflectionResponse

    private static let reflection = GrpcReflectionV1.ServerReflectionMethods.serverReflectionInfo
    private static let olderReflection = GrpcReflectionV1alpha.ServerReflectionMethods.serverReflectionInfo

    private func withServer(_ services: [RPCService], _ body: (RPCChannel) async throws -> Void) async throws {
        let server = RPCServer(configuration: ServerConfiguration(), services: services)
        try await server.start()
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: server.port), group: MultiThreadedEventLoopGroup.singleton)
        let result = await Result(catching: { try await body(channel) })
        await channel.shutdown()
        await server.shutdown(grace: .zero)
        try result.get()
    }

    @Test func `watchers of health: one more is refused until one of them has gone`() async throws {
        let board = HealthBoard(service: "test")
        board.enter(.ready)
        let service = HealthService(board: board, names: [], watches: StreamPlaces(2, limit: "healthWatchersMax"))
        try await withServer([.grpcHealthV1Health(service)]) { channel in
            let health = GrpcHealthV1.HealthClient(channel)
            func watch() async throws -> ResponseStream<GrpcHealthV1.HealthCheckResponse> {
                let stream = try await health.watch(.init())
                var answers = stream.makeAsyncIterator()
                #expect(try await answers.next(isolation: #isolation)?.status == .serving)
                return stream
            }
            let first = try await watch()
            let second = try await watch()
            let refusal = await #expect(throws: RPCError.self) { _ = try await watch() }
            #expect(refusal?.code == .resourceExhausted)
            #expect(refusal?.message.contains("2, the limit healthWatchersMax") == true)
            // Who asks once is not concerned.
            #expect(try await health.check(.init()).status == .serving)
            first.cancel()
            try await eventually { (try? await watch())?.cancel() != nil }
            second.cancel()
        }
    }

    @Test func `streams of reflection: one more is refused, of either version`() async throws {
        try await withServer(RPCService.reflection(of: [], streamsMax: 1)) { channel in
            try await channel.bidirectional(Self.reflection) {
                (writer: RequestWriter<Request>, responses: ResponseStream<Response>) in
                try await writer.write(Request(messageRequest: .listServices("")))
                var answers = responses.makeAsyncIterator()
                #expect(try await answers.next(isolation: #isolation) != nil)
                for method in [Self.reflection, Self.olderReflection] {
                    let refusal = await #expect(throws: RPCError.self) { try await wait(method, channel) }
                    #expect(refusal?.code == .resourceExhausted)
                    #expect(refusal?.message.contains("1, the limit reflectionStreamsMax") == true)
                }
            }
        }
    }

    @Test func `a stream of reflection without requests ends, and gives its place back`() async throws {
        let services = try RPCService.reflection(of: [], streamsMax: 1, idleMax: .milliseconds(20))
        try await withServer(services) { channel in
            for _ in 0..<2 {
                let end = await #expect(throws: RPCError.self) { try await wait(Self.reflection, channel) }
                #expect(end?.code == .deadlineExceeded)
                #expect(end?.message.contains("reflectionIdleMax") == true)
            }
        }
    }

    /// Opens a stream of reflection, asks nothing and waits for its end.
    private func wait(_ method: MethodDescriptor, _ channel: RPCChannel) async throws {
        try await channel.bidirectional(method) {
            (writer: RequestWriter<Request>, responses: ResponseStream<Response>) in
            for try await _ in responses {}
        }
    }
}
