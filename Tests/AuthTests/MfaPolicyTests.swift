import API
import Messages
import Postgres
import RPC
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("Who must have a second factor")
struct MfaPolicyTests {
    private func get(_ auth: AuthFixture, _ token: String) async throws -> AuthV1.MfaPolicy {
        try await auth.tenants.getMfaPolicy(AuthV1.GetMfaPolicyRequest(), options: auth.bearer(token))
    }

    @discardableResult
    private func update(
        _ auth: AuthFixture, _ roles: [String], etag: String = "", _ token: String
    ) async throws -> AuthV1.MfaPolicy {
        let policy = AuthV1.MfaPolicy(requiredRoles: roles, etag: etag)
        return try await auth.tenants.updateMfaPolicy(
            AuthV1.UpdateMfaPolicyRequest(mfaPolicy: policy), options: auth.bearer(token))
    }

    @Test("a role that the policy names gets no token before it has a factor, and can't disable it")
    func enforced() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("anna", roles: ["analyst"], by: admin.token)
            _ = try await auth.makeUser("vera", by: admin.token)
            try await update(auth, ["analyst", "analyst"], admin.token)
            #expect(try await get(auth, admin.token).requiredRoles == ["analyst"])
            #expect(try await auth.login("vera").tokens != nil)
            let enrollment = try await need(auth.login("anna").enrollment)
            let anna = try await auth.enroll(with: enrollment.challengeToken)
            let refused = try await failure {
                try await auth.users.disableTotp(
                    AuthV1.DisableTotpRequest(name: AuthFixture.factorName), options: auth.bearer(anna.token))
            }
            #expect(refused?.reason == "FACTOR_REQUIRED")
            try await update(auth, [], admin.token)
            _ = try await auth.users.disableTotp(
                AuthV1.DisableTotpRequest(name: AuthFixture.factorName), options: auth.bearer(anna.token))
            #expect(try await auth.login("anna").tokens != nil)
        }
    }

    @Test("a stricter policy ends the sessions without a second factor of those concerned, and no others")
    func stricter() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("anna", roles: ["analyst"], by: admin.token)
            _ = try await auth.makeUser("vera", by: admin.token)
            let victor = try await auth.makeUserWithFactor("victor", roles: ["analyst"], by: admin.token)
            let anna = try await need(auth.login("anna").tokens)
            let vera = try await need(auth.login("vera").tokens)
            let strong = try await need(auth.signIn(victor).tokens)
            try await update(auth, ["analyst"], admin.token)
            #expect(try await status { try await auth.refresh(anna) } == .unauthenticated)
            _ = try await auth.refresh(vera)
            _ = try await auth.refresh(strong)
            let owner = try await auth.database.connect()
            #expect(
                try await !owner.query(
                    """
                    SELECT 1 FROM auth.revocations JOIN auth.sessions USING (session_id) JOIN auth.users USING (user_id)
                    WHERE username = 'anna'
                    """
                ).isEmpty)
        }
    }

    @Test("a login that waits while the policy becomes stricter opens no session under the old one")
    func stricterMeanwhile() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let holder = try await auth.database.connect()
            try await holder.execute("BEGIN")
            try await holder.execute("SELECT 1 FROM auth.users WHERE username = 'vera' FOR NO KEY UPDATE")
            let outcome = try await auth.statusOfWaiting {
                _ = try await auth.login("vera")
            } until: {
                try await update(auth, ["viewer"], admin.token)
                try await holder.execute("COMMIT")
            }
            #expect(outcome == .unauthenticated)
        }
    }

    // Without the lock it would never wait.
    @Test(
        "a policy that becomes stricter waits for logins under the old one, and ends their sessions",
        .timeLimit(.minutes(2)))
    func openedMeanwhile() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let holder = try await auth.database.connect()
            try await holder.execute("BEGIN")
            // The last statement of a login but one: its session is there, and nobody sees it yet.
            try await holder.execute("LOCK TABLE auth.trusted_devices IN SHARE MODE")
            async let login = auth.login("vera")
            try await holder.waitForLock()
            async let policy = update(auth, ["viewer"], admin.token)
            let waited: Void? = try? await holder.waitForLock(connections: 2)
            #expect(waited != nil)
            try await holder.execute("COMMIT")
            let tokens = try await need(login.tokens)
            _ = try await policy
            let session = try await need(auth.claims(of: tokens.accessToken).sessionID)
            #expect(try await auth.revokedSessions().contains(session))
        }
    }

    @Test("an etag of an older policy is refused; the current one and none are taken")
    func etags() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let first = try await get(auth, admin.token)
            #expect(first.requiredRoles.isEmpty && first.updateTime == nil && !first.etag.isEmpty)
            let second = try await update(auth, ["viewer"], etag: first.etag, admin.token)
            #expect(second.updateTime?.seconds == auth.time.seconds)
            let refused = try await failure {
                try await update(auth, ["analyst"], etag: first.etag, admin.token)
            }
            #expect(refused?.code == .aborted)
            #expect(refused?.reason == "ETAG_MISMATCH")
            #expect(try await get(auth, admin.token) == second)
            try await update(auth, ["analyst"], etag: second.etag, admin.token)
            try await update(auth, [], admin.token)
        }
    }

    @Test("an unknown role is a mistake, and names the field; those without users.write change nothing")
    func refusals() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let vera = try await need(auth.login("vera").tokens).accessToken
            let unknown = try await failure { try await update(auth, ["viewer", "king"], admin.token) }
            #expect(unknown?.code == .invalidArgument)
            #expect(unknown?.fields == ["mfa_policy.required_roles"])
            #expect(try await status { try await update(auth, [], vera) } == .permissionDenied)
            #expect(try await status { try await get(auth, vera) } == .permissionDenied)
        }
    }

    @Test("the list of roles says which need a factor in the caller's tenant")
    func roles() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            try await update(auth, ["viewer"], admin.token)
            let roles = try await auth.users.listRoles(AuthV1.ListRolesRequest(), options: auth.bearer(admin.token))
                .roles
            #expect(
                Set(roles.filter(\.requiresMfa).map(\.name))
                    == ["roles/super_admin", "roles/tenant_admin", "roles/viewer"])
            #expect(try await auth.auditedActs().last == "mfaPolicy.update succeeded")
        }
    }

    @Test("a device may stand for the code of a role that the policy names")
    func devices() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            try await update(auth, ["viewer"], admin.token)
            let device = try await auth.signIn(vera, remember: true).deviceToken
            #expect(try await auth.login("vera", device: device).tokens != nil)
        }
    }
}
