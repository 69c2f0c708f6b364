import API
import Crypto
import FoundationEssentials
import Logging
import Messages
import Postgres
import RPC
import Synchronization
import Telemetry
import TestKit
import Testing
import Tokens

@testable import AuthBackend

/// Keeps what would be sent.
private final class Mailbox: PasswordResetSender {
    private let letters = Mutex<[(username: String, token: String)]>([])

    func send(_ token: String, to account: Account) {
        letters.withLock { $0.append((account.username, token)) }
    }

    var tokens: [String] { letters.withLock { $0.map(\.token) } }
    var usernames: [String] { letters.withLock { $0.map(\.username) } }
}

@Suite("Forgotten passwords")
struct PasswordResetTests {
    private func withMailbox(_ body: (AuthFixture, Mailbox) async throws -> Void) async throws {
        let mailbox = Mailbox()
        try await withAuth(substitute: { $0.resetSender = mailbox }) { auth in try await body(auth, mailbox) }
    }

    private func request(_ auth: AuthFixture, _ name: String) async throws {
        _ = try await auth.auth.requestPasswordReset(AuthV1.RequestPasswordResetRequest(username: name))
    }

    private func request(_ auth: AuthFixture, _ name: String, from address: String, _ gateway: String) async throws {
        var options = auth.bearer(gateway)
        options.metadata.add("x-forwarded-for", address)
        _ = try await auth.auth.requestPasswordReset(
            AuthV1.RequestPasswordResetRequest(username: name), options: options)
    }

    private func confirm(
        _ auth: AuthFixture, _ token: String, _ password: String = "another good one"
    ) async throws -> AuthV1.LoginResponse.Outcome {
        let request = AuthV1.ConfirmPasswordResetRequest(resetToken: token, newPassword: password)
        return try await need(auth.auth.confirmPasswordReset(request).outcome)
    }

    @Test("a token sets a new password once; the old one, its sessions and other tokens are over")
    func reset() async throws {
        try await withMailbox { auth, mailbox in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUser("vera", by: admin.token)
            let before = try await need(auth.login("vera").tokens)
            try await request(auth, "Vera")
            try await request(auth, "vera")
            #expect(mailbox.usernames == ["vera", "vera"])
            let tokens = try await need(confirm(auth, mailbox.tokens[0]).tokens)
            #expect(try await auth.claims(of: tokens.accessToken).authenticationMethods == ["pwd"])
            for token in mailbox.tokens {
                #expect(try await failure { try await confirm(auth, token) } == LoginErrors.resetRefused)
            }
            #expect(try await status { try await auth.login("vera") } == .unauthenticated)
            #expect(try await auth.login("vera", "another good one").tokens != nil)
            let refresh = AuthV1.RefreshTokenRequest(refreshToken: before.refreshToken)
            #expect(try await status { try await auth.auth.refreshToken(refresh) } == .unauthenticated)
            let events =
                try await auth.auditEvents("auth.requestPasswordReset") + auth.auditEvents("auth.confirmPasswordReset")
            #expect(events.map(\.resource) == [vera.name, vera.name, vera.name])
            #expect(events.allSatisfy { $0.result == .succeeded })
        }
    }

    @Test("names that nobody has, and users who may not sign in, get the same answer and no token")
    func nobody() async throws {
        try await withMailbox { auth, mailbox in
            let admin = try await auth.makeAdmin()
            for name in ["vera", "dora"] { _ = try await auth.makeUser(name, by: admin.token) }
            let owner = try await auth.database.connect()
            try await owner.execute("UPDATE auth.users SET is_disabled = true WHERE username = 'vera'")
            try await owner.execute(
                "UPDATE auth.users SET delete_time = now(), purge_time = now() WHERE username = 'dora'")
            for name in ["nobody", "vera", "dora"] { try await request(auth, name) }
            #expect(mailbox.tokens.isEmpty)
            #expect(try await owner.query("SELECT 1 FROM auth.password_resets").count == 0)
            #expect(try await auth.denials("auth.requestPasswordReset").count == 3)
        }
    }

    @Test("a token is good for 30 minutes, and swept after that")
    func expiry() async throws {
        try await withMailbox { auth, mailbox in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            try await request(auth, "vera")
            auth.time.advance(by: AuthLimits.resetTokenSeconds - 1)
            // A password that won't do does not use it up.
            for (password, problem) in [("short", "at least"), (AuthFixture.password, "must differ")] {
                let refused = try await failure { try await confirm(auth, mailbox.tokens[0], password) }
                #expect(refused?.message.contains(problem) == true)
            }
            try await request(auth, "vera")
            auth.time.advance(by: 1)
            #expect(try await failure { try await confirm(auth, mailbox.tokens[0]) } == LoginErrors.resetRefused)
            let owner = try await auth.database.connect()
            #expect(try await owner.query("SELECT 1 FROM auth.password_resets").count == 2)
            try await request(auth, "vera")
            #expect(try await owner.query("SELECT 1 FROM auth.password_resets").count == 2)
            #expect(try await confirm(auth, mailbox.tokens[1]).tokens != nil)
        }
    }

    @Test("an address asks for 3 tokens of an account, then for one in 20 minutes; for unknown names alike")
    func addressBound() async throws {
        try await withMailbox { auth, mailbox in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            for name in ["vera", "nobody"] {
                for _ in 0..<AuthLimits.resetRequestBurst { try await request(auth, name) }
                let refused = try await failure { try await request(auth, name) }
                #expect(refused?.code == .resourceExhausted)
                #expect(refused?.metadata["ratelimit-limit"] == "3")
            }
            // Its owner, elsewhere, is not hindered, and what was sent stays good.
            let gateway = try await auth.gatewayToken()
            try await request(auth, "vera", from: "192.0.2.1", gateway)
            #expect(mailbox.tokens.count == 4)
            #expect(try await confirm(auth, mailbox.tokens[0]).tokens != nil)
        }
    }

    @Test("an account gets 12 tokens at once, however many addresses ask, and each of them stays good")
    func accountBound() async throws {
        try await withMailbox { auth, mailbox in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let gateway = try await auth.gatewayToken()
            for name in ["vera", "nobody"] {
                for number in 0..<AuthLimits.accountResetBurst {
                    try await request(auth, name, from: "192.0.2.\(number)", gateway)
                }
                let refused = try await failure { try await request(auth, name, from: "192.0.2.99", gateway) }
                #expect(refused?.code == .resourceExhausted)
                #expect(refused?.metadata["ratelimit-limit"] == "12")
            }
            #expect(mailbox.tokens.count == AuthLimits.accountResetBurst)
            #expect(try await confirm(auth, mailbox.tokens[0]).tokens != nil)
        }
    }

    @Test("an account has 18 live tokens; one more ends the oldest")
    func bounded() async throws {
        try await withMailbox { auth, mailbox in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let owner = try await auth.database.connect()
            for _ in 0...AuthLimits.resetTokensMax {
                try await owner.execute("DELETE FROM auth.attempt_limits")
                auth.time.advance(by: 1)
                try await request(auth, "vera")
            }
            #expect(try await owner.query("SELECT 1 FROM auth.password_resets").count == AuthLimits.resetTokensMax)
            #expect(try await failure { try await confirm(auth, mailbox.tokens[0]) } == LoginErrors.resetRefused)
            #expect(try await confirm(auth, mailbox.tokens[1]).tokens != nil)
        }
    }

    @Test("a second factor is still asked for, and a lock that wrong codes made stays")
    func secondFactor() async throws {
        try await withMailbox { auth, mailbox in
            let admin = try await auth.makeAdmin()
            let challenge = try await need(auth.login("admin").mfa)
            for _ in 0..<5 { _ = try await status { try await auth.login("admin", "wrong") } }
            try await request(auth, "admin")
            let next = try await need(confirm(auth, mailbox.tokens[0]).mfa)
            // What the old password opened is closed.
            #expect(
                try await failure { try await auth.verify(challenge, auth.code(admin.secret, steps: 1)) }?.code
                    == .unauthenticated)
            #expect(
                try await status { try await auth.verify(next, auth.code(admin.secret, steps: 1)) }
                    == .resourceExhausted)
            auth.time.advance(by: 15 * 60)
            let again = try await need(auth.login("admin", "another good one").mfa)
            #expect(try await !auth.verify(again, auth.code(admin.secret)).accessToken.isEmpty)
        }
    }

    @Test("a user without a factor who was locked out is let in again")
    func unlocked() async throws {
        try await withMailbox { auth, mailbox in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            for _ in 0..<5 { _ = try await status { try await auth.login("vera", "wrong") } }
            #expect(try await status { try await auth.login("vera") } == .resourceExhausted)
            try await request(auth, "vera")
            #expect(try await confirm(auth, mailbox.tokens[0]).tokens != nil)
            #expect(try await auth.login("vera", "another good one").tokens != nil)
        }
    }

    @Test("what is no token of ours is refused", arguments: ["pyp_", "pyp_AAAA", "pyr_", "x"])
    func noToken(text: String) async throws {
        try await withMailbox { auth, _ in
            let refused = try await failure { try await confirm(auth, text) }
            #expect(refused == LoginErrors.resetRefused)
        }
    }

    @Test("a token with another secret, another row or another tenant is refused, and the right one stays good")
    func forged() async throws {
        try await withMailbox { auth, mailbox in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            try await request(auth, "vera")
            let token = try #require(OpaqueToken(.passwordReset, text: mailbox.tokens[0]))
            let forgeries = try [
                OpaqueToken(.passwordReset, tenant: token.tenant, id: token.id),
                OpaqueToken(.passwordReset, tenant: token.tenant, id: UUID()),
                OpaqueToken(.passwordReset, tenant: UUID(), id: token.id),
            ]
            for forgery in forgeries {
                #expect(try await failure { try await confirm(auth, forgery.text) } == LoginErrors.resetRefused)
            }
            #expect(try await confirm(auth, mailbox.tokens[0]).tokens != nil)
        }
    }

    @Test("of two who use a token at once, one succeeds")
    func race() async throws {
        try await withMailbox { auth, mailbox in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            try await request(auth, "vera")
            let token = mailbox.tokens[0]
            async let one = status { try await confirm(auth, token, "one good password") }
            async let two = status { try await confirm(auth, token, "two good passwords") }
            let codes = try await [one, two]
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.count { $0 == .unauthenticated } == 1)
        }
    }

    @Test("only a development platform writes the token to its log; another one says that it can't deliver")
    func senders() async throws {
        let sink = LogLines()
        let logger = TelemetryBootstrap.logger(service: "auth", level: .info, sink: sink)
        let account = Account(
            id: UUID(), tenant: UUID(), username: "vera", displayName: "", roles: [], passwordHash: "",
            passwordChangeRequired: false, createTime: Date(), hasFactor: false)
        NoResetSender(logger: logger).send("pyp_token", to: account)
        #expect(!sink.text.contains("pyp_token"))
        #expect(sink.text.contains("nothing is configured"))
        DevelopmentResetSender(logger: logger).send("pyp_token", to: account)
        #expect(sink.text.contains("pyp_token"))
    }
}

@Suite("One-time passwords from administrators")
struct OneTimePasswordTests {
    private func reset(
        _ auth: AuthFixture, _ name: String, by token: String
    ) async throws -> AuthV1.ResetPasswordResponse {
        try await auth.users.resetPassword(AuthV1.ResetPasswordRequest(name: name), options: auth.bearer(token))
    }

    @Test("it opens the account, also a locked one, and must be changed")
    func given() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUser("vera", by: admin.token)
            for _ in 0..<5 { _ = try await status { try await auth.login("vera", "wrong") } }
            let answer = try await reset(auth, vera.name, by: admin.token)
            let change = try await need(auth.login("vera", answer.oneTimePassword).passwordChange)
            let refused = try await auth.changeFailure("another good one", change.challengeToken)
            #expect(refused == nil)
            #expect(try await auth.login("vera", "another good one").tokens != nil)
        }
    }

    @Test("the old password and its sessions are over, which the audit log tells")
    func ended() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUser("vera", by: admin.token)
            let before = try await need(auth.login("vera").tokens)
            _ = try await reset(auth, vera.name, by: admin.token)
            #expect(try await status { try await auth.login("vera") } == .unauthenticated)
            let refresh = AuthV1.RefreshTokenRequest(refreshToken: before.refreshToken)
            #expect(try await status { try await auth.auth.refreshToken(refresh) } == .unauthenticated)
            let events = try await auth.auditEvents("users.resetPassword")
            #expect(events.map(\.resource) == [vera.name])
            #expect(events.map(\.result) == [.succeeded])
        }
    }

    @Test("it is good for a day")
    func expiry() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUser("vera", by: admin.token)
            let answer = try await reset(auth, vera.name, by: admin.token)
            let day: Int64 = 24 * 3600
            #expect(answer.expireTime?.seconds == auth.time.seconds + day)
            auth.time.advance(by: day)
            let late = try await failure { try await auth.login("vera", answer.oneTimePassword) }
            #expect(late?.message == LoginErrors.passwordExpired.message)
        }
    }

    @Test("nobody resets who may do more than they, nor another tenant's users, nor themselves")
    func refused() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let tina = try await auth.makeUser("tina", roles: ["tenant_admin"], by: admin.token)
            let enrollment = try await need(auth.login("tina").enrollment)
            let signedIn = try await auth.enroll(with: enrollment.challengeToken)
            let me = try await auth.users.getMe(AuthV1.GetMeRequest(), options: auth.bearer(admin.token))
            let stronger = try await failure { try await reset(auth, me.name, by: signedIn.token) }
            #expect(stronger?.code == .permissionDenied && stronger?.reason == "TARGET_STRONGER")
            #expect(try await auth.denials("users.resetPassword").map(\.resource) == [me.name])
            #expect(try await auth.login("admin").mfa != nil)
            #expect(try await status { try await reset(auth, tina.name, by: signedIn.token) } == .failedPrecondition)
            #expect(try await status { try await reset(auth, "users/me", by: signedIn.token) } == .failedPrecondition)
            for name in ["users/\(UUID().uuidString.lowercased())", "users/x", "tenants/x", ""] {
                let code = try await status { try await reset(auth, name, by: signedIn.token) }
                #expect(code == .notFound || code == .invalidArgument, "\(name)")
            }
            // As a user of another tenant is.
            let vera = try await auth.makeUser("vera", by: admin.token)
            let owner = try await auth.database.connect()
            let other = UUID()
            try await owner.execute(
                "INSERT INTO auth.tenants (tenant_id, display_name, create_time) VALUES (\(other), 'Other', now())")
            try await owner.execute("UPDATE auth.users SET tenant_id = \(other) WHERE username = 'vera'")
            #expect(try await status { try await reset(auth, vera.name, by: signedIn.token) } == .notFound)
        }
    }
}

private final class LogLines: LogSink {
    private let lines = Mutex("")

    var text: String { lines.withLock { $0 } }

    func write(_ line: [UInt8]) {
        lines.withLock { $0 += String(decoding: line, as: UTF8.self) }
    }
}
