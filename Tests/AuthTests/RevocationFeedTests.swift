import API
import Crypto
import FoundationEssentials
import Logging
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("The stream of revocations")
struct RevocationFeedTests {
    private func watch(
        _ auth: AuthFixture, _ replica: Int = 0, cursor: Int64 = 0
    ) async throws -> ResponseStream<AuthV1.WatchRevocationsResponse>.AsyncIterator {
        try await auth.replica(replica).watchRevocations(
            AuthV1.WatchRevocationsRequest(cursor: cursor), options: auth.asDataset()
        ).makeAsyncIterator()
    }

    private func revoke(_ ids: [UUID], _ auth: AuthFixture) async throws {
        try await auth.pool.withTransaction(tenant: nil) { connection in
            try await add(ids, auth, on: connection)
        }
    }

    private func add(_ ids: [UUID], _ auth: AuthFixture, on connection: PostgresConnection) async throws {
        try await RevocationLog.add(
            sessions: ids.map { ($0, auth.time.clock.date(in: 3600)) }, now: auth.time.clock.date, on: connection)
    }

    /// Reads until these have come, in whatever pieces.
    private func collect(
        _ stream: inout ResponseStream<AuthV1.WatchRevocationsResponse>.AsyncIterator, count: Int
    ) async throws -> (ids: [String], cursor: Int64) {
        var ids: [String] = []
        var cursor: Int64 = 0
        while ids.count < count {
            let message = try await need(stream.next())
            ids += message.revocations.compactMap(\.sessionID)
            cursor = message.cursor
        }
        return (ids, cursor)
    }

    @Test("a session that ends on one replica is told by the other, with the time to forget it")
    func told() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            var stream = try await watch(auth, 1)
            _ = try await auth.auth.logout(AuthV1.LogoutRequest(), options: auth.bearer(admin.token))
            var told: [AuthV1.Revocation] = []
            while told.isEmpty { told = try await need(stream.next()).revocations }
            let claims = try await auth.claims(of: admin.token)
            #expect(told.map(\.sessionID) == [claims.sessionID])
            #expect(told.first?.expireTime?.seconds == claims.expiresAt + RevocationLog.memorySeconds)
        }
    }

    @Test("messages come although nothing happens, and say so")
    func signsOfLife() async throws {
        try await withAuth { auth in
            var stream = try await watch(auth)
            for _ in 0..<3 {
                let message = try await need(stream.next())
                #expect(message.revocations.isEmpty)
                #expect(!message.hasMore)
            }
        }
    }

    @Test("whoever comes late is told all that still matters, in pages, and then goes on from there")
    func pages() async throws {
        try await withAuth { auth in
            let ids = (0..<AuthLimits.revocationsPageMax + 1).map { _ in UUID() }
            try await revoke(ids, auth)
            try await eventually { try await feedHead(auth) == Int64(ids.count) }
            var stream = try await watch(auth)
            let first = try await need(stream.next())
            #expect(first.revocations.count == AuthLimits.revocationsPageMax)
            #expect(first.hasMore)
            let second = try await need(stream.next())
            #expect(second.revocations.compactMap(\.sessionID) == [ids[ids.count - 1].text])
            #expect(!second.hasMore)
            #expect(second.cursor == Int64(ids.count))
            let more = UUID()
            try await revoke([more], auth)
            var resumed = try await watch(auth, cursor: second.cursor)
            #expect(try await collect(&resumed, count: 1).ids == [more.text])
        }
    }

    /// Where the first replica's feed is.
    private func feedHead(_ auth: AuthFixture) async throws -> Int64 {
        var stream = try await watch(auth)
        while true {
            let message = try await need(stream.next())
            if !message.hasMore { return message.cursor }
        }
    }

    @Test("transactions that end in another order than they began in lose nothing")
    func order() async throws {
        try await withAuth { auth in
            var stream = try await watch(auth)
            let (early, late) = (UUID(), UUID())
            let began = Bell()
            let goOn = Bell()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await auth.pool.withTransaction(tenant: nil) { connection in
                        // It has done its work and has its snapshot; what it revokes comes last.
                        _ = try await connection.query("SELECT sequence FROM auth.revocation_head")
                        began.ring()
                        await goOn.wait(after: 0, atMost: .seconds(3600))
                        try await add([early], auth, on: connection)
                    }
                }
                await began.wait(after: 0, atMost: .seconds(3600))
                try await revoke([late], auth)
                #expect(try await collect(&stream, count: 1).ids == [late.text])
                goOn.ring()
                try await group.waitForAll()
            }
            #expect(try await collect(&stream, count: 1).ids == [early.text])
        }
    }

    @Test("two that revoke at the same time do so one after the other, and a reader between them misses neither")
    func concurrent() async throws {
        try await withAuth { auth in
            var stream = try await watch(auth)
            let ids = (0..<40).map { _ in UUID() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in ids { group.addTask { try await revoke([id], auth) } }
                try await group.waitForAll()
            }
            let told = try await collect(&stream, count: ids.count)
            #expect(Set(told.ids) == Set(ids.map(\.text)))
            #expect(told.ids.count == ids.count)
        }
    }

    @Test("a revocation that is rolled back is none")
    func rolledBack() async throws {
        struct Change: Error {}
        try await withAuth { auth in
            var stream = try await watch(auth)
            await #expect(throws: Change.self) {
                try await auth.pool.withTransaction(tenant: nil) { connection in
                    try await add([UUID()], auth, on: connection)
                    throw Change()
                }
            }
            let kept = UUID()
            try await revoke([kept], auth)
            let told = try await collect(&stream, count: 1)
            #expect(told.ids == [kept.text])
            #expect(told.cursor == 1)
        }
    }

    @Test("what no token can name any more is neither told nor kept")
    func forgotten() async throws {
        try await withAuth { auth in
            try await revoke([UUID()], auth)
            auth.time.advance(by: 3600 + RevocationLog.memorySeconds + 1)
            let kept = UUID()
            try await revoke([kept], auth)
            let owner = try await auth.database.connect()
            #expect(try await owner.query("SELECT 1 FROM auth.revocations").count == 1)
            var page = try await needPage(auth)
            while page.revocations.isEmpty { page = try await needPage(auth) }
            #expect(page.revocations.compactMap(\.sessionID) == [kept.text])
        }
    }

    @Test("what was read some time ago is told to nobody as the latest")
    func staleness() async throws {
        try await withAuth { auth in
            let pool = try auth.database.pool(service: "auth")
            let feed = try auth.feed(pool)
            #expect(feed.page(after: 0) == nil)
            try await feed.read()
            let instant = ContinuousClock.now
            #expect(feed.page(after: 0, at: instant) != nil)
            #expect(feed.page(after: 0, at: instant + AuthLimits.revocationsReadAgeMax + .seconds(1)) == nil)
            try await feed.read()
            #expect(feed.page(after: 0, at: instant) != nil)
            await pool.close()
        }
    }

    private func needPage(_ auth: AuthFixture) async throws -> AuthV1.WatchRevocationsResponse {
        let pool = try auth.database.pool(service: "auth")
        let page = try await auth.freshFeed(pool)
        await pool.close()
        return page
    }

    @Test("a cursor that is ahead of the log starts over")
    func ahead() async throws {
        try await withAuth { auth in
            let id = UUID()
            try await revoke([id], auth)
            var stream = try await watch(auth, cursor: 1_000_000)
            #expect(try await collect(&stream, count: 1).ids == [id.text])
        }
    }

    @Test("a feed whose log became shorter reads all of it")
    func restored() async throws {
        try await withAuth { auth in
            var stream = try await watch(auth)
            try await revoke([UUID(), UUID(), UUID()], auth)
            #expect(try await collect(&stream, count: 3).cursor == 3)
            let owner = try await auth.database.connect()
            _ = try await owner.query("DELETE FROM auth.revocations")
            _ = try await owner.query("UPDATE auth.revocation_head SET sequence = 0")
            let id = UUID()
            try await revoke([id], auth)
            #expect(try await collect(&stream, count: 1).ids.last == id.text)
        }
    }

    @Test("a negative cursor is refused, and so is whoever is no service of ours")
    func refused() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            for (cursor, options, expected) in [
                (-1, try await auth.asDataset(), StatusCode.invalidArgument),
                (0, auth.bearer(admin.token), .permissionDenied),
                (0, CallOptions(), .unauthenticated),
            ] {
                let code = try await status {
                    let stream = try await auth.auth.watchRevocations(
                        AuthV1.WatchRevocationsRequest(cursor: Int64(cursor)), options: options)
                    for try await _ in stream { break }
                }
                #expect(code == expected)
            }
        }
    }
}

extension AuthV1.Revocation {
    var sessionID: String? { if case .sessionId(let id) = subject { id } else { nil } }
    var keyID: String? { if case .keyId(let id) = subject { id } else { nil } }
}

extension AuthFixture {
    /// A call of the service dataset.
    func asDataset() async throws -> CallOptions {
        bearer(try await serviceToken("dataset", "the secret of dataset"))
    }

    func keyring(_ pool: PostgresPool) throws -> SigningKeyring {
        SigningKeyring(store: try keyStore(pool), clock: time.clock)
    }

    func keyStore(_ pool: PostgresPool, secretKey: String = AuthFixture.secretKey) throws -> SigningKeyStore {
        SigningKeyStore(pool: pool, seal: try KeySeal(secretKey: Secret(secretKey), purpose: "signing-key"))
    }

    /// What a replica that has just started would tell.
    func freshFeed(_ pool: PostgresPool) async throws -> AuthV1.WatchRevocationsResponse {
        let feed = try feed(pool)
        try await feed.read()
        return AuthV1.WatchRevocationsResponse(try #require(feed.page(after: 0)))
    }

    func feed(_ pool: PostgresPool) throws -> RevocationFeed {
        let keyring = try keyring(pool)
        return try RevocationFeed(
            pool: pool, keyring: keyring,
            identity: ServiceIdentity(keys: keyring, token: { _ async throws(RPCError) in "" }), clock: time.clock,
            logger: Logger(label: "test"))
    }
}
