import NIOPosix
import TLS
import TestKit

@testable import RPC

enum Transport: String, CaseIterable, Sendable {
    case plain, tls
}

/// Runs a server and a channel to it, over loopback, for the time of `body`.
func withLoopback<R>(
    _ transport: Transport = .plain, _ fixture: EchoFixture = EchoFixture(), limits: ServerLimits = ServerLimits(),
    interceptors: [any ServerInterceptor] = [], observers: [any CallObserver] = [],
    server serverConfiguration: ServerConfiguration = ServerConfiguration(),
    channel configuration: ChannelConfiguration = ChannelConfiguration(),
    _ body: (RPCServer, RPCChannel) async throws -> R
) async throws -> R {
    let certificates = transport == .tls ? try await TestCertificates.shared() : nil
    let serverTLS = try certificates.map {
        try TLSContext(.server, TLSConfiguration(certificateFile: $0.server, keyFile: $0.serverKey))
    }
    let clientTLS = try certificates.map { try TLSContext(.client, TLSConfiguration(authorityFile: $0.authority)) }
    var serverConfiguration = serverConfiguration
    serverConfiguration.tls = serverTLS
    serverConfiguration.limits = limits
    let server = RPCServer(
        configuration: serverConfiguration, services: [fixture.service], interceptors: interceptors,
        observers: observers)
    try await server.start()
    let channel = RPCChannel(
        target: Endpoint(host: "127.0.0.1", port: server.port, tls: clientTLS), configuration: configuration,
        group: MultiThreadedEventLoopGroup.singleton)
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
