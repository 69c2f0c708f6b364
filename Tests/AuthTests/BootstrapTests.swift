import API
import Crypto
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("The first administrator")
struct BootstrapTests {
    @Test("the command is the break-glass: new password, no factor, no lock, old challenges over")
    func breakGlass() async throws {
        try await withAuth { auth in
            _ = try await auth.makeAdmin()
            let challenge = try await need(auth.login("admin").mfa)
            for _ in 0..<5 { _ = try await status { try await auth.login("admin", "wrong") } }
            #expect(try await auth.bootstrap("admin", "a fresh password") == .reset)
            let change = try await need(auth.login("admin", "a fresh password").passwordChange)
            #expect(!change.challengeToken.isEmpty)
            #expect(try await status { try await auth.login("admin") } == .unauthenticated)
            #expect(try await status { try await auth.verify(challenge, "123456") } == .unauthenticated)
        }
    }

    @Test("a SECRET_KEY that can't open what is sealed in the database is refused")
    func wrongKey() async throws {
        try await withAuth { auth in
            _ = try await auth.makeAdmin()
            let (right, wrong) = (Secret(AuthFixture.secretKey), Secret(String(repeating: "y", count: 40)))
            func check(_ key: Secret, _ previous: Secret? = nil) async throws {
                try await SealCheck.requireRightKey(key, previous: { previous }, pool: auth.pool)
            }
            try await check(right)
            // While the key is being changed, the previous one still opens.
            try await check(wrong, right)
            await #expect(throws: SettingsError.self) { try await check(wrong) }
            await #expect(throws: SettingsError.self) { try await check(wrong, wrong) }
        }
    }

    @Test("asked to, it leaves an administrator who exists alone")
    func ifAbsent() async throws {
        try await withAuth { (auth: AuthFixture) async throws in
            #expect(try await auth.bootstrap("admin", "one-time password", onlyIfAbsent: true) == .created)
            #expect(try await auth.bootstrap("admin", "another password", onlyIfAbsent: true) == .unchanged)
            #expect(try await auth.login("admin", "one-time password").passwordChange != nil)
        }
    }

    @Test("it makes nobody an administrator who is not one")
    func notAnAdministrator() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            #expect(try await status { try await auth.bootstrap("vera", "one-time password") } == .failedPrecondition)
        }
    }

    @Test("it promises nothing to an administrator who could not sign in nevertheless")
    func disabled() async throws {
        try await withAuth { auth in
            _ = try await auth.makeAdmin()
            try await auth.database.connect().execute("UPDATE auth.users SET is_disabled = true")
            #expect(try await status { try await auth.bootstrap("admin", "one-time password") } == .failedPrecondition)
            #expect(try await auth.bootstrap("second", "one-time password") == .created)
        }
    }

    @Test("administrators of one installation share the default tenant")
    func defaultTenant() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeAdmin("second")
            let page = try await auth.users.listUsers(AuthV1.ListUsersRequest(), options: auth.bearer(admin.token))
            #expect(page.users.map(\.username) == ["admin", "second"])
        }
    }

    @Test("made passwords differ, and keep the rules")
    func passwords() throws {
        let (first, second) = try (AdminBootstrap.makePassword(), AdminBootstrap.makePassword())
        #expect(first != second)
        #expect(first.count >= AuthLimits.passwordCharactersMin)
    }
}
