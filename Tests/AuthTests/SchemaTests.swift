import Postgres
import RPC
import TestKit
import Testing

@testable import AuthBackend

@Suite("The schema")
struct SchemaTests {
    @Test("every table is under forced row-level security, but for those that AuthSchema names")
    func rowLevelSecurity() async throws {
        try await withAuth { auth in
            let open = try await auth.database.tablesWithoutRowSecurity("auth")
            #expect(
                open == [
                    "attempt_limits", "audit_chains", "audit_queue", "evictions", "lockouts", "login_directory",
                    "login_failures", "revocation_head", "revocations", "signing_keys", "stranger_tries",
                    "tenant_directory",
                ])
        }
    }

    @Test("the service's role sees no user without a tenant, and none of another tenant")
    func isolation() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            let pool = try auth.database.pool(service: "auth")
            for tenant in [nil, "11111111-1111-4111-8111-111111111111"] {
                let count = try await pool.withTransaction(tenant: tenant) { connection in
                    try await connection.query("SELECT count(*) FROM auth.users")[0].decode(Int.self, 0)
                }
                #expect(count == 0)
            }
            await pool.close()
        }
    }

    @Test("outdated failures and challenges are swept by later logins")
    func retention() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            _ = try await auth.login("admin", "one-time password")
            _ = try await status { try await auth.login("nobody", "wrong") }
            auth.time.advance(by: 23 * 3600)
            _ = try await auth.login("admin", "one-time password")
            let owner = try await auth.database.connect()
            #expect(try await owner.query("SELECT 1 FROM auth.login_failures").count == 0)
            #expect(try await owner.query("SELECT 1 FROM auth.challenges").count == 2)
        }
    }
}
