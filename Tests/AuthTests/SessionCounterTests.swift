import API
import Crypto
import Messages
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

/// What is guessed within a session, and what is guessed at a login, are counted apart.
@Suite("Failures of those who are signed in")
struct SessionCounterTests {
    private func change(_ auth: AuthFixture, _ token: String, from current: String) async throws -> StatusCode? {
        let request = AuthV1.ChangePasswordRequest(
            name: "users/me", currentPassword: current, newPassword: "another good one")
        return try await status { try await auth.users.changePassword(request, options: auth.bearer(token)) }
    }

    private func confirm(_ auth: AuthFixture, _ token: String, _ code: String) async throws -> StatusCode? {
        let request = AuthV1.ConfirmTotpRequest(name: AuthFixture.factorName, totpCode: code)
        return try await status { try await auth.users.confirmTotp(request, options: auth.bearer(token)) }
    }

    private func lockOut(_ auth: AuthFixture) async throws {
        for _ in 0..<AuthLimits.failuresMax {
            #expect(try await status { try await auth.login("vera", "wrong") } == .unauthenticated)
        }
        #expect(try await status { try await auth.login("vera") } == .resourceExhausted)
    }

    @Test("wrong current passwords end their own tries, not the login, until an administrator helps")
    func passwords() async throws {
        try await withAuth { auth in
            let (_, tokens) = try await auth.makeViewer()
            for _ in 0..<AuthLimits.failuresMax {
                #expect(try await change(auth, tokens.accessToken, from: "wrong") == .invalidArgument)
            }
            #expect(try await change(auth, tokens.accessToken, from: AuthFixture.password) == .resourceExhausted)
            #expect(try await auth.login("vera").tokens != nil)
            // A whole login is no reason to let whoever has the session guess on.
            #expect(try await change(auth, tokens.accessToken, from: AuthFixture.password) == .resourceExhausted)
            try await FailureLimit(pool: auth.pool, clock: auth.time.clock).clear(Username(given: "vera"))
            #expect(try await change(auth, tokens.accessToken, from: AuthFixture.password) == nil)
        }
    }

    @Test("wrong codes of an enrolment end their own tries, not the login, until an administrator helps")
    func codes() async throws {
        try await withAuth { auth in
            let (_, tokens) = try await auth.makeViewer()
            let secret = try await auth.startEnrollment(tokens.accessToken)
            for _ in 0..<AuthLimits.failuresMax {
                #expect(try await confirm(auth, tokens.accessToken, "000000x") == .unauthenticated)
            }
            #expect(try await confirm(auth, tokens.accessToken, auth.code(secret)) == .resourceExhausted)
            #expect(try await auth.login("vera").tokens != nil)
            try await FailureLimit(pool: auth.pool, clock: auth.time.clock).clear(Username(given: "vera"))
            #expect(try await confirm(auth, tokens.accessToken, auth.code(secret)) == nil)
        }
    }

    @Test("a stranger who locks the login hinders neither")
    func stranger() async throws {
        try await withAuth { auth in
            let (_, tokens) = try await auth.makeViewer()
            try await lockOut(auth)
            let secret = try await auth.startEnrollment(tokens.accessToken)
            #expect(try await confirm(auth, tokens.accessToken, auth.code(secret)) == nil)
            #expect(try await change(auth, tokens.accessToken, from: AuthFixture.password) == nil)
        }
    }

    @Test("the steps of a login count with the login")
    func challenges() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", roles: ["tenant_admin"], by: admin.token)
            let challenge = try await need(auth.login("vera").enrollment).challengeToken
            _ = try await auth.startEnrollment(challenge)
            for _ in 0..<AuthLimits.failuresMax {
                #expect(try await confirm(auth, challenge, "000000x") == .unauthenticated)
            }
            #expect(try await status { try await auth.login("vera") } == .resourceExhausted)
        }
    }
}
