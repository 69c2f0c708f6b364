import FoundationEssentials
import Messages
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("Work for one tenant after the other", .timeLimit(.minutes(5)))
struct TenantRoundTests {
    private struct Trouble: Error {}

    /// Rows of that tenant can't be removed any more.
    private func jam(_ table: String, of tenant: UUID, _ auth: AuthFixture) async throws {
        try await auth.database.connect().script(
            """
            CREATE FUNCTION auth.jam() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'jammed'; END $$;
            CREATE TRIGGER jam BEFORE DELETE ON auth.\(table) FOR EACH ROW
                WHEN (old.tenant_id = '\(tenant.text)') EXECUTE FUNCTION auth.jam();
            """)
    }

    @Test("what fails for some is told once, after all had their turn")
    func failures() async throws {
        let tenants = (0..<4).map { _ in UUID() }
        var (round, served) = (TenantRound(), [UUID]())
        for (index, tenant) in tenants.enumerated() {
            try await round.run(tenant) {
                if index % 2 == 1 { throw Trouble() }
                served.append(tenant)
            }
        }
        #expect(served == [tenants[0], tenants[2]])
        let failure = #expect(throws: TenantRound.Failure.self) { try round.end() }
        #expect(failure?.count == 2 && failure?.tenant == tenants[1])
    }

    @Test("without a database there is no next tenant")
    func away() async throws {
        var round = TenantRound()
        await #expect(throws: PostgresError.self) {
            try await round.run(UUID()) { throw PostgresError(.connection, "away") }
        }
        try round.end()
    }

    @Test("a sweep goes on with the other tenants")
    func sweep() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let other = try await auth.makeTenant("Other", by: admin.token)
            let first = try await auth.tenant(of: admin)
            let second = try ResourceName.id(other.name, in: "tenants")
            let owner = try await auth.database.connect()
            for tenant in [first, second] {
                try await owner.execute(
                    """
                    INSERT INTO auth.users (tenant_id, user_id, username, display_name, roles, password_hash,
                        password_change_required, delete_time, purge_time, create_time)
                    VALUES (\(tenant), \(UUID()), \(tenant.text), '', '{viewer}', '', false, now(),
                        now() - interval '1 day', now())
                    """)
            }
            try await jam("users", of: first, auth)
            let sweep = TenantSweep(pool: try auth.pool, clock: auth.time.clock)
            let failure = await #expect(throws: TenantRound.Failure.self) { _ = try await sweep.run() }
            #expect(failure?.count == 1 && failure?.tenant == first)
            #expect(try await owner.query("SELECT 1 FROM auth.users WHERE tenant_id = \(second)").isEmpty)
        }
    }

    @Test("all tenants and all chains have their turn, however many are read at once")
    func walks() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            let owner = try await auth.database.connect()
            let count = AuthLimits.tenantsReadMax + 1
            try await owner.execute(
                """
                INSERT INTO auth.tenants (tenant_id, display_name, create_time)
                SELECT gen_random_uuid(), 'One of many', now() FROM generate_series(1, \(count))
                """)
            try await owner.execute(
                """
                INSERT INTO auth.audit_chains (tenant_id)
                SELECT gen_random_uuid() FROM generate_series(1, \(count))
                """)
            var (tenants, chains) = (Set<UUID>(), Set<UUID>())
            try await TenantWalk(pool: auth.pool).run { tenants.insert($0) }
            try await AuditTenants(pool: auth.pool).run { chains.insert($0) }
            // Beside the default one, and its chain.
            #expect(tenants.count == count + 1)
            #expect(chains.count >= count)
        }
    }

    @Test("retention goes on with the other chains")
    func retention() async throws {
        try await withAuth { auth in
            let tenants = [UUID(), UUID()].sorted { $0.text < $1.text }
            auth.time.advance(by: -400 * 86_400)
            for tenant in tenants { try await auth.makeChain(3, of: tenant) }
            auth.time.advance(by: 400 * 86_400)
            try await jam("audit_events", of: tenants[0], auth)
            let retention = try auth.retention(days: 365)
            let failure = await #expect(throws: TenantRound.Failure.self) { _ = try await retention.run() }
            #expect(failure?.count == 1 && failure?.tenant == tenants[0])
            let left = try await auth.database.connect().query("SELECT DISTINCT tenant_id FROM auth.audit_events")
            #expect(try left.map { try $0.decode(UUID.self, 0) } == [tenants[0]])
        }
    }
}
