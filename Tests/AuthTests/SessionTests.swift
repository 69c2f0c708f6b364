import API
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("Sessions", .timeLimit(.minutes(10)))
struct SessionTests {
    @Test("a refresh token gives new tokens of the same session, and keeps what was proven when")
    func refresh() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 30)
            let first = try await auth.verify(need(auth.login("admin").mfa), auth.code(admin.secret))
            auth.time.advance(by: 20)
            let second = try await auth.refresh(first)
            #expect(second.refreshToken != first.refreshToken)
            let (old, new) = try await (auth.claims(of: first.accessToken), auth.claims(of: second.accessToken))
            #expect(new.sessionID == old.sessionID && new.tokenID != old.tokenID)
            #expect(new.authenticationMethods == old.authenticationMethods && new.secondFactor)
            #expect(new.authenticatedAt == old.authenticatedAt && new.issuedAt == old.issuedAt + 20)
            _ = try await auth.refresh(second)
        }
    }

    @Test("a refresh token that comes twice ends its session, and is audited")
    func reuse() async throws {
        try await withAuth { auth in
            let (_, first) = try await auth.makeViewer()
            let second = try await auth.refresh(first)
            #expect(try await status { try await auth.refresh(first) } == .unauthenticated)
            #expect(try await status { try await auth.refresh(second) } == .unauthenticated)
            // Whoever goes on bringing it fills no log.
            #expect(try await failure { try await auth.refresh(first) } == LoginErrors.refreshReused)
            let session = try await need(auth.claims(of: first.accessToken).sessionID)
            #expect(try await auth.revokedSessions().contains(session))
            let events = try await auth.auditedEvents().filter { $0.action == "auth.refresh" }
            #expect(events.map(\.result) == [.denied])
            #expect(events.map(\.sessionId) == [session])
        }
    }

    @Test("a forged refresh token that names a session changes nothing")
    func forged() async throws {
        try await withAuth { auth in
            let (_, tokens) = try await auth.makeViewer()
            let real = try #require(OpaqueToken(.refresh, text: tokens.refreshToken))
            let forged = try OpaqueToken(.refresh, tenant: real.tenant, id: real.id)
            let elsewhere = try OpaqueToken(.refresh, tenant: UUID(), id: real.id)
            let other = try OpaqueToken(.apiKey, tenant: real.tenant, id: real.id)
            for text in [forged.text, elsewhere.text, other.text, "pyr_", "pyr_!", tokens.accessToken] {
                let request = AuthV1.RefreshTokenRequest(refreshToken: text)
                #expect(try await status { try await auth.auth.refreshToken(request) } == .unauthenticated)
            }
            _ = try await auth.refresh(tokens)
        }
    }

    @Test("of many who bring a refresh token at once, to two replicas, one gets tokens")
    func concurrentRefresh() async throws {
        try await withAuth(replicas: 2) { auth in
            let (_, tokens) = try await auth.makeViewer()
            let request = AuthV1.RefreshTokenRequest(refreshToken: tokens.refreshToken)
            let codes = try await withThrowingTaskGroup(of: StatusCode?.self) { group in
                for index in 0..<6 {
                    let replica = auth.replica(index % 2)
                    group.addTask { try await status { try await replica.refreshToken(request) } }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.count { $0 == .unauthenticated } == 5)
        }
    }

    @Test("a session ends when it is not refreshed for a week, and after a month whatever is done")
    func expiry() async throws {
        try await withAuth { auth in
            var (_, tokens) = try await auth.makeViewer()
            let start = auth.time.seconds
            while auth.time.seconds + AuthLimits.refreshIdleSeconds - 1 < start + AuthLimits.sessionSeconds {
                auth.time.advance(by: AuthLimits.refreshIdleSeconds - 1)
                tokens = try await auth.refresh(tokens)
            }
            auth.time.advance(by: start + AuthLimits.sessionSeconds - auth.time.seconds - 1)
            tokens = try await auth.refresh(tokens)
            auth.time.advance(by: 1)
            #expect(try await status { try await auth.refresh(tokens) } == .unauthenticated)

            let idle = try await need(auth.login("vera").tokens)
            auth.time.advance(by: AuthLimits.refreshIdleSeconds)
            #expect(try await status { try await auth.refresh(idle) } == .unauthenticated)
        }
    }

    @Test("a logout ends the session that it is made in, and no other")
    func logout() async throws {
        try await withAuth { auth in
            let (_, first) = try await auth.makeViewer()
            let second = try await need(auth.login("vera").tokens)
            _ = try await auth.auth.logout(AuthV1.LogoutRequest(), options: auth.bearer(first.accessToken))
            #expect(try await status { try await auth.refresh(first) } == .unauthenticated)
            let ended = try await need(auth.claims(of: first.accessToken).sessionID)
            #expect(try await auth.revokedSessions() == [ended])
            _ = try await auth.refresh(second)
            let user = try await auth.claims(of: first.accessToken).subject
            let third = AuthV1.RevokeSessionRequest(
                name: "users/me/sessions/\(try await need(auth.claims(of: second.accessToken).sessionID))")
            _ = try await auth.users.revokeSession(third, options: auth.bearer(second.accessToken))
            let names = try await auth.auditEvents("sessions.revoke").map(\.resource)
            #expect(names.first == "users/\(user)/sessions/\(ended)")
            #expect(names.last == third.name.replacing("users/me", with: "users/\(user)"))
        }
    }

    @Test("sessions are listed newest first, in pages, with the one that asks marked")
    func list() async throws {
        try await withAuth { auth in
            var (_, tokens) = try await auth.makeViewer()
            for _ in 0..<4 {
                auth.time.advance(by: 1)
                tokens = try await need(auth.login("vera").tokens)
            }
            var seen: [AuthV1.Session] = []
            var page = ""
            repeat {
                let answer = try await auth.users.listSessions(
                    AuthV1.ListSessionsRequest(parent: "users/me", pageSize: 2, pageToken: page),
                    options: auth.bearer(tokens.accessToken))
                #expect(answer.sessions.count <= 2)
                seen += answer.sessions
                page = answer.nextPageToken
            } while !page.isEmpty
            #expect(seen.count == 5 && Set(seen.map(\.name)).count == 5)
            #expect(seen.map(\.isCurrent) == [true, false, false, false, false])
            let times = seen.compactMap { $0.createTime?.seconds }
            #expect(times == times.sorted(by: >))
            #expect(seen[0].clientAddress == "127.0.0.1" && seen[0].authenticationMethods == ["pwd"])
        }
    }

    @Test("others' sessions are for administrators; to everybody else they don't exist")
    func others() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let vera = try await need(auth.login("vera").tokens)
            let mallory = try await auth.makeUser("mallory", by: admin.token)
            auth.time.advance(by: 1)
            let other = try await need(auth.login("mallory").tokens)
            let list = AuthV1.ListSessionsRequest(parent: mallory.name)
            #expect(
                try await status { try await auth.users.listSessions(list, options: auth.bearer(vera.accessToken)) }
                    == .notFound)
            let session = try await need(
                auth.users.listSessions(list, options: auth.bearer(admin.token)).sessions.first)
            let revoke = AuthV1.RevokeSessionRequest(name: session.name)
            #expect(
                try await status { try await auth.users.revokeSession(revoke, options: auth.bearer(vera.accessToken)) }
                    == .notFound)
            _ = try await auth.users.revokeSession(revoke, options: auth.bearer(admin.token))
            #expect(try await status { try await auth.refresh(other) } == .unauthenticated)
            #expect(
                try await status { try await auth.users.revokeSession(revoke, options: auth.bearer(admin.token)) }
                    == .notFound)
        }
    }

    @Test("all sessions end at once, but for the current one if that is asked for")
    func revokeAll() async throws {
        try await withAuth { auth in
            let (_, first) = try await auth.makeViewer()
            let current = try await need(auth.login("vera").tokens)
            var request = AuthV1.RevokeAllSessionsRequest(parent: "users/me", exceptCurrent: true)
            let bearer = auth.bearer(current.accessToken)
            #expect(try await auth.users.revokeAllSessions(request, options: bearer).revokedCount == 1)
            #expect(try await status { try await auth.refresh(first) } == .unauthenticated)
            let renewed = try await auth.refresh(current)
            request.exceptCurrent = false
            #expect(try await auth.users.revokeAllSessions(request, options: bearer).revokedCount == 1)
            #expect(try await status { try await auth.refresh(renewed) } == .unauthenticated)
        }
    }

    @Test("a changed password ends all sessions but the new one")
    func passwordChange() async throws {
        try await withAuth { auth in
            let (_, tokens) = try await auth.makeViewer()
            let change = AuthV1.ChangePasswordRequest(
                name: "users/me", currentPassword: AuthFixture.password, newPassword: "another horse battery")
            let answer = try await auth.users.changePassword(change, options: auth.bearer(tokens.accessToken))
            #expect(try await status { try await auth.refresh(tokens) } == .unauthenticated)
            _ = try await auth.refresh(need(answer.outcome?.tokens))
        }
    }

    @Test("one session more than a user may have ends the oldest")
    func sessionLimit() async throws {
        try await withAuth { auth in
            let (user, oldest) = try await auth.makeViewer()
            try await auth.addSessions(AuthLimits.sessionsMax - 1, of: user)
            #expect(try await auth.refresh(oldest).accessToken != oldest.accessToken)
            auth.time.advance(by: 1)
            let newest = try await need(auth.login("vera").tokens)
            let ended = try await need(auth.claims(of: oldest.accessToken).sessionID)
            #expect(try await auth.revokedSessions() == [ended])
            _ = try await auth.refresh(newest)
        }
    }

    @Test("nobody signs in or stays signed in when disabled, or when their tenant is suspended")
    func refused() async throws {
        try await withAuth { auth in
            let (_, tokens) = try await auth.makeViewer()
            let owner = try await auth.database.connect()
            for statement in [
                "UPDATE auth.users SET is_disabled = true WHERE username = 'vera'",
                "UPDATE auth.tenants SET is_suspended = true",
            ] as [SQL] {
                try await owner.execute(statement)
                #expect(try await status { try await auth.login("vera") } == .unauthenticated)
                #expect(try await status { try await auth.refresh(tokens) } == .unauthenticated)
                try await owner.execute("UPDATE auth.users SET is_disabled = false")
            }
            try await owner.execute("UPDATE auth.tenants SET is_suspended = false")
            _ = try await auth.refresh(tokens)
        }
    }

    @Test("a login that meets its user's disabling half-way is refused when that is committed")
    func raceWithDisabling() async throws {
        try await withAuth { auth in
            _ = try await auth.makeViewer()
            let owner = try await auth.database.connect()
            let watcher = try await auth.database.connect()
            let login = try await owner.withTransaction(tenant: nil) { connection in
                try await connection.execute("UPDATE auth.users SET is_disabled = true WHERE username = 'vera'")
                let login = Task { try await status { try await auth.login("vera") } }
                try await watcher.waitForLock()
                return login
            }
            #expect(try await login.value == .unauthenticated)
        }
    }

    @Test("revocations become visible in the order of their numbers, whoever commits first")
    func revocationOrder() async throws {
        try await withAuth { auth in
            let first = try await auth.database.connect()
            let second = try await auth.database.connect()
            let reader = try await auth.database.connect()
            let end = Date().addingTimeInterval(3600)
            let (a, b) = (UUID(), UUID())
            let later = try await first.withTransaction(tenant: nil) { connection in
                try await RevocationLog.add(sessions: [(a, end)], now: Date(), on: connection)
                let later = Task {
                    try await second.withTransaction(tenant: nil) { connection in
                        try await RevocationLog.add(sessions: [(b, end)], now: Date(), on: connection)
                    }
                }
                try await reader.waitForLock()
                #expect(try await reader.query("SELECT 1 FROM auth.revocations").isEmpty)
                return later
            }
            try await later.value
            let rows = try await reader.query("SELECT session_id FROM auth.revocations ORDER BY sequence")
            #expect(try rows.map { try $0.decode(UUID.self, 0) } == [a, b])
        }
    }
}

extension AuthFixture {
    /// A viewer who has signed in.
    func makeViewer(_ username: String = "vera") async throws -> (user: AuthV1.User, tokens: AuthV1.Tokens) {
        let admin = try await makeAdmin()
        let user = try await makeUser(username, by: admin.token)
        // The session in which the password was chosen is over: tests count from none.
        let owner = try await database.connect()
        try await owner.execute("DELETE FROM auth.sessions")
        return (user, try await need(login(username).tokens))
    }

    func refresh(_ tokens: AuthV1.Tokens) async throws -> AuthV1.Tokens {
        let request = AuthV1.RefreshTokenRequest(refreshToken: tokens.refreshToken)
        return try await need(auth.refreshToken(request).tokens)
    }

    func revokedSessions() async throws -> [String] {
        try await database.connect().query("SELECT session_id FROM auth.revocations ORDER BY sequence").map {
            try $0.decode(UUID.self, 0).text
        }
    }

    /// Sessions that were opened a second ago.
    func addSessions(_ count: Int, of user: AuthV1.User) async throws {
        let id = try ResourceName.id(user.name, in: "users")
        let now = time.clock.date
        try await database.connect().execute(
            """
            INSERT INTO auth.sessions (tenant_id, session_id, user_id, methods, auth_time, create_time, refresh_time,
                expire_time, token_end_time, refresh_hash, client_address, user_agent)
            SELECT tenant_id, gen_random_uuid(), user_id, '{pwd}', \(now), \(now) + number * interval '1 ms', \(now),
                \(now) + interval '1 day', \(now), NULL, '', ''
            FROM auth.users, generate_series(1, \(count)) AS number WHERE user_id = \(id)
            """)
    }
}

extension PostgresConnection {
    /// Returns when some connections of this database wait for locks.
    func waitForLock(connections count: Int = 1) async throws {
        let waiting: SQL = """
            SELECT DISTINCT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE NOT granted AND datname = current_database()
            """
        try await eventually { try await self.query(waiting).count >= count }
    }
}
