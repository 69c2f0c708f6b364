import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import Telemetry
import TestKit
import Testing

@testable import ServiceKit

/// What is written down of calls that policy refuses.
@Suite(.timeLimit(.minutes(5))) struct DenialLogTests {
    private static let outbox = AuditOutbox(.dataset)
    private static let migrations = [Migration(version: 1, name: "outbox", sql: outbox.tables)]
    private static let refusal = Refusal.denied("This needs the permission x.", reason: "PERMISSION_MISSING")
    private let tenant = ServiceFixture.newTenant()

    private func with(
        _ body: (TestDatabase, DenialLog, PrometheusRegistry) async throws -> Void
    ) async throws {
        try await TestDatabase.with("dataset", Self.migrations) { database, pool in
            let registry = PrometheusRegistry()
            let log = DenialLog(
                outbox: Self.outbox, pool: pool, registry: registry, logger: LogRecorder().logger)
            try await body(database, log, registry)
        }
    }

    /// Writes until what was told before is written, as a service does that stops.
    private func drain(_ log: DenialLog) async throws {
        log.finish()
        try await log.run()
    }

    private func events(_ database: TestDatabase) async throws -> [AuthV1.AuditEvent] {
        let rows = try await database.connect().query(
            "SELECT event FROM dataset.audit_outbox JOIN dataset.audit_queue USING (event_id) ORDER BY enqueue_time")
        return try rows.compactMap { try AuthV1.RecordedAuditEvent(serialized: $0.decode([UInt8].self, 0)).event }
    }

    private func lost(_ registry: PrometheusRegistry) -> Double {
        registry.counter("pynomaly_audit_denials_lost_total").value
    }

    private func context(
        _ subject: String = "ann", method: String = "Delete", kind: Principal.Kind = .user,
        idempotency: MethodDescriptor.Idempotency = .unknown
    ) -> ServerContext {
        ServerContext(
            method: MethodDescriptor(
                service: "a.B", method: method, kind: .unary, inputType: "", outputType: "", idempotency: idempotency),
            principal: Principal(
                kind: kind, subject: subject, tenantID: kind == .service ? "" : tenant, sessionID: "s"),
            peer: Peer(address: "192.0.2.1"))
    }

    @Test func `who was refused what, and why, is written; not what only reads, and not a service`() async throws {
        try await with { database, log, registry in
            log.denied(context(), Self.refusal)
            log.denied(context(idempotency: .noSideEffects), Self.refusal)
            log.denied(context("metrics", kind: .service), Self.refusal)
            try await drain(log)
            let events = try await events(database)
            #expect(events.count == 1)
            let event = try #require(events.first)
            #expect(event.action == "access.denied" && event.resource == "/a.B/Delete" && event.result == .denied)
            #expect(event.actor == "users/ann" && event.sessionId == "s" && event.clientAddress == "192.0.2.1")
            #expect(event.detail == "PERMISSION_MISSING: This needs the permission x.")
            #expect(lost(registry) == 0)
        }
    }

    @Test func `of a flood so many are written as may be, the rest is one event, and others are not concerned`()
        async throws
    {
        try await with { database, log, registry in
            for _ in 0..<ServiceLimits.auditDenialsMax { log.denied(context(), Self.refusal) }
            for _ in 0..<300 { log.denied(context(), Self.refusal) }
            log.denied(context(method: "Create"), Self.refusal)
            for _ in 0..<ServiceLimits.auditDenialsMax { log.denied(context("bob"), Self.refusal) }
            log.endWindow()
            // The next window is as wide.
            log.denied(context(), Self.refusal)
            try await drain(log)
            let events = try await events(database)
            #expect(events.filter { $0.actor == "users/bob" }.count == ServiceLimits.auditDenialsMax)
            let own = events.filter { $0.actor == "users/ann" }
            #expect(own.filter { !$0.resource.isEmpty }.count == ServiceLimits.auditDenialsMax + 1)
            #expect(
                own.filter(\.resource.isEmpty).map(\.detail)
                    == ["301 more within a minute: /a.B/Delete 300, /a.B/Create 1"])
            #expect(lost(registry) == 0)
        }
    }

    @Test func `as many events wait, and as many callers are remembered, as may; one more is counted as lost`()
        async throws
    {
        try await with { database, log, registry in
            let most = ServiceLimits.auditDenialsWaitingMax
            for number in 0..<most { log.denied(context("user \(number)"), Self.refusal) }
            #expect(lost(registry) == 0)
            log.denied(context("user 0"), Self.refusal)
            #expect(lost(registry) == 1)
            log.denied(context("one too many"), Self.refusal)
            #expect(lost(registry) == 2)
            try await drain(log)
            #expect(try await events(database).count == most)
        }
    }

    @Test func `the budget remembers as many callers as it may`() {
        var budget = DenialBudget()
        func take(_ subject: String) -> DenialBudget.Verdict {
            budget.take(
                AuditEvent(
                    tenant: UUID(), time: Date(), actor: AuditActor(name: subject, origin: CallOrigin()),
                    action: "access.denied", resource: "/a.B/C"))
        }
        for number in 1...ServiceLimits.auditDenialSubjectsMax { #expect(take("\(number)") == .single) }
        #expect(take("one more") == .overflow)
        #expect(take("1") == .single)
        #expect(budget.endWindow().isEmpty)
        #expect(take("one more") == .single)
    }

    @Test func `while the database is away, events wait, and are written when it is back`() async throws {
        try await with { database, log, registry in
            let recorder = LogRecorder()
            let pool = try database.pool(service: "dataset", size: 1)
            let log = DenialLog(outbox: Self.outbox, pool: pool, registry: registry, logger: recorder.logger)
            let running = Task { try await log.run() }
            try await database.whileAway {
                log.denied(context(), Self.refusal)
                try await eventually { !recorder.lines.isEmpty }
            }
            try await eventually { try await events(database).count == 1 }
            running.cancel()
            try await running.value
            await pool.close()
            #expect(lost(registry) == 0)
            #expect(recorder.lines.map { $0.hasPrefix("warning refused calls could not be audited") } == [true])
        }
    }
}
