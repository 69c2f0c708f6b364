import API
import Glibc
import Messages
import NIOPosix
import Postgres
import RPC
import TLS

/// Serves `pynomaly.testing.v1.EchoService` on one event loop, for benchmarks: `BenchmarkEchoServer PORT [CERTIFICATE KEY]`.
/// Port 0 takes a free one; the port is printed. With DATABASE_URL in the environment, each Echo makes one prepared query.
@main
enum Main {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var configuration = ServerConfiguration(
            port: arguments.first.flatMap { Int($0) } ?? 0, eventLoopGroup: group)
        if arguments.count >= 3 {
            configuration.tls = try TLSContext(
                .server, TLSConfiguration(certificateFile: arguments[2], keyFile: arguments[3]))
        }
        let handlers = EchoHandlers(pool: try getenv("DATABASE_URL").map { try openPool(String(cString: $0)) })
        let server = RPCServer(configuration: configuration, services: [.testingV1EchoService(handlers)])
        try await server.start()
        print(server.port)
        fflush(nil)
        // Served until the process is ended.
        while true { try await Task.sleep(for: .seconds(3600)) }
    }

    private static func openPool(_ url: String) throws -> PostgresPool {
        PostgresPool(PoolSettings(connection: try ConnectionSettings(url: url)))
    }
}

struct EchoHandlers: TestingV1.EchoService {
    let pool: PostgresPool?

    func echo(_ request: TestingV1.EchoMessage, context: ServerContext) async throws -> TestingV1.EchoMessage {
        if let pool { try await query(pool) }
        return request
    }

    private func query(_ pool: PostgresPool) async throws {
        let rows = try await pool.withConnection { try await $0.query("SELECT \(Int64(7)) + 1") }
        guard try rows.first?.decode(Int64.self, 0) == 8 else { throw RPCError(.internalError, "wrong answer") }
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
