import API
import Glibc
import Messages
import NIOPosix
import RPC

/// Serves `pynomaly.testing.v1.EchoService` on one event loop, for benchmarks: `benchmark-echo-server PORT`. Port 0
/// takes a free one; the port is printed.
@main
enum Main {
    static func main() async throws {
        let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 0
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = RPCServer(
            configuration: ServerConfiguration(port: port, eventLoopGroup: group),
            services: [.testingV1EchoService(EchoHandlers())])
        try await server.start()
        print(server.port)
        fflush(nil)
        // Served until the process is ended.
        while true { try await Task.sleep(for: .seconds(3600)) }
    }
}

struct EchoHandlers: TestingV1.EchoService {
    func echo(_ request: TestingV1.EchoMessage, context: ServerContext) async throws -> TestingV1.EchoMessage {
        request
    }

    func collect(
        _ requests: RequestStream<TestingV1.EchoMessage>, context: ServerContext
    ) async throws -> TestingV1.EchoMessage {
        var answer = TestingV1.EchoMessage()
        for try await _ in requests { answer.count += 1 }
        return answer
    }

    func expand(
        _ request: TestingV1.EchoMessage, responses: ResponseWriter<TestingV1.EchoMessage>, context: ServerContext
    ) async throws {
        for _ in 0..<request.count { try await responses.write(TestingV1.EchoMessage(payload: request.payload)) }
    }

    func chat(
        _ requests: RequestStream<TestingV1.EchoMessage>, responses: ResponseWriter<TestingV1.EchoMessage>,
        context: ServerContext
    ) async throws {
        for try await request in requests { try await responses.write(request) }
    }
}
