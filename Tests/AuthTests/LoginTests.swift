import API
import Messages
import RPC
import ServiceKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("Signing in with a password")
struct LoginTests {
    @Test("the first administrator changes the password, enrols a factor, and only then gets tokens that work")
    func firstAdministrator() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            let change = try await need(auth.login("admin", "one-time password").passwordChange)
            #expect(change.methods == ["password"])
            let me = AuthV1.GetMeRequest()
            #expect(
                try await status { try await auth.users.getMe(me, options: auth.bearer(change.challengeToken)) }
                    == .permissionDenied)

            let changed = try await auth.users.changePassword(
                AuthV1.ChangePasswordRequest(name: "users/me", newPassword: AuthFixture.password),
                options: auth.bearer(change.challengeToken))
            let enrollment = try #require(changed.outcome?.enrollment)
            #expect(
                try await status { try await auth.users.getMe(me, options: auth.bearer(enrollment.challengeToken)) }
                    == .permissionDenied)
            // Logging in anew does not get around the factor either.
            #expect(try await auth.login("admin").enrollment != nil)

            let admin = try await auth.enroll(with: enrollment.challengeToken)
            let user = try await auth.users.getMe(me, options: auth.bearer(admin.token))
            #expect(user.username == "admin")
            #expect(user.roles == ["super_admin"])
            #expect(user.mfaEnrolled)
            #expect(!user.passwordChangeRequired)
            #expect(user.password.isEmpty)
        }
    }

    @Test("what is left out is named, and counts as no guess")
    func leftOut() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            for _ in 0...AuthLimits.failuresMax {
                let error = try await failure { try await auth.login("admin", "") }
                #expect(error?.code == .invalidArgument && error?.message.hasPrefix("password:") == true)
            }
            #expect(try await failure { try await auth.login("", "x") }?.message.hasPrefix("username:") == true)
            #expect(try await auth.login("admin", "one-time password").passwordChange != nil)
            let refresh = AuthV1.RefreshTokenRequest()
            #expect(
                try await failure { try await auth.auth.refreshToken(refresh) }?.message.hasPrefix("refresh_token:")
                    == true)
            let reset = AuthV1.ConfirmPasswordResetRequest(newPassword: "another good one")
            #expect(
                try await failure { try await auth.auth.confirmPasswordReset(reset) }?.message.hasPrefix("reset_token:")
                    == true)
        }
    }

    @Test("the right password of a user who may not sign in is no failed proof")
    func disabledUser() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUser("vera", by: admin.token)
            _ = try await auth.disable(vera, by: admin.token)
            for _ in 0...AuthLimits.failuresMax {
                #expect(try await failure { try await auth.login("vera") } == LoginErrors.disabled)
            }
            #expect(try await status { try await auth.login("vera", "wrong") } == .unauthenticated)
        }
    }

    @Test("a wrong password and an unknown name get the same answer")
    func sameAnswer() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            let wrong = try await failure { try await auth.login("admin", "not the password") }
            let unknown = try await failure { try await auth.login("nobody", "not the password") }
            #expect(wrong?.code == .unauthenticated)
            #expect(wrong?.message == unknown?.message)
            #expect(wrong?.code == unknown?.code)
        }
    }

    @Test(
        "names are the same in either case, and malformed ones are just unknown", arguments: ["a b", "é", "x'--"])
    func oddNames(name: String) async throws {
        try await withAuth { auth in
            try await auth.bootstrap("Admin", "one-time password")
            #expect(try await auth.login("ADMIN", "one-time password").passwordChange != nil)
            #expect(try await status { try await auth.login(name, "x") } == .unauthenticated)
        }
    }

    @Test(
        "after 5 failures the 6th try is refused unseen, for known and unknown names, until 15 minutes have passed",
        arguments: ["admin", "nobody"])
    func failureLimit(name: String) async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            for _ in 0..<5 {
                #expect(try await status { try await auth.login(name, "wrong") } == .unauthenticated)
            }
            let refused = try await failure { try await auth.login(name, "one-time password") }
            #expect(refused?.code == .resourceExhausted)
            #expect(refused?.details.isEmpty == false)
            auth.time.advance(by: 15 * 60 - 1)
            #expect(try await status { try await auth.login(name, "wrong") } == .resourceExhausted)
            auth.time.advance(by: 1)
            #expect(try await status { try await auth.login(name, "wrong") } == .unauthenticated)
        }
    }

    @Test("tries that run side by side can't pass the limit together")
    func parallelTries() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            let codes = try await withThrowingTaskGroup(of: StatusCode?.self) { group in
                for _ in 0..<12 {
                    group.addTask { try await status { try await auth.login("admin", "wrong") } }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == .unauthenticated } == 5)
            #expect(codes.count { $0 == .resourceExhausted } == 7)
        }
    }

    @Test("a complete login forgives the failures before it; one account's failures are nobody else's")
    func forgiven() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            for _ in 0..<2 {
                for _ in 0..<4 {
                    #expect(try await status { try await auth.login("vera", "wrong") } == .unauthenticated)
                }
                #expect(try await auth.login("vera").tokens != nil)
            }
        }
    }

    @Test("a try that trouble of ours cut short is nobody's failure")
    func ourTrouble() async throws {
        try await withAuth { auth in
            _ = try await auth.makeAdmin()
            let failures = FailureLimit(pool: try auth.pool, clock: auth.time.clock)
            for _ in 0..<2 * AuthLimits.failuresMax {
                #expect(
                    try await status {
                        try await failures.booked("admin", by: AuditActor(origin: CallOrigin()), action: "auth.login") {
                            _ in throw RPCError(.resourceExhausted, "a full queue")
                        }
                    } == .resourceExhausted)
            }
            #expect(try await auth.login("admin").mfa != nil)
            for _ in 0..<AuthLimits.failuresMax {
                #expect(
                    try await status {
                        try await failures.booked("admin", by: AuditActor(origin: CallOrigin()), action: "auth.login") {
                            _ in throw LoginErrors.wrongPassword
                        }
                    }
                        == .unauthenticated)
            }
            #expect(try await status { try await auth.login("admin") } == .resourceExhausted)
        }
    }

    @Test("a right password alone forgives nothing where a second factor is due")
    func halfALogin() async throws {
        try await withAuth { auth in
            _ = try await auth.makeAdmin()
            for _ in 0..<4 {
                #expect(try await status { try await auth.login("admin", "wrong") } == .unauthenticated)
            }
            #expect(try await auth.login("admin").mfa != nil)
            #expect(try await status { try await auth.login("admin", "wrong") } == .unauthenticated)
            #expect(try await status { try await auth.login("admin") } == .resourceExhausted)
        }
    }

    @Test("a user whose roles need no factor gets tokens at once, with the promised life and claims")
    func direct() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let created = try await auth.makeUser("vera", roles: ["viewer", "analyst"], by: admin.token)
            let tokens = try await need(auth.login("vera").tokens)
            #expect(tokens.tokenType == "bearer")
            #expect(tokens.expiresIn == 3600)
            let claims = try await auth.claims(of: tokens.accessToken)
            #expect("users/\(claims.subject)" == created.name)
            #expect("tenants/\(claims.tenant)" == created.tenant)
            #expect(claims.roles == ["analyst", "viewer"])
            #expect(claims.authenticationMethods == ["pwd"])
            #expect(claims.expiresAt - claims.issuedAt == 3600)
            let again = try await need(auth.login("vera").tokens)
            #expect(try await auth.claims(of: again.accessToken).tokenID != claims.tokenID)
        }
    }

    @Test("a one-time password is good for 24 hours")
    func oneTimePassword() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            auth.time.advance(by: 24 * 3600 - 1)
            #expect(try await auth.login("admin", "one-time password").passwordChange != nil)
            auth.time.advance(by: 1)
            let refused = try await failure { try await auth.login("admin", "one-time password") }
            #expect(refused?.code == .unauthenticated)
            #expect(refused?.message.contains("expired") == true)
        }
    }
}
