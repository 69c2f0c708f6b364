import API
import Crypto
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import Synchronization
import TestKit
import Tokens

@testable import AuthBackend

/// The service in this process, on a database of its own, with real RPC to it.
struct AuthFixture: Sendable {
    let base: ServiceFixture
    let time: TestTime
    let replicas: [ServiceFixture.Replica]

    var database: TestDatabase { base.database }
    var auth: AuthV1.AuthServiceClient { replica(0) }
    var users: AuthV1.UserServiceClient { userReplica(0) }

    var tenants: AuthV1.TenantServiceClient { AuthV1.TenantServiceClient(replicas[0].channel) }

    /// Of the first replica's RPCs.
    var port: Int { replicas[0].service.rpcPort }

    var audit: AuthV1.AuditServiceClient { audit(0) }

    func audit(_ replica: Int) -> AuthV1.AuditServiceClient {
        AuthV1.AuditServiceClient(replicas[replica].channel)
    }

    var pool: PostgresPool { get throws { try replicas[0].service.environment.pool } }

    func channel(_ index: Int) -> RPCChannel { replicas[index].channel }

    func replica(_ index: Int) -> AuthV1.AuthServiceClient { AuthV1.AuthServiceClient(replicas[index].channel) }

    func userReplica(_ index: Int) -> AuthV1.UserServiceClient { AuthV1.UserServiceClient(replicas[index].channel) }

    static let secretKey = String(repeating: "x", count: 40)
    static let settings = [
        "SECRET_KEY": secretKey,
        "SERVICE_SECRET_GATEWAY": "the secret of gateway",
        // Tests of retention sweep themselves.
        "AUDIT_RETENTION_DAYS": "0",
        "SERVICE_SECRET_DATASET": "the secret of dataset",
        "SERVICE_SECRET_DETECTION": "the secret of detection",
        // Tests sign in often, all from one address.
        "LOGIN_RATE_PER_SECOND": "10000", "LOGIN_BURST": "100000",
    ]

    @discardableResult
    func bootstrap(
        _ username: String, _ password: String, onlyIfAbsent: Bool = false
    ) async throws -> AdminBootstrap.Result {
        try await AdminBootstrap(pool: replicas[0].service.environment.pool, clock: time.clock).run(
            username: username, password: Secret(password), onlyIfAbsent: onlyIfAbsent)
    }

    /// What a token says, verified as another service would: by this one.
    func claims(of token: String, by service: String = "dataset") async throws -> AccessClaims {
        let keys = try await auth.getJwks(AuthV1.GetJwksRequest()).keys.map { key in
            JSONWebKey(kty: key.kty, crv: key.crv, alg: key.alg, use: key.use, kid: key.kid, x: key.x)
        }
        return try TokenVerifier(keys: KeySet(keys), service: service).verifyAccess(token, now: time.seconds)
    }
}

/// Starts the service, runs the test, and stops it whatever happens.
///
/// - Parameters:
///   - more: settings beside the fixture's own.
///   - substitute: what is put in the place of the real thing.
func withAuth(
    replicas count: Int = 1, _ more: [String: String] = [:],
    substitute: (inout AuthSubstitutes) -> Void = { _ in }, _ body: (AuthFixture) async throws -> Void
) async throws {
    let time = TestTime()
    var substitutes = AuthSubstitutes(clock: time.clock)
    substitute(&substitutes)
    let definition = makeDefinition(substitutes)
    try await ServiceFixture.with(definition, AuthFixture.settings.merging(more) { $1 }) { base in
        var replicas: [ServiceFixture.Replica] = []
        for _ in 0..<count { replicas.append(try await base.start()) }
        try await body(AuthFixture(base: base, time: time, replicas: replicas))
    }
}

/// Time that stands still until a test moves it. It begins now, for the database looks at the real clock.
final class TestTime: Sendable {
    private let now = Atomic(Int64(Date().timeIntervalSince1970))

    var seconds: Int64 { now.load(ordering: .sequentiallyConsistent) }
    var clock: WallClock { WallClock { self.seconds } }

    func advance(by seconds: Int64) {
        now.add(seconds, ordering: .sequentiallyConsistent)
    }
}
