import API
import Messages
import NIOCore
import NIOPosix
import RPC
import ServiceKit
import Synchronization
import TestKit
import Testing

/// A service that starts before auth listens.
@Suite(.timeLimit(.minutes(2))) struct LateAuthTests {
    private static func start(authPort: Int) async throws -> RunningService {
        try await ServiceHarness.start(
            ServiceDefinition(service: .gateway) { _ in ServiceComponents() },
            [PlatformService.auth.endpointSetting: "127.0.0.1:\(authPort)", "SERVICE_SECRET": "the secret of gateway"])
    }

    @Test func `who needs a token waits for auth, though connecting has failed already`() async throws {
        let attempts = Mutex(0)
        // Takes connections and drops them.
        let refusing = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                attempts.withLock { $0 += 1 }
                return channel.close()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(refusing.localAddress?.port)
        let service = try await Self.start(authPort: port)
        async let credentials = service.environment.identity.credentials(for: .dataset)
        try await eventually { attempts.withLock { $0 } > 0 }
        try await refusing.close()

        let auth = RPCServer(
            configuration: ServerConfiguration(
                host: "127.0.0.1", port: port, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
                logger: LogRecorder().logger), services: [Self.auth])
        try await auth.start()
        #expect(try await credentials["authorization"] == "Bearer issued")
        await service.stop()
        await auth.shutdown(grace: .zero)
    }

    @Test func `when auth does not come at all, that is said as UNAVAILABLE`() async throws {
        let service = try await Self.start(authPort: freePort())
        let error = try await rpcError { try await service.environment.identity.credentials(for: .dataset) }
        #expect(error.code == .unavailable && error.message.contains("auth"))
        await service.stop()
    }

    private static var auth: RPCService {
        var service = RPCService(AuthV1.AuthServiceMethods.descriptor)
        service.register(AuthV1.AuthServiceMethods.issueServiceToken) { call, _ in
            call.respond(AuthV1.IssueServiceTokenResponse(accessToken: "issued", expiresIn: 300))
        }
        return service
    }
}
