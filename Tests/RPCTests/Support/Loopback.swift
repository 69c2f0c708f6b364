import NIOPosix

@testable import RPC

/// Runs a server and a channel to it, on this machine, for the time of `body`.
func withLoopback<R>(
    _ transport: Transport = .plain, _ fixture: EchoFixture = EchoFixture(), limits: ServerLimits = ServerLimits(),
    interceptors: [any ServerInterceptor] = [], observers: [any CallObserver] = [],
    server serverConfiguration: ServerConfiguration = ServerConfiguration(),
    channel configuration: ChannelConfiguration = ChannelConfiguration(),
    _ body: (RPCServer, RPCChannel) async throws -> R
) async throws -> R {
    let place = try await Place(transport)
    var serverConfiguration = serverConfiguration
    serverConfiguration.host = place.host
    serverConfiguration.tls = place.serverTLS
    serverConfiguration.limits = limits
    let server = RPCServer(
        configuration: serverConfiguration, services: [fixture.service], interceptors: interceptors,
        observers: observers)
    var configuration = configuration
    if transport == .memory {
        configuration.connector = InMemoryConnector(server: server)
    } else {
        try await server.start()
    }
    let channel = RPCChannel(
        target: Endpoint(host: place.host, port: server.port, tls: place.clientTLS), configuration: configuration,
        group: MultiThreadedEventLoopGroup.singleton)
    defer { withExtendedLifetime(place) {} }
    do {
        let result = try await body(server, channel)
        await channel.shutdown()
        await server.shutdown(grace: .seconds(5))
        return result
    } catch {
        await channel.shutdown()
        await server.shutdown(grace: .zero)
        throw error
    }
}

/// The status of a call that is expected to fail.
func failure(_ body: () async throws -> Void) async -> RPCError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? RPCError ?? RPCError(.unknown, "not an RPCError: \(error)")
    }
}
