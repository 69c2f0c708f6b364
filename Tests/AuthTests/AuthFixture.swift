import API
import Crypto
import FoundationEssentials
import Messages
import NIOPosix
import Postgres
import RPC
import ServiceKit
import Synchronization
import TestKit
import Tokens

@testable import AuthBackend

/// The service, started in this process on a database of its own, with real RPC to it.
struct AuthFixture: Sendable {
    let database: TestDatabase
    let time: TestTime
    fileprivate let services: [RunningService]
    fileprivate let channels: [RPCChannel]

    var auth: AuthV1.AuthServiceClient { replica(0) }
    var users: AuthV1.UserServiceClient { AuthV1.UserServiceClient(channels[0]) }

    var pool: PostgresPool { get throws { try services[0].environment.pool } }

    func replica(_ index: Int) -> AuthV1.AuthServiceClient { AuthV1.AuthServiceClient(channels[index]) }

    static let settings = [
        "SECRET_KEY": String(repeating: "x", count: 40),
        "SERVICE_SECRET_DATASET": "the secret of dataset",
        "SERVICE_SECRET_DETECTION": "the secret of detection",
    ]

    fileprivate static func start(replicas: Int) async throws -> AuthFixture {
        let database = try await TestPostgres.shared().makeDatabase()
        try await Migrator(schema: AuthSchema.name, migrations: AuthSchema.migrations)
            .migrate(ownerURL: database.ownerURL)
        let time = TestTime()
        var services: [RunningService] = []
        for _ in 0..<replicas {
            let settings = ["DATABASE_URL": database.url(service: "auth"), "DATABASE_POOL_SIZE": "4"]
            services.append(
                try await ServiceHarness.start(
                    makeDefinition(clock: time.clock), settings.merging(Self.settings) { $1 }))
        }
        let channels = services.map { service in
            RPCChannel(
                target: Endpoint(host: "127.0.0.1", port: service.rpcPort),
                group: MultiThreadedEventLoopGroup.singleton)
        }
        return AuthFixture(database: database, time: time, services: services, channels: channels)
    }

    fileprivate func stop() async {
        for channel in channels { await channel.shutdown() }
        for service in services { await service.stop() }
    }

    @discardableResult
    func bootstrap(
        _ username: String, _ password: String, onlyIfAbsent: Bool = false
    ) async throws -> AdminBootstrap.Result {
        try await AdminBootstrap(pool: services[0].environment.pool, clock: time.clock).run(
            username: username, password: Secret(password), onlyIfAbsent: onlyIfAbsent)
    }

    /// What a token says, verified as another service would.
    func claims(of token: String) async throws -> AccessClaims {
        let keys = try await auth.getJwks(AuthV1.GetJwksRequest()).keys.map { key in
            JSONWebKey(kty: key.kty, crv: key.crv, alg: key.alg, use: key.use, kid: key.kid, x: key.x)
        }
        return try TokenVerifier(keys: KeySet(keys)).verifyAccess(token, now: time.seconds)
    }
}

/// Starts the service, runs the test, and stops it whatever happens.
func withAuth(replicas: Int = 1, _ body: (AuthFixture) async throws -> Void) async throws {
    let fixture = try await AuthFixture.start(replicas: replicas)
    do {
        try await body(fixture)
    } catch {
        await fixture.stop()
        throw error
    }
    await fixture.stop()
}

/// Time that stands still until a test moves it. It begins now, for the interceptor looks at the real clock; tests
/// that move it further than the clock skew make calls that need no token.
final class TestTime: Sendable {
    private let now = Atomic(Int64(Date().timeIntervalSince1970))

    var seconds: Int64 { now.load(ordering: .sequentiallyConsistent) }
    var clock: WallClock { WallClock { self.seconds } }

    func advance(by seconds: Int64) {
        now.add(seconds, ordering: .sequentiallyConsistent)
    }
}
