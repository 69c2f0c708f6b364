import API
import Messages
import RPC
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("Step-up")
struct StepUpTests {
    @Test("a code gives an access token of the same session, with a second factor, and a refresh keeps it")
    func steppedUp() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let device = try await auth.signIn(vera, remember: true).deviceToken
            let tokens = try await need(auth.login("vera", device: device).tokens)
            let before = try await auth.claims(of: tokens.accessToken)
            auth.time.advance(by: 20)

            let raised = try await auth.stepUp(tokens.accessToken, auth.code(vera.secret))
            #expect(raised.refreshToken.isEmpty)
            let claims = try await auth.claims(of: raised.accessToken)
            #expect(claims.sessionID == before.sessionID)
            #expect(claims.authenticationMethods == ["pwd", "otp", "mfa"])
            #expect(claims.authenticatedAt == before.authenticatedAt + 20)
            let request = AuthV1.RegenerateRecoveryCodesRequest(parent: "users/me")
            _ = try await auth.users.regenerateRecoveryCodes(request, options: auth.bearer(raised.accessToken))

            let refreshed = try await auth.claims(of: auth.refresh(tokens).accessToken)
            #expect(refreshed.authenticationMethods == ["pwd", "otp", "mfa"])
            #expect(refreshed.authenticatedAt == claims.authenticatedAt)
        }
    }

    @Test("a code that was used is refused; of two replicas that get the same one at once, one takes it")
    func replay() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            #expect(
                try await status { try await auth.stepUp(admin.token, auth.code(admin.secret)) } == .unauthenticated)
            auth.time.advance(by: 30)
            let code = try auth.code(admin.secret)
            let codes = try await withThrowingTaskGroup(of: StatusCode?.self) { group in
                for index in 0..<4 {
                    group.addTask {
                        try await status { try await auth.stepUp(admin.token, code, replica: index % 2) }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.count { $0 == .unauthenticated } == 3)
        }
    }

    @Test("wrong codes count as failed logins do: after 5 a right one is refused unseen, until an administrator helps")
    func failures() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 30)
            for _ in 0..<5 {
                #expect(try await status { try await auth.stepUp(admin.token, "000000x") } == .unauthenticated)
            }
            #expect(
                try await status { try await auth.stepUp(admin.token, auth.code(admin.secret)) } == .resourceExhausted)
            // Those who log in have a counter of their own.
            #expect(try await auth.login("admin").mfa != nil)
            // The first refusal of the lock is written down, too.
            #expect(try await auth.auditedActs().count { $0 == "auth.stepUp denied" } == 6)
            try await FailureLimit(pool: auth.pool, clock: auth.time.clock).clear(Username(given: "admin"))
            _ = try await auth.stepUp(admin.token, auth.code(admin.secret))
        }
    }

    @Test("a stranger who locks the account does not hinder those who are signed in")
    func stranger() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 30)
            for _ in 0..<AuthLimits.failuresMax { _ = try await status { try await auth.login("admin", "wrong") } }
            #expect(try await status { try await auth.login("admin") } == .resourceExhausted)
            _ = try await auth.stepUp(admin.token, auth.code(admin.secret))
            #expect(try await status { try await auth.login("admin") } == .resourceExhausted)
        }
    }

    @Test("wrong codes count over all of the account's sessions, on whichever replica")
    func sessions() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 30)
            let second = try await auth.verify(need(auth.login("admin").mfa), auth.code(admin.secret)).accessToken
            auth.time.advance(by: 30)
            for number in 0..<AuthLimits.failuresMax {
                let token = number % 2 == 0 ? admin.token : second
                #expect(
                    try await status { try await auth.stepUp(token, "000000x", replica: number % 2) }
                        == .unauthenticated)
            }
            for token in [admin.token, second] {
                #expect(
                    try await status { try await auth.stepUp(token, auth.code(admin.secret)) } == .resourceExhausted)
            }
        }
    }

    @Test("after 4 wrong ones the right one is taken, and forgives none of them")
    func fifthTry() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 30)
            for _ in 0..<4 {
                #expect(try await status { try await auth.stepUp(admin.token, "000000x") } == .unauthenticated)
            }
            _ = try await auth.stepUp(admin.token, auth.code(admin.secret))
            #expect(try await auth.auditedActs().last == "auth.stepUp succeeded")
            #expect(try await status { try await auth.stepUp(admin.token, "000000x") } == .unauthenticated)
            #expect(
                try await status { try await auth.stepUp(admin.token, auth.code(admin.secret, steps: 1)) }
                    == .resourceExhausted)
        }
    }

    @Test("a user without a factor is told to enrol one, and no code is a mistake")
    func withoutFactor() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let token = try await need(auth.login("vera").tokens).accessToken
            let refused = try await failure { try await auth.stepUp(token, "123456") }
            #expect(refused?.code == .failedPrecondition)
            #expect(refused?.reason == "FACTOR_MISSING")
            #expect(try await failure { try await auth.stepUp(admin.token, "") }?.fields == ["totp_code"])
        }
    }

    @Test("a session that has ended is not raised")
    func ended() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 30)
            _ = try await auth.auth.logout(AuthV1.LogoutRequest(), options: auth.bearer(admin.token))
            #expect(
                try await status { try await auth.stepUp(admin.token, auth.code(admin.secret)) } == .unauthenticated)
        }
    }

    @Test("a new password makes no second factor fresh: the new session is as old as the caller's")
    func passwordIsNoFactor() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let before = try await auth.claims(of: admin.token)
            auth.time.advance(by: 30)
            let request = AuthV1.ChangePasswordRequest(
                name: "users/me", currentPassword: AuthFixture.password, newPassword: "another good one")
            let tokens = try await need(
                auth.users.changePassword(request, options: auth.bearer(admin.token)).outcome?.tokens)
            let after = try await auth.claims(of: tokens.accessToken)
            #expect(after.sessionID != before.sessionID)
            #expect(after.authenticatedAt == before.authenticatedAt)
            #expect(after.authenticationMethods == ["pwd", "otp", "mfa"])
        }
    }
}
