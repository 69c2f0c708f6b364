import API
import Messages
import Postgres
import RPC
import TestKit
import Testing

@testable import AuthBackend

@Suite("People who are nobody that we know")
struct StrangerTests {
    private func deniedLogins(_ auth: AuthFixture) async throws -> Int { try await auth.denials().count }

    @Test("leave so many audit events of a network in a minute, and the number of the others when it is over")
    func bounded() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            try await startOfMinute(auth)
            let most = AuthLimits.strangerEventsMax
            for number in 0..<most {
                #expect(try await status { try await auth.login("n\(number)") } == .unauthenticated)
            }
            #expect(try await deniedLogins(auth) == most)
            #expect(try await status { try await auth.login("one more") } == .unauthenticated)
            _ = try await auth.auth.requestPasswordReset(AuthV1.RequestPasswordResetRequest(username: "another"))
            #expect(try await deniedLogins(auth) == most)
            #expect(try await auth.auditEvents("auth.requestPasswordReset").isEmpty)
            // Somebody whom we have is written down whatever strangers do.
            #expect(try await status { try await auth.login("vera", "wrong") } == .unauthenticated)
            _ = try await auth.auth.requestPasswordReset(AuthV1.RequestPasswordResetRequest(username: "vera"))
            #expect(try await deniedLogins(auth) == most + 1)
            #expect(try await auth.auditEvents("auth.requestPasswordReset").count == 1)

            let strangers = StrangerTries(pool: try auth.pool, clock: auth.time.clock)
            #expect(try await strangers.sweep() == 0)
            auth.time.advance(by: AuthLimits.strangerWindowSeconds)
            #expect(try await status { try await auth.login("next minute") } == .unauthenticated)
            #expect(try await deniedLogins(auth) == most + 2)
            _ = try await strangers.sweep()
            let rest = try await auth.auditEvents("auth.strangers")
            #expect(rest.map(\.detail) == ["2 more tries of the same network within a minute"])
            #expect(rest.first?.result == .denied && rest.first?.clientAddress == "127.0.0.1")
            let left = try await auth.database.connect().query("SELECT is_known FROM auth.stranger_tries")
            #expect(left.count == 1)
        }
    }

    @Test("take the same statements for a name that somebody has")
    func sameWork() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            try await startOfMinute(auth)
            for name in ["vera", "nobody", "vera"] { _ = try await status { try await auth.login(name, "wrong") } }
            let rows = try await auth.database.connect().query(
                "SELECT tries FROM auth.stranger_tries ORDER BY is_known")
            #expect(try rows.map { try $0.decode(Int64.self, 0) } == [1, 2])
        }
    }

    private func startOfMinute(_ auth: AuthFixture) async throws {
        auth.time.advance(by: AuthLimits.strangerWindowSeconds - auth.time.seconds % AuthLimits.strangerWindowSeconds)
    }
}
