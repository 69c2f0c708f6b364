import FoundationEssentials
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("Audit chains and backups", .timeLimit(.minutes(5)))
struct AuditBackupTests {
    @Test("after backup, wipe and restore the chain verifies against the head of before, and goes on")
    func restored() async throws {
        try await withAuth { auth in
            let tenant = UUID()
            auth.time.advance(by: -400 * 86_400)
            try await auth.makeChain(5, of: tenant)
            auth.time.advance(by: 400 * 86_400)
            try await auth.makeChain(7, of: tenant)
            #expect(try await auth.retention(days: 365).run() == 5)
            let kept = try await auth.verifier().verify(tenant, through: nil).head
            let folder = try TemporaryDirectory()
            try await auth.database.backUp("auth", to: folder.file("auth.dump"))
            try await auth.database.wipeAndRestore("auth", from: folder.file("auth.dump"))
            // Connections of before know statements of tables that are gone.
            let pool = try auth.database.pool(service: "auth")
            let keys = try AuthFixture.auditKeys()
            let verifier = AuditVerifier(
                pool: pool, keys: keys, clock: auth.time.clock, cpuPool: CPUPool(threadCount: 1))
            let report = try await verifier.verify(tenant, through: kept)
            #expect(report.problem == nil && report.checkedCount == 7 && report.firstNumber == 6)
            try await AuditChain(pool: pool, keys: keys, clock: auth.time.clock)
                .record([auth.event(tenant: tenant)])
            #expect(try await verifier.verify(tenant, through: kept).head.number == 13)
            // The rights are those of before, too.
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withTransaction(tenant: tenant.text) {
                    _ = try await $0.execute("DELETE FROM auth.audit_events")
                }
            }
            #expect(error?.sqlState == .insufficientPrivilege)
            await pool.close()
        }
    }
}
