import FoundationEssentials
import Postgres
import TestKit
import Testing

/// Decision D10: what a service's role may do, and above all what not.
@Suite struct RoleTests {
    private let alice = UUID().uuidString.lowercased()
    private let bob = UUID().uuidString.lowercased()

    private var migrations: [Migration] {
        [
            Migration(
                version: 1, name: "things",
                sql: """
                    CREATE TABLE things (
                        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id uuid NOT NULL, name text);
                    \(Migration.tenantIsolation(of: "things"))
                    """)
        ]
    }

    private func makeDatabase() async throws -> TestDatabase {
        let database = try await TestPostgres.shared().makeDatabase()
        try await Migrator(schema: "dataset", migrations: migrations).migrate(ownerURL: database.ownerURL)
        return database
    }

    private func names(_ pool: PostgresPool, tenant: String?) async throws -> [String] {
        try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query("SELECT name FROM things ORDER BY name").map { try $0.decode(String.self, 0) }
        }
    }

    @Test func `a service sees its tenant's rows, another tenant's never, and none without a tenant`() async throws {
        let database = try await makeDatabase()
        let pool = try database.pool(service: "dataset", size: 1)
        for (tenant, name) in [(alice, "hers"), (bob, "his")] {
            try await pool.withTransaction(tenant: tenant) { connection in
                try await connection.execute("INSERT INTO things (tenant_id, name) VALUES (\(tenant), \(name))")
            }
        }
        #expect(try await names(pool, tenant: alice) == ["hers"])
        #expect(try await names(pool, tenant: bob) == ["his"])
        #expect(try await names(pool, tenant: UUID().uuidString) == [])
        // The pool's one connection has served tenants by now: nothing of them stays.
        #expect(try await names(pool, tenant: nil) == [])
        let bare = try await pool.withConnection { try await $0.query("SELECT 1 FROM things").count }
        #expect(bare == 0)
        await pool.close()
    }

    @Test func `a service can neither write into another tenant nor change or delete there`() async throws {
        let database = try await makeDatabase()
        let pool = try database.pool(service: "dataset", size: 1)
        try await pool.withTransaction(tenant: alice) { [alice] connection in
            try await connection.execute("INSERT INTO things (tenant_id, name) VALUES (\(alice), 'hers')")
        }
        for tenant in [bob, nil] {
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withTransaction(tenant: tenant) { [alice] connection in
                    try await connection.execute("INSERT INTO things (tenant_id, name) VALUES (\(alice), 'planted')")
                }
            }
            #expect(error?.sqlState == .insufficientPrivilege)
            let changed = try await pool.withTransaction(tenant: tenant) { connection in
                try await connection.execute("UPDATE things SET name = 'stolen'")
                    + connection.execute("DELETE FROM things")
            }
            #expect(changed == 0)
        }
        #expect(try await names(pool, tenant: alice) == ["hers"])
        await pool.close()
    }

    @Test func `row-level security is forced on the table`() async throws {
        let owner = try await makeDatabase().connect()
        let rows = try await owner.query(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = 'dataset.things'::regclass")
        let (isOn, isForced) = try rows[0].values(Bool.self, Bool.self)
        #expect(isOn && isForced)
    }

    @Test(arguments: PlatformRoles().services)
    func `a service's role has no powers`(service: String) async throws {
        let database = try await TestPostgres.shared().makeDatabase()
        let connection = try await database.connect(url: database.url(service: service))
        let rows = try await connection.query(
            """
            SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls, rolconnlimit,
                EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid),
                EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid)
                    OR EXISTS (SELECT FROM pg_namespace n WHERE n.nspowner = r.oid)
            FROM pg_roles r WHERE rolname = current_user
            """)
        let (hasPower, limit, isMember, owns) = try rows[0].values(Bool.self, Int.self, Bool.self, Bool.self)
        #expect(!hasPower && !isMember && !owns)
        #expect(limit == PlatformRoles().connectionLimit)
    }

    @Test(arguments: [
        "CREATE TABLE dataset.mine (n int)", "CREATE TABLE public.mine (n int)", "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine (n int)", "DROP TABLE dataset.things", "TRUNCATE dataset.things",
        "ALTER TABLE dataset.things DISABLE ROW LEVEL SECURITY", "SET ROLE pynomaly", "SET ROLE pynomaly_auth",
        "SET row_security = off; SELECT * FROM dataset.things", "SELECT * FROM auth.secrets",
        "UPDATE dataset.schema_migrations SET version = 9", "DELETE FROM dataset.schema_migrations",
        "COPY dataset.things TO PROGRAM 'cat'", "CREATE ROLE other",
    ])
    func `a service's role is refused`(statement: String) async throws {
        let database = try await makeDatabase()
        let owner = try await database.connect()
        try await owner.script("CREATE TABLE auth.secrets (n int)")
        let connection = try await database.connect(url: database.url(service: "dataset"))
        let error = await #expect(throws: PostgresError.self) { try await connection.script(statement) }
        #expect(error?.sqlState == .insufficientPrivilege)
    }

    @Test func `the owner sees all tenants' rows of all schemas without naming one`() async throws {
        let database = try await makeDatabase()
        let pool = try database.pool(service: "dataset", size: 1)
        for tenant in [alice, bob] {
            try await pool.withTransaction(tenant: tenant) { connection in
                try await connection.execute("INSERT INTO things (tenant_id) VALUES (\(tenant))")
            }
        }
        let owner = try await database.connect()
        #expect(try await owner.query("SELECT count(*) FROM things")[0].decode(Int.self, 0) == 2)
        await pool.close()
    }
}
