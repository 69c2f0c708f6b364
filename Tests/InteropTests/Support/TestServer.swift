import API
import InteropService
import RPC
import TestKit

@testable import ServiceKit

/// Runs our server for the time of `body`: the interop description's service, the echo peer and health.
func withServer<R>(_ transport: Transport, _ body: (Int) async throws -> R) async throws -> R {
    let tls = transport == .tls ? try await TestCertificates.shared().serverContext() : nil
    let board = HealthBoard(service: "interop")
    board.enter(.ready)
    let health = HealthService(board: board, names: ["grpc.testing.TestService"])
    let (stops, stop) = AsyncStream<Void>.makeStream()
    let server = RPCServer(
        configuration: ServerConfiguration(tls: tls),
        services: [
            InteropService().rpcService, .testingV1EchoService(EchoPeer { stop.yield() }), .grpcHealthV1Health(health),
        ])
    try await server.start()
    let stopping = Task {
        for await _ in stops { await server.shutdown(grace: .seconds(30)) }
    }
    let result: Result<R, any Error>
    do {
        result = .success(try await body(server.port))
    } catch {
        result = .failure(error)
    }
    stop.finish()
    await stopping.value
    await server.shutdown(grace: .zero)
    return try result.get()
}
