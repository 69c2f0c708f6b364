import API
import Messages
import Postgres
import RPC
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("The life of a second factor")
struct FactorTests {
    private func get(_ name: String, _ auth: AuthFixture, _ token: String) async throws -> AuthV1.TotpFactor {
        try await auth.users.getTotpFactor(AuthV1.GetTotpFactorRequest(name: name), options: auth.bearer(token))
    }

    @Test("it is pending until its first code, then active; others see none but administrators")
    func states() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUser("vera", by: admin.token)
            _ = try await auth.makeUser("victor", by: admin.token)
            let token = try await need(auth.login("vera").tokens).accessToken
            #expect(try await status { try await get(AuthFixture.factorName, auth, token) } == .notFound)
            let secret = try await auth.startEnrollment(token)
            let pending = try await get(AuthFixture.factorName, auth, token)
            #expect(pending.state == .pending)
            #expect(pending.confirmTime == nil)
            _ = try await auth.users.confirmTotp(
                AuthV1.ConfirmTotpRequest(name: AuthFixture.factorName, totpCode: auth.code(secret)),
                options: auth.bearer(token))
            let active = try await get("\(vera.name)/totpFactor", auth, admin.token)
            #expect(active.name == "\(vera.name)/totpFactor")
            #expect(active.state == .active)
            #expect(active.recoveryCodesLeft == 10)
            let victor = try await need(auth.login("victor").tokens).accessToken
            for name in ["\(vera.name)/totpFactor", "users/x/totpFactor", "users/me", "totpFactor", ""] {
                #expect(try await status { try await get(name, auth, victor) } == .notFound)
            }
        }
    }

    @Test("a session that is older than the step-up window enrols nothing")
    func freshness() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let token = try await need(auth.login("vera").tokens).accessToken
            auth.time.advance(by: 900)
            _ = try await auth.startEnrollment(token)
            auth.time.advance(by: 1)
            let refused = try await failure { try await auth.startEnrollment(token) }
            #expect(refused?.code == .permissionDenied)
            #expect(refused?.reason == "STEP_UP_REQUIRED")
        }
    }

    @Test("what is enrolled in a session that has ended is not confirmed in it")
    func endedSession() async throws {
        try await withAuth { auth in
            let (_, tokens) = try await auth.makeViewer()
            let secret = try await auth.startEnrollment(tokens.accessToken)
            // As it is before other replicas hear of it.
            let owner = try await auth.database.connect()
            try await owner.execute("UPDATE auth.sessions SET revoke_time = now()")
            let confirm = AuthV1.ConfirmTotpRequest(name: AuthFixture.factorName, totpCode: try auth.code(secret))
            let refused = try await failure {
                try await auth.users.confirmTotp(confirm, options: auth.bearer(tokens.accessToken))
            }
            #expect(refused == LoginErrors.changedMeanwhile)
            #expect(try await auth.login("vera").tokens != nil)
        }
    }

    @Test("a factor that is confirmed in a session forgives no wrong password")
    func forgivesNothing() async throws {
        try await withAuth { auth in
            let (_, tokens) = try await auth.makeViewer()
            let secret = try await auth.startEnrollment(tokens.accessToken)
            for _ in 0..<4 {
                #expect(try await status { try await auth.login("vera", "wrong") } == .unauthenticated)
            }
            let confirm = AuthV1.ConfirmTotpRequest(name: AuthFixture.factorName, totpCode: try auth.code(secret))
            _ = try await auth.users.confirmTotp(confirm, options: auth.bearer(tokens.accessToken))
            #expect(try await status { try await auth.login("vera", "wrong") } == .unauthenticated)
            #expect(try await status { try await auth.login("vera") } == .resourceExhausted)
        }
    }

    @Test("its owner disables it, and with it go the recovery codes, the devices and the other sessions")
    func disabled() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let request = AuthV1.DisableTotpRequest(name: AuthFixture.factorName)
            let stale = try await failure {
                try await auth.users.disableTotp(request, options: auth.bearer(vera.token))
            }
            #expect(stale?.reason == "STEP_UP_REQUIRED")
            let remembered = try await auth.signIn(vera, remember: true)
            let other = try await need(auth.login("vera", device: remembered.deviceToken).tokens)
            let pending = try await need(auth.login("vera").mfa)
            let tokens = try await need(auth.signIn(vera).tokens)

            _ = try await auth.users.disableTotp(request, options: auth.bearer(tokens.accessToken))
            #expect(try await status { try await auth.recover(pending, vera.recoveryCodes[0]) } == .unauthenticated)
            #expect(try await status { try await auth.refresh(other) } == .unauthenticated)
            _ = try await auth.refresh(tokens)
            #expect(try await auth.login("vera", device: remembered.deviceToken).tokens != nil)
            let owner = try await auth.database.connect()
            #expect(
                try await owner.query(
                    """
                    SELECT 1 FROM auth.recovery_codes WHERE 'users/' || user_id = \(vera.user.name)
                    UNION ALL SELECT 1 FROM auth.trusted_devices
                    """
                ).isEmpty)
            let again = try await failure {
                try await auth.users.disableTotp(request, options: auth.bearer(tokens.accessToken))
            }
            #expect(again?.reason == "FACTOR_MISSING")
            let codes = try await failure {
                try await auth.users.regenerateRecoveryCodes(
                    AuthV1.RegenerateRecoveryCodesRequest(parent: "users/me"),
                    options: auth.bearer(tokens.accessToken))
            }
            #expect(codes?.reason == "FACTOR_MISSING")
        }
    }

    @Test("the session in which it is disabled is worth a password from then on")
    func lowered() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let tokens = try await need(auth.signIn(vera).tokens)
            _ = try await auth.users.disableTotp(
                AuthV1.DisableTotpRequest(name: AuthFixture.factorName), options: auth.bearer(tokens.accessToken))
            let sessions = try await auth.users.listSessions(
                AuthV1.ListSessionsRequest(parent: "users/me"), options: auth.bearer(tokens.accessToken)
            ).sessions
            #expect(sessions.map(\.authenticationMethods) == [["pwd"]])
            #expect(try await auth.methods(of: auth.refresh(tokens)) == ["pwd"])
        }
    }

    @Test("a refresh claims no factor and no device that the user has no more")
    func refreshedWithout() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let device = try await auth.signIn(vera, remember: true)
            let trusted = try await need(auth.login("vera", device: device.deviceToken).tokens)
            let owner = try await auth.database.connect()
            try await owner.execute("DELETE FROM auth.totp_factors WHERE 'users/' || user_id = \(vera.user.name)")
            #expect(try await auth.methods(of: auth.refresh(need(device.tokens))) == ["pwd"])
            #expect(try await auth.methods(of: auth.refresh(trusted)) == ["pwd"])
        }
    }

    @Test("who must have one can't disable it")
    func required() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let refused = try await failure {
                try await auth.users.disableTotp(
                    AuthV1.DisableTotpRequest(name: AuthFixture.factorName), options: auth.bearer(admin.token))
            }
            #expect(refused?.code == .failedPrecondition)
            #expect(refused?.reason == "FACTOR_REQUIRED")
        }
    }

    @Test("an administrator resets another's: the sessions, devices and codes that rest on it end")
    func reset() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let remembered = try await auth.signIn(vera, remember: true)
            let pending = try await need(auth.login("vera").mfa)
            let request = AuthV1.ResetTotpRequest(name: "\(vera.user.name)/totpFactor")
            let own = try need(remembered.tokens)
            let ownToken = own.accessToken
            let denied = try await status {
                try await auth.users.resetTotp(request, options: auth.bearer(ownToken))
            }
            #expect(denied == .permissionDenied)

            _ = try await auth.users.resetTotp(request, options: auth.bearer(admin.token))
            #expect(try await status { try await auth.refresh(own) } == .unauthenticated)
            #expect(try await status { try await auth.recover(pending, vera.recoveryCodes[0]) } == .unauthenticated)
            #expect(try await auth.login("vera", device: remembered.deviceToken).tokens != nil)
            let again = try await failure {
                try await auth.users.resetTotp(request, options: auth.bearer(admin.token))
            }
            #expect(again?.reason == "FACTOR_MISSING")
        }
    }

    @Test("nobody resets the factor of somebody stronger, nor their own; strangers do not exist")
    func resetRefused() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("tom", roles: ["tenant_admin"], by: admin.token)
            let tom = try await auth.enroll(with: need(auth.login("tom").enrollment).challengeToken)
            let (boss, own) = try await (auth.claims(of: admin.token).subject, auth.claims(of: tom.token).subject)
            for (user, reason) in [(boss, "TARGET_STRONGER"), (own, "OWN_FACTOR")] {
                let refused = try await failure {
                    try await auth.users.resetTotp(
                        AuthV1.ResetTotpRequest(name: "users/\(user)/totpFactor"), options: auth.bearer(tom.token))
                }
                #expect(refused?.reason == reason)
            }
            let nobody = "users/11111111-1111-4111-8111-111111111111/totpFactor"
            #expect(
                try await status {
                    try await auth.users.resetTotp(
                        AuthV1.ResetTotpRequest(name: nobody), options: auth.bearer(admin.token))
                } == .notFound)
        }
    }

    @Test("a login that waits while its factor is reset opens no session with the old one")
    func resetMeanwhile() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let challenge = try await need(auth.login("vera").mfa)
            let resetting = try await auth.database.connect()
            try await resetting.execute("BEGIN")
            try await resetting.execute("SELECT 1 FROM auth.users WHERE username = 'vera' FOR NO KEY UPDATE")
            let outcome = try await auth.statusOfWaiting {
                _ = try await auth.verify(challenge, auth.code(vera.secret))
            } until: {
                try await resetting.execute(
                    "DELETE FROM auth.totp_factors WHERE 'users/' || user_id = \(vera.user.name)")
                try await resetting.execute("COMMIT")
            }
            #expect(outcome == .unauthenticated)
        }
    }

    @Test("every act is written down, with its actor and without a secret, and so is a wrong code")
    func audit() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let challenge = try await need(auth.login("vera").mfa)
            #expect(try await status { try await auth.verify(challenge, "000000") } == .unauthenticated)
            let token = try await need(auth.signIn(vera).tokens).accessToken
            _ = try await auth.users.regenerateRecoveryCodes(
                AuthV1.RegenerateRecoveryCodesRequest(parent: "users/me"), options: auth.bearer(token))
            _ = try await auth.users.resetTotp(
                AuthV1.ResetTotpRequest(name: "\(vera.user.name)/totpFactor"), options: auth.bearer(admin.token))

            let events = try await auth.auditedEvents().filter { $0.resource.hasPrefix(vera.user.name) }
            let acts = events.filter { $0.action != "users.changePassword" && $0.action != "users.create" }
            #expect(
                acts.map(\.action) == [
                    "auth.login", "auth.login", "users.enrollTotp", "users.confirmTotp", "auth.verifyMfa", "auth.login",
                    "users.regenerateRecoveryCodes", "users.resetTotp",
                ])
            #expect(acts.filter { $0.result == .denied }.map(\.action) == ["auth.verifyMfa"])
            #expect(acts.dropLast().allSatisfy { $0.actor == vera.user.name })
            #expect(acts.last?.actor == "users/\(try await auth.claims(of: admin.token).subject)")
        }
    }
}
