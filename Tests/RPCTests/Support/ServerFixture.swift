import NIOCore
import NIOPosix
import TLS

@testable import RPC

/// Runs a server for the time of `body`; what it still does after that is cancelled.
func withServer<R>(
    _ configuration: ServerConfiguration, _ services: [RPCService], interceptors: [any ServerInterceptor] = [],
    _ body: (RPCServer) async throws -> R
) async throws -> R {
    let server = RPCServer(configuration: configuration, services: services, interceptors: interceptors)
    try await server.start()
    do {
        let result = try await body(server)
        await server.shutdown(grace: .seconds(5))
        return result
    } catch {
        await server.shutdown(grace: .zero)
        throw error
    }
}

/// A channel to a server on loopback, for the time of `body`.
func withChannel<R>(
    _ server: RPCServer, tls: TLSContext? = nil, _ body: (RPCChannel) async throws -> R
) async throws -> R {
    let channel = RPCChannel(
        target: Endpoint(host: "127.0.0.1", port: server.port, tls: tls), group: MultiThreadedEventLoopGroup.singleton)
    do {
        let result = try await body(channel)
        await channel.shutdown()
        return result
    } catch {
        await channel.shutdown()
        throw error
    }
}

/// Holds handlers that take no notice of their cancellation, until it is opened.
final class StubbornGate: Sendable {
    private let opening: AsyncStream<Void>.Continuation
    private let opened: Task<Void, Never>

    init() {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        opening = continuation
        opened = Task { for await _ in stream {} }
    }

    func pass() async { await opened.value }
    func open() { opening.finish() }
}
