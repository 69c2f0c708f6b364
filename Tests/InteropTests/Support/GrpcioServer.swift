import API
import Messages
import NIOPosix
import RPC
import Subprocess
import TestKit
import Testing

/// Python/server.py, running: one for the whole of a suite, as it starts slowly, or one of a test's own.
struct GrpcioServer: Sendable {
    let transport: Transport
    private let endpoint: Endpoint

    struct NoPort: Error {}

    /// Runs a server for the time of `body`. It ends when its standard input does, thus at the latest with this
    /// process.
    static func run<R: Sendable>(
        _ transport: Transport, _ body: (GrpcioServer) async throws -> R
    ) async throws -> R {
        let certificates = transport == .tls ? try await TestCertificates.shared() : nil
        let arguments = certificates.map { ["--certificate", $0.server, "--key", $0.serverKey] } ?? []
        let command = try await Python.command("server", arguments)
        let ended = try await Subprocess.run(
            .name("env"), arguments: Arguments(command), input: .inputWriter, output: .sequence,
            error: .currentStandardError
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            guard let port = try await lines.next().flatMap({ Int($0) }) else { throw NoPort() }
            let endpoint = Endpoint(host: "localhost", port: port, tls: try certificates?.clientContext())
            let result: Result<R, any Error>
            do {
                result = .success(try await body(GrpcioServer(transport: transport, endpoint: endpoint)))
            } catch {
                result = .failure(error)
            }
            try await execution.standardInputWriter.finish()
            return result
        }
        return try ended.closureResult.get()
    }

    func makeChannel() -> RPCChannel {
        RPCChannel(target: endpoint, group: MultiThreadedEventLoopGroup.singleton)
    }

    func withChannel<R>(_ body: (RPCChannel) async throws -> R) async throws -> R {
        let channel = makeChannel()
        do {
            let result = try await body(channel)
            await channel.shutdown()
            return result
        } catch {
            await channel.shutdown()
            throw error
        }
    }

    /// A client of the echo service, for one test.
    func withEcho<R>(_ body: (TestingV1.EchoServiceClient) async throws -> R) async throws -> R {
        try await withChannel { try await body(TestingV1.EchoServiceClient($0)) }
    }
}

/// One server of each transport for all tests of a suite.
struct GrpcioServers: SuiteTrait, TestScoping {
    @TaskLocal private static var running: [GrpcioServer] = []

    static func over(_ transport: Transport) throws -> GrpcioServer {
        try #require(running.first { $0.transport == transport })
    }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await GrpcioServer.run(.plain) { plain in
            try await GrpcioServer.run(.tls) { tls in
                try await Self.$running.withValue([plain, tls]) { try await function() }
            }
        }
    }
}

extension Trait where Self == GrpcioServers {
    static var grpcioServers: Self { Self() }
}
