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
    let server = RPCServer(
        configuration: ServerConfiguration(tls: tls),
        services: [
            InteropService().rpcService, .testingV1EchoService(EchoPeer()), .grpcHealthV1Health(health),
        ])
    try await server.start()
    do {
        let result = try await body(server.port)
        await server.shutdown(grace: .seconds(5))
        return result
    } catch {
        await server.shutdown(grace: .zero)
        throw error
    }
}
