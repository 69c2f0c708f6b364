import API
import Crypto
import Messages
import RPC
import Testing
import Tokens

@Suite("The second factor")
struct SecondFactorTests {
    @Test("a code answers the challenge, once")
    func login() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 30)
            let challenge = try await need(auth.login("admin").mfa)
            #expect(challenge.methods == ["totp", "recovery_code"])
            let tokens = try await auth.verify(challenge, auth.code(admin.secret))
            #expect(try await auth.claims(of: tokens.accessToken).authenticationMethods == ["pwd", "otp", "mfa"])
            #expect(
                try await status { try await auth.verify(challenge, auth.code(admin.secret, steps: 1)) }
                    == .unauthenticated)
        }
    }

    @Test("a used code is refused for another challenge too, and so is an older one")
    func replay() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 60)
            _ = try await auth.verify(need(auth.login("admin").mfa), auth.code(admin.secret))
            let second = try await need(auth.login("admin").mfa)
            for steps in [0, -1] as [Int64] {
                let code = try auth.code(admin.secret, steps: steps)
                #expect(try await status { try await auth.verify(second, code) } == .unauthenticated)
            }
            _ = try await auth.verify(second, auth.code(admin.secret, steps: 1))
        }
    }

    @Test("the code that confirmed the enrolment is used, too")
    func confirmationCode() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let challenge = try await need(auth.login("admin").mfa)
            #expect(
                try await status { try await auth.verify(challenge, auth.code(admin.secret)) } == .unauthenticated)
        }
    }

    @Test(
        "clocks may be one step apart, not two",
        arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)]
            as [(Int64, Bool)])
    func window(steps: Int64, isAccepted: Bool) async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 300)
            let challenge = try await need(auth.login("admin").mfa)
            let code = try auth.code(admin.secret, steps: steps)
            #expect(
                try await status { try await auth.verify(challenge, code) } == (isAccepted ? nil : .unauthenticated))
        }
    }

    @Test("the 6th answer to a challenge is refused, though it be right")
    func sixthTry() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 30)
            let challenge = try await need(auth.login("admin").mfa)
            for _ in 0..<5 {
                #expect(try await status { try await auth.verify(challenge, "000000x") } == .unauthenticated)
            }
            #expect(
                try await status { try await auth.verify(challenge, auth.code(admin.secret)) } == .unauthenticated)
            // Wrong codes count for the account as well, so another challenge is no way around.
            #expect(try await status { try await auth.login("admin") } == .resourceExhausted)
        }
    }

    @Test("of many who bring the same code at once, to two replicas, one gets tokens")
    func concurrentUse() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 30)
            let code = try auth.code(admin.secret)
            var challenges: [AuthV1.Challenge] = []
            for _ in 0..<4 { challenges.append(try await need(auth.login("admin").mfa)) }
            let codes = try await withThrowingTaskGroup(of: StatusCode?.self) { group in
                for (index, challenge) in challenges.enumerated() {
                    let request = AuthV1.VerifyMfaRequest(
                        challengeToken: challenge.challengeToken, proof: .totpCode(code))
                    let replica = auth.replica(index % 2)
                    group.addTask { try await status { try await replica.verifyMfa(request) } }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.count { $0 == .unauthenticated } == 3)
        }
    }

    @Test("a challenge ends after ten minutes")
    func expiry() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let challenge = try await need(auth.login("admin").mfa)
            #expect(challenge.expireTime?.seconds == auth.time.seconds + 600)
            auth.time.advance(by: 600)
            #expect(
                try await status { try await auth.verify(challenge, auth.code(admin.secret)) } == .unauthenticated)
        }
    }

    @Test("other tokens are no challenges")
    func otherTokens() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 30)
            let code = try auth.code(admin.secret)
            try await auth.bootstrap("other", "one-time password")
            let change = try await need(auth.login("other", "one-time password").passwordChange)
            for token in [admin.token, change.challengeToken, "", "x.y.z"] {
                let request = AuthV1.VerifyMfaRequest(challengeToken: token, proof: .totpCode(code))
                #expect(try await status { try await auth.auth.verifyMfa(request) } == .unauthenticated)
            }
        }
    }

    @Test("a code may come with the password, as OAuth2's password form needs it")
    func codeWithPassword() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            #expect(try await status { try await auth.login("admin", code: "123") } == .unauthenticated)
            auth.time.advance(by: 30)
            let code = try auth.code(admin.secret)
            let tokens = try await need(auth.login("admin", code: code).tokens)
            #expect(try await auth.claims(of: tokens.accessToken).secondFactor)
            #expect(try await status { try await auth.login("admin", code: code) } == .unauthenticated)
        }
    }

    @Test("a wrong code confirms nothing, and a confirmed factor can't be enrolled over")
    func enrolment() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let token = try await need(auth.login("vera").tokens).accessToken
            let secret = try await auth.startEnrollment(token)
            let name = "users/me/totpFactor"
            let wrong = AuthV1.ConfirmTotpRequest(name: name, totpCode: "abcdef")
            #expect(
                try await status { try await auth.users.confirmTotp(wrong, options: auth.bearer(token)) }
                    == .unauthenticated)
            #expect(try await auth.login("vera").tokens != nil)

            let right = AuthV1.ConfirmTotpRequest(name: name, totpCode: try auth.code(secret))
            #expect(try await auth.users.confirmTotp(right, options: auth.bearer(token)).tokens == nil)
            #expect(try await auth.login("vera").mfa != nil)
            #expect(try await status { try await auth.startEnrollment(token) } == .failedPrecondition)
            #expect(
                try await status { try await auth.users.confirmTotp(right, options: auth.bearer(token)) }
                    == .failedPrecondition)
        }
    }

    @Test("an enrolment started anew outdates the secret before it")
    func enrolledTwice() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let token = try await need(auth.login("vera").tokens).accessToken
            let first = try await auth.startEnrollment(token)
            let second = try await auth.startEnrollment(token)
            let name = "users/me/totpFactor"
            let old = AuthV1.ConfirmTotpRequest(name: name, totpCode: try auth.code(first))
            #expect(
                try await status { try await auth.users.confirmTotp(old, options: auth.bearer(token)) }
                    == .unauthenticated)
            let new = AuthV1.ConfirmTotpRequest(name: name, totpCode: try auth.code(second))
            _ = try await auth.users.confirmTotp(new, options: auth.bearer(token))
        }
    }

    @Test("a factor is enrolled for oneself only")
    func othersFactor() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUser("vera", by: admin.token)
            let request = AuthV1.EnrollTotpRequest(name: "\(vera.name)/totpFactor")
            #expect(
                try await status { try await auth.users.enrollTotp(request, options: auth.bearer(admin.token)) }
                    == .notFound)
        }
    }
}
