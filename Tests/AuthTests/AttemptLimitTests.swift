import API
import Crypto
import Logging
import Messages
import NIOPosix
import Postgres
import RPC
import Redis
import TestKit
import Testing

@testable import AuthBackend

/// One way to count tries, on a server of its own.
private struct CountedPlace: Sendable {
    var store: any AttemptStore
    /// Moves what is known of a key into the past, which is all that a clock does.
    var turnBack: @Sendable (_ key: [UInt8], _ microseconds: Int64) async throws -> Void
    /// Keys that are kept.
    var count: @Sendable () async throws -> Int
}

enum CountedIn: String, CaseIterable, Sendable {
    case redis, postgres
}

@Suite("Tries are limited")
struct AttemptLimitTests {
    private func with(_ kind: CountedIn, _ body: (CountedPlace) async throws -> Void) async throws {
        switch kind {
        case .postgres:
            try await TestDatabase.with(AuthSchema.name, AuthSchema.migrations) { database, pool in
                try await body(
                    CountedPlace(
                        store: DatabaseAttempts(pool: pool),
                        turnBack: { key, microseconds in
                            _ = try await pool.withConnection { connection in
                                try await connection.execute(
                                    """
                                    UPDATE auth.attempt_limits
                                    SET even_time = even_time - \(microseconds) * interval '1 microsecond'
                                    WHERE key = \(key)
                                    """)
                            }
                        },
                        count: {
                            try await pool.withConnection { connection in
                                try await connection.query("SELECT 1 FROM auth.attempt_limits").count
                            }
                        }))
            }
        case .redis:
            let server = try await TestRedis.start()
            let client = try Self.client(server)
            let place = CountedPlace(
                store: try RedisAttempts(client),
                turnBack: { key, microseconds in
                    let name = RedisArgument(RedisAttempts.name(key))
                    guard let even = try await client.command(["GET", name]).int else { return }
                    // Not if it has expired meanwhile: it would then stay for ever.
                    _ = try await client.command(["SET", name, RedisArgument(even - microseconds), "XX", "KEEPTTL"])
                }, count: { Int(try await client.command(["DBSIZE"]).int ?? -1) })
            do {
                try await body(place)
            } catch {
                await server.stop()
                throw error
            }
            client.close()
            await server.stop()
        }
    }

    private static func client(_ server: TestRedis) throws -> RedisClient {
        var configuration = try RedisConfiguration(url: server.url)
        configuration.commandTimeout = .seconds(20)
        configuration.connectTimeout = .seconds(20)
        return try RedisClient(
            configuration, group: MultiThreadedEventLoopGroup.singleton, logger: LogRecorder().logger)
    }

    private let key = SHA256.hash("somebody".utf8)
    private static let hour: Int64 = 3_600_000_000

    @Test("a burst is allowed, then one try in each interval", arguments: CountedIn.allCases)
    func burst(kind: CountedIn) async throws {
        try await with(kind) { place in
            let rate = AttemptRate(intervalSeconds: 3600, burst: 3, subject: "here")
            for remaining in [2, 1, 0] {
                let verdict = try await place.store.take(key, rate)
                #expect(verdict.isAllowed)
                #expect(verdict.remaining == remaining)
            }
            for _ in 0..<3 {
                let refused = try await place.store.take(key, rate)
                #expect(!refused.isAllowed)
                #expect(refused.remaining == 0)
                // Refused tries change nothing, so the wait gets no longer.
                #expect((1...Self.hour).contains(refused.retryMicroseconds))
                #expect((2 * Self.hour + 1...3 * Self.hour).contains(refused.resetMicroseconds))
            }
            #expect(try await place.store.take(SHA256.hash("another".utf8), rate).isAllowed)

            try await place.turnBack(key, Self.hour)
            #expect(try await place.store.take(key, rate).isAllowed)
            #expect(try await !place.store.take(key, rate).isAllowed)
            // However long nobody tried, there is no more than a burst.
            try await place.turnBack(key, 100 * Self.hour)
            for remaining in [2, 1, 0] { #expect(try await place.store.take(key, rate).remaining == remaining) }
            #expect(try await !place.store.take(key, rate).isAllowed)
        }
    }

    @Test("tries that come together can't pass the limit together", arguments: CountedIn.allCases)
    func together(kind: CountedIn) async throws {
        try await with(kind) { place in
            let rate = AttemptRate(intervalSeconds: 3600, burst: 5, subject: "here")
            let allowed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<30 { group.addTask { try await place.store.take(key, rate).isAllowed } }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(allowed == 5)
        }
    }

    @Test("what says nothing any more is not kept", arguments: CountedIn.allCases)
    func retention(kind: CountedIn) async throws {
        try await with(kind) { place in
            // Over at once.
            _ = try await place.store.take(key, AttemptRate(perSecond: 10_000, burst: 1, subject: "here"))
            try await place.turnBack(key, Self.hour)
            try await eventually {
                _ = try await place.store.take(
                    SHA256.hash("another".utf8), AttemptRate(intervalSeconds: 3600, burst: 9, subject: "here"))
                return try await place.count() == 1
            }
        }
    }

    @Test("without Redis, tries are counted in PostgreSQL, which is said once, as is its return")
    func fallback() async throws {
        try await TestDatabase.with(AuthSchema.name, AuthSchema.migrations) { _, pool in
            let server = try await TestRedis.start()
            let client = try Self.client(server)
            let log = LogRecorder()
            let limiter = AttemptLimiter(
                primary: try RedisAttempts(client), fallback: DatabaseAttempts(pool: pool), logger: log.logger)
            let rate = AttemptRate(intervalSeconds: 3600, burst: 2, subject: "here")
            func take() async throws -> StatusCode? { try await status { try await limiter.take("x", "y", rate) } }
            #expect(try await take() == nil)
            await server.stop()
            #expect(try await take() == nil)
            #expect(try await take() == nil)
            #expect(try await take() == .resourceExhausted)
            #expect(log.lines.count == 1)
            #expect(log.lines.first?.contains("PostgreSQL") == true)
            let back = try await server.restarted()
            try await eventually { try await take() == nil }
            #expect(log.lines.count == 2)
            client.close()
            await back.stop()
        }
    }

    @Test(
        "an address may try 5 times at once, on all ways to log in together, and is then told when to come back",
        arguments: CountedIn.allCases)
    func address(kind: CountedIn) async throws {
        let server = try await TestRedis.start()
        let more = kind == .redis ? ["REDIS_URL": server.url] : [:]
        try await withAuth(replicas: 2, more.merging(["LOGIN_RATE_PER_SECOND": "1", "LOGIN_BURST": "5"]) { $1 }) {
            auth in
            let calls: [@Sendable (AuthV1.AuthServiceClient) async throws -> Void] = [
                { _ = try await $0.login(AuthV1.LoginRequest(username: "nobody", password: "wrong")) },
                { _ = try await $0.verifyMfa(AuthV1.VerifyMfaRequest(challengeToken: "x", proof: .totpCode("1"))) },
                { _ = try await $0.requestPasswordReset(AuthV1.RequestPasswordResetRequest(username: "nobody")) },
                { _ = try await $0.confirmPasswordReset(AuthV1.ConfirmPasswordResetRequest(resetToken: "x")) },
            ]
            var refused: RPCError?
            var allowed = 0
            // A slow machine may be given back a try now and then, never one for each call.
            while allowed < 40 {
                refused = try await failure { try await calls[allowed % 4](auth.replica(allowed % 2)) }
                if refused?.metadata["ratelimit-limit"] == "5" { break }
                allowed += 1
            }
            #expect(allowed >= 5)
            #expect(refused?.code == .resourceExhausted)
            #expect(refused?.metadata["ratelimit-limit"] == "5")
            #expect(refused?.metadata["ratelimit-remaining"] == "0")
            #expect(refused?.metadata["ratelimit-reset"] != nil)
            let retry = try refused?.details.first?.unpack(as: GoogleRpc.RetryInfo.self)
            #expect(retry?.retryDelay?.seconds == 1)
        }
        await server.stop()
    }

    @Test("what an address may do as often as it likes while it is right counts when it is refused")
    func refusals() async throws {
        try await withAuth(["LOGIN_RATE_PER_SECOND": "1", "LOGIN_BURST": "5"]) { auth in
            let secret = "the secret of gateway"
            let calls: [@Sendable () async throws -> Void] = [
                { _ = try await auth.auth.refreshToken(AuthV1.RefreshTokenRequest(refreshToken: "pyr_x")) },
                { _ = try await auth.exchange("pyn_x") },
                { _ = try await auth.serviceToken("gateway", "not \(secret)") },
            ]
            for call in calls {
                for _ in 0..<10 { _ = try await auth.serviceToken("gateway", secret) }
                var refused: RPCError?
                // A slow machine may be given back a try now and then, never one for each call.
                for _ in 0..<40 where refused?.metadata["ratelimit-limit"] == nil { refused = try await failure(call) }
                #expect(refused?.code == .resourceExhausted)
                #expect(refused?.metadata["ratelimit-limit"] == "5")
            }
        }
    }

    @Test("a service's wrong secret is told to the platform's administrators, without what may be a secret")
    func serviceSecrets() async throws {
        try await withAuth { auth in
            _ = try await auth.makeAdmin()
            for name in ["dataset", "the secret of dataset"] {
                #expect(try await status { try await auth.serviceToken(name, "wrong") } == .unauthenticated)
            }
            let events = try await auth.denials("auth.issueServiceToken")
            #expect(events.map(\.resource) == ["services/dataset", ""])
            #expect(events.map(\.detail) == ["the secret is wrong", "no service has this name"])
            #expect(events.allSatisfy { $0.clientAddress == "127.0.0.1" })
        }
    }

    @Test("addresses of one IPv6 /64 network count together, all others apart")
    func networks() {
        func name(_ address: String) -> String? { ClientNetwork(address)?.name }
        #expect(name("2001:db8::1") == name("2001:db8::ffff:1"))
        #expect(name("2001:db8::1") != name("2001:db8:0:1::1"))
        #expect(name("192.0.2.1") == name("::ffff:192.0.2.1"))
        #expect(name("192.0.2.1") != name("192.0.2.2"))
        #expect(name("fe80::1%eth0") == name("fe80::2"))
        for text in ["", "unknown", "1.2.3", "example.com"] { #expect(name(text) == nil) }
    }
}
