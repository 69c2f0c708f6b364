import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("The sessions of a suspended tenant", .timeLimit(.minutes(5)))
struct TenantEvictionTests {
    /// A tenant with a user who has so many sessions.
    private func makeTenant(sessions: Int, _ auth: AuthFixture, by admin: String) async throws -> AuthV1.Tenant {
        let tenant = try await auth.makeTenant("Acme", by: admin)
        let (_, signedIn) = try await auth.makeTenantAdmin("olga", of: tenant, by: admin)
        _ = try await auth.makeUser("oscar", by: signedIn.token)
        let end = auth.time.clock.date(in: 3600)
        try await auth.database.connect().execute(
            """
            INSERT INTO auth.sessions (tenant_id, session_id, user_id, methods, auth_time, create_time, refresh_time,
                expire_time, token_end_time, client_address, user_agent)
            SELECT tenant_id, gen_random_uuid(), user_id, '{}', now(), now(), now(), \(end), \(end), '', ''
            FROM auth.users, generate_series(1, \(sessions)) WHERE username = 'oscar'
            """)
        return tenant
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

    @Test("end in transactions of a limited size, the last of them although nobody asks again")
    func bounded() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let tenant = try await makeTenant(sessions: 2 * AuthLimits.evictedSessionsMax, auth, by: admin)
            let count = try await liveSessions(of: tenant, auth)
            try await suspend(tenant, auth, by: admin)
            try await eventually { try await liveSessions(of: tenant, auth) == 0 }
            let owner = try await auth.database.connect()
            let sizes = try await owner.query(
                "SELECT count(*) FROM auth.revocations WHERE session_id IS NOT NULL GROUP BY xmin::text"
            ).map { try $0.decode(Int.self, 0) }
            // Olga's are the few more.
            #expect(count > 2 * AuthLimits.evictedSessionsMax)
            #expect(sizes.reduce(0, +) == count)
            #expect(sizes.max() == AuthLimits.evictedSessionsMax)
            try await eventually { try await owner.query("SELECT 1 FROM auth.evictions").isEmpty }
        }
    }

    @Test("have all ended before the tenant is resumed, and those that it opens then stay")
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
            #expect(try await late.turn(ResourceName.id(tenant.name, in: "tenants")) == 0)
            _ = try await auth.refresh(tokens)
        }
    }
}
