import Messages
import Postgres
import TestKit
import Testing

@testable import DetectionBackend

/// What the service's role can do in the database, whatever the code says.
@Suite(.timeLimit(.minutes(5))) struct SchemaTests {
    @Test func `the only tables outside row-level security are queues, and they hold no content`() async throws {
        try await DetectionFixture.with { fixture in
            let database = fixture.base.database
            #expect(try await database.tablesWithoutRowSecurity("detection") == ["audit_queue", "tasks"])
            let columns = try await database.columns("detection", "tasks")
            #expect(
                Set(columns) == [
                    "id", "tenant_id", "kind", "version", "owner_id", "result_id", "first_row", "row_count",
                    "priority", "state", "attempt", "fencing", "worker", "lease_expires_at", "available_at",
                    "finished_at",
                ])
            #expect(
                try await database.columns("detection", "audit_queue")
                    == ["event_id", "tenant_id", "enqueue_time", "carry_time", "refusals"])
        }
    }

    @Test func `without a tenant, or as another one, the role sees no row and changes none`() async throws {
        try await DetectionFixture.with { fixture in
            let table = fixture.add(.strange(rows: 100))
            let detector = try await fixture.detector().name
            try await fixture.train(detector, on: table)
            _ = try await fixture.detect(detector, on: table)
            let pool = try fixture.pool()
            let tables = [
                "anomaly_results", "audit_outbox", "detection_jobs", "detectors", "models", "operations", "results",
                "score_chunks",
            ]
            for tenant in [nil, ServiceFixture.newTenant()] {
                let reached = try await fixture.base.database.reach(of: pool, in: "detection", as: tenant)
                #expect(reached == Dictionary(tables.map { ($0, 0) }) { first, _ in first })
            }
            for table in tables { #expect(try await fixture.count(table) > 0, "\(table)") }
        }
    }

    @Test func `rows can't be written in another tenant's name`() async throws {
        try await DetectionFixture.with { fixture in
            let pool = try fixture.pool()
            let other = ServiceFixture.newTenant()
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withTransaction(tenant: fixture.base.tenant) { connection in
                    _ = try await connection.execute(
                        """
                        INSERT INTO detection.detectors (id, tenant_id, spec)
                        VALUES (gen_random_uuid(), \(other)::uuid, '')
                        """)
                }
            }
            #expect(error?.sqlState == .insufficientPrivilege)
        }
    }

    @Test func `a finished task tells when it finished, and an unfinished one does not`() async throws {
        try await DetectionFixture.with { fixture in
            let owner = try await fixture.owner()
            for (state, finished) in [("done", "NULL"), ("ready", "now()")] {
                let error = await #expect(throws: PostgresError.self) {
                    try await owner.execute(
                        """
                        INSERT INTO detection.tasks (tenant_id, kind, version, owner_id, state, finished_at)
                        VALUES (gen_random_uuid(), 'train', 1, gen_random_uuid(), \(state), \(unsafe: finished))
                        """)
                }
                #expect(error?.sqlState == .checkViolation, "\(state)")
            }
        }
    }

    @Test func `tables and indexes bear the guide's names`() async throws {
        try await DetectionFixture.with { fixture in
            // The owner's search path reaches them without the schema's name.
            let owner = try await fixture.owner()
            for name in [
                "detection_jobs", "anomaly_results", "idx_active_jobs", "idx_anomaly_results_dataset_id",
                "idx_anomaly_results_timestamp", "idx_anomaly_results_dataset_timestamp",
            ] {
                let found = try await owner.query("SELECT to_regclass(\(name)) IS NOT NULL")
                #expect(try found[0].decode(Bool.self, 0), "\(name)")
            }
        }
    }
}
