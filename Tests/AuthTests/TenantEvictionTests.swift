import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("The sessions of a tenant", .timeLimit(.minutes(5)))
struct TenantEvictionTests {
    /// A tenant with a user who has so many sessions.
    private func makeTenant(sessions: Int, _ auth: AuthFixture, by admin: String) async throws -> AuthV1.Tenant {
        let tenant = try await auth.makeTenant("Acme", by: admin)
        let (_, signedIn) = try await auth.makeTenantAdmin("olga", of: tenant, by: admin)
        _ = try await auth.makeUser("oscar", by: signedIn.token)
        try await addSessions(sessions, auth)
        return tenant
    }

    /// Of Oscar's, by a password alone.
    private func addSessions(_ count: Int, _ auth: AuthFixture) async throws {
        let end = auth.time.clock.date(in: 3600)
        try await auth.database.connect().execute(
            """
            INSERT INTO auth.sessions (tenant_id, session_id, user_id, methods, auth_time, create_time, refresh_time,
                expire_time, token_end_time, client_address, user_agent)
            SELECT tenant_id, gen_random_uuid(), user_id, '{pwd}', now(), now(), now(), \(end), \(end), '', ''
            FROM auth.users, generate_series(1, \(count)) WHERE username = 'oscar'
            """)
    }

    private func suspend(_ tenant: AuthV1.Tenant, _ auth: AuthFixture, by admin: String) async throws {
        let request = AuthV1.SuspendTenantRequest(name: tenant.name)
        #expect(try await auth.tenants.suspendTenant(request, options: auth.bearer(admin)).state == .suspended)
    }

    private func liveSessions(of tenant: AuthV1.Tenant, _ auth: AuthFixture) async throws -> Int {
        let id = try ResourceName.id(tenant.name, in: "tenants")
        return try await auth.database.connect().query(
            "SELECT 1 FROM auth.sessions WHERE tenant_id = \(id) AND revoke_time IS NULL"
        ).count
    }

    private func requireFactor(of roles: [String], _ auth: AuthFixture, by token: String) async throws {
        _ = try await auth.tenants.updateMfaPolicy(
            AuthV1.UpdateMfaPolicyRequest(mfaPolicy: AuthV1.MfaPolicy(requiredRoles: roles)),
            options: auth.bearer(token))
    }

    /// How many sessions each transaction has ended.
    private func revocationsByTransaction(_ auth: AuthFixture) async throws -> [Int] {
        try await auth.database.connect().query(
            "SELECT count(*) FROM auth.revocations WHERE session_id IS NOT NULL GROUP BY xmin::text"
        ).map { try $0.decode(Int.self, 0) }
    }

    @Test("which a stricter policy ends go in transactions of a limited size, and no others do")
    func stricterPolicy() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let tenant = try await auth.makeTenant("Acme", by: admin)
            let (_, olga) = try await auth.makeTenantAdmin("olga", of: tenant, by: admin)
            let oscar = try await auth.makeUserWithFactor("oscar", by: olga.token)
            let device = try await auth.signIn(oscar, remember: true).deviceToken
            let trusted = try await need(auth.login("oscar", device: device).tokens)
            let strong = try await need(auth.signIn(oscar).tokens)
            let kept = try await liveSessions(of: tenant, auth)
            try await addSessions(2 * AuthLimits.evictedSessionsMax, auth)
            try await requireFactor(of: ["viewer"], auth, by: olga.token)
            // Those in which Oscar's password and factor were set rest on neither a factor nor a device.
            try await eventually { try await liveSessions(of: tenant, auth) == kept - 2 }
            let sizes = try await revocationsByTransaction(auth)
            #expect(sizes.reduce(0, +) == 2 * AuthLimits.evictedSessionsMax + 2)
            #expect(sizes.max() == AuthLimits.evictedSessionsMax)
            _ = try await (auth.refresh(trusted), auth.refresh(strong))
            let owner = try await auth.database.connect()
            try await eventually { try await owner.query("SELECT 1 FROM auth.evictions").isEmpty }
        }
    }

    @Test("which a stricter policy ends keep no login of the tenant waiting")
    func policyAndLogins() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("oscar", by: admin.token)
            _ = try await auth.makeUser("anna", roles: ["analyst"], by: admin.token)
            // Whoever else revokes something.
            let holder = try await auth.database.connect()
            try await holder.execute("BEGIN")
            try await holder.execute("SELECT 1 FROM auth.revocation_head FOR UPDATE")
            let outcome = try await auth.statusOfWaiting {
                try await requireFactor(of: ["viewer"], auth, by: admin.token)
            } until: {
                #expect(try await auth.login("oscar").enrollment != nil)
                #expect(try await auth.login("anna").tokens != nil)
                try await holder.execute("COMMIT")
            }
            #expect(outcome == nil)
        }
    }

    @Test("are looked for once more when a policy becomes stricter while the last turn for another one runs")
    func stricterDuringTurn() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let anna = try await auth.makeUser("anna", roles: ["analyst"], by: admin.token)
            _ = try await need(auth.login("anna").tokens)
            let tenant = try ResourceName.id(anna.tenant, in: "tenants")
            // A turn that has found nothing and is about to say so.
            let turn = try await auth.database.connect()
            try await turn.script(
                """
                BEGIN; INSERT INTO auth.evictions VALUES ('\(tenant.text)', 'factorPolicy'); COMMIT;
                BEGIN; SELECT 1 FROM auth.evictions FOR UPDATE;
                """)
            let outcome = try await auth.statusOfWaiting {
                try await requireFactor(of: ["analyst"], auth, by: admin.token)
            } until: {
                try await turn.execute("DELETE FROM auth.evictions")
                try await turn.execute("COMMIT")
            }
            #expect(outcome == nil)
            let live: SQL = """
                SELECT 1 FROM auth.sessions JOIN auth.users USING (user_id)
                WHERE username = 'anna' AND revoke_time IS NULL
                """
            #expect(try await turn.query(live).isEmpty)
        }
    }

    @Test("which is suspended end in transactions of a limited size, the last of them although nobody asks again")
    func bounded() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let tenant = try await makeTenant(sessions: 2 * AuthLimits.evictedSessionsMax, auth, by: admin)
            let count = try await liveSessions(of: tenant, auth)
            try await suspend(tenant, auth, by: admin)
            try await eventually { try await liveSessions(of: tenant, auth) == 0 }
            let owner = try await auth.database.connect()
            let sizes = try await revocationsByTransaction(auth)
            // Olga's are the few more.
            #expect(count > 2 * AuthLimits.evictedSessionsMax)
            #expect(sizes.reduce(0, +) == count)
            #expect(sizes.max() == AuthLimits.evictedSessionsMax)
            try await eventually { try await owner.query("SELECT 1 FROM auth.evictions").isEmpty }
        }
    }

    @Test("which was suspended have all ended before it is resumed, and those that it opens then stay")
    func resumed() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let tenant = try await makeTenant(sessions: AuthLimits.evictedSessionsMax, auth, by: admin)
            try await suspend(tenant, auth, by: admin)
            _ = try await auth.tenants.resumeTenant(
                AuthV1.ResumeTenantRequest(name: tenant.name), options: auth.bearer(admin))
            #expect(try await liveSessions(of: tenant, auth) == 0)
            let tokens = try await need(auth.login("oscar").tokens)
            let pool = try auth.pool
            let issuer = TokenIssuer(keyring: try auth.keyring(pool), clock: auth.time.clock)
            let late = TenantEviction(
                pool: pool, sessions: SessionStore(pool: pool, issuer: issuer, clock: auth.time.clock))
            #expect(try await late.turn(.suspension, ResourceName.id(tenant.name, in: "tenants")) == 0)
            _ = try await auth.refresh(tokens)
        }
    }
}
