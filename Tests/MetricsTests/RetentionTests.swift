import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import MetricsBackend

/// What the sweep removes, and who may see what stays.
@Suite(.timeLimit(.minutes(5))) struct RetentionTests {
    @Test func `samples go after their retention, and series and reporters with the last of them`() async throws {
        try await MetricsFixture.with { fixture in
            let owner = try await fixture.owner()
            let retention = Int64(MetricsLimits.retention.components.seconds)
            let now = Int64(Date().timeIntervalSince1970) - MetricsFixture.noon
            try await fixture.report(
                [.gauge("old", 1), .gauge("both", 1)], at: now - retention - 600, instance: "gone")
            try await fixture.report(
                [.gauge("both", 2), .gauge("new", 2)], at: now - retention + 600, instance: "here")
            try await fixture.report([.gauge("old", 3)], at: now - retention - 601, instance: "here")
            try await owner.execute(
                """
                UPDATE reporters SET last_report_at = now() - \(Double(retention + 60)) * interval '1 second'
                WHERE instance = 'gone'
                """)
            let store = SampleStore(pool: try fixture.replica.service.environment.pool)
            #expect(try await store.sweep(retention: MetricsLimits.retention) == 3)
            #expect(try await fixture.count("samples") == 2)
            let series = try await owner.query("SELECT metric FROM series ORDER BY metric")
            #expect(try series.map { try $0.decode(String.self, 0) } == ["both", "new"])
            let reporters = try await owner.query("SELECT instance FROM reporters")
            #expect(try reporters.map { try $0.decode(String.self, 0) } == ["here"])
            #expect(try await store.sweep(retention: MetricsLimits.retention) == 0)
        }
    }

    @Test func `a series that was swept comes back with its next sample`() async throws {
        try await MetricsFixture.with { fixture in
            let store = SampleStore(pool: try fixture.replica.service.environment.pool)
            try await fixture.report([.gauge("load", 1)])
            #expect(try await store.sweep(retention: .seconds(1)) == 1)
            #expect(try await fixture.count("series") == 0)
            try await fixture.report([.gauge("load", 2)], at: 5)
            #expect(try await fixture.query("load")[0].plain == [[0, 2]])
        }
    }

    @Test
    func
        `every table but the queue of ids is under row-level security, and without the platform's tenant the role sees nothing`()
        async throws
    {
        try await MetricsFixture.with { fixture in
            let database = fixture.base.database
            #expect(try await database.tablesWithoutRowSecurity("metrics") == ["audit_queue"])
            try await fixture.report([.gauge("load", 1)])
            let pool = try fixture.replica.service.environment.pool
            for tenant in [nil, ServiceFixture.newTenant()] {
                let reached = try await database.reach(of: pool, in: "metrics", as: tenant)
                #expect(reached == ["series": 0, "samples": 0, "reporters": 0, "audit_outbox": 0])
            }
            for table in ["series", "samples", "reporters"] { #expect(try await fixture.count(table) == 1, "\(table)") }
        }
    }

    @Test func `without a database the service starts and answers UNAVAILABLE`() async throws {
        try await ServiceFixture.with(MetricsBackend.definition) { base in
            let fixture = MetricsFixture(
                base: base,
                replica: try await base.start(["DATABASE_URL": "postgresql://nobody@/nothing?host=/nonexistent"]))
            #expect(try await rpcError { try await fixture.query("load") }.code == .unavailable)
            #expect(try await rpcError { try await fixture.report([.gauge("load", 1)]) }.code == .unavailable)
        }
    }
}
