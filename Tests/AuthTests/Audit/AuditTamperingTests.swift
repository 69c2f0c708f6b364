import FoundationEssentials
import Messages
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

/// What somebody with the database, as its owner or as the service's role, can do to a chain unseen: nothing.
@Suite("Tampering with audit chains", .timeLimit(.minutes(5)))
struct AuditTamperingTests {
    /// A change, and the number that verification must name.
    struct Change: Sendable {
        var name: String
        var sql: String
        var firstBad: Int64
        var reason = ""
    }

    /// To one event, the third of six, by column.
    private static let columns: [String: String] = [
        "tenant_id": "gen_random_uuid()", "number": "number + 100", "event_id": "gen_random_uuid()",
        "event_time": "event_time + interval '1 microsecond'",
        "record_time": "record_time - interval '1 microsecond'", "result": "2", "service": "'auth'",
        "actor": "'users/x'", "actor_username": "'x'", "session_id": "''", "action": "'act.4'",
        "resource": "resource || 'x'", "detail": "''", "client_address": "'192.0.2.8'", "request_id": "'x'",
        "event": "set_byte(event, 40, get_byte(event, 40) # 1)", "key_id": "'0011223344556677'",
        "link": "set_byte(link, 31, get_byte(link, 31) # 1)",
    ]

    private static let changes: [Change] =
        columns.map { column, value in
            Change(
                name: "update \(column)",
                sql: "UPDATE auth.audit_events SET \(column) = \(value) WHERE number = 3", firstBad: 3,
                reason: column == "key_id" ? "not known" : "")
        } + [
            Change(name: "no result", sql: "UPDATE auth.audit_events SET result = 9 WHERE number = 3", firstBad: 3),
            Change(
                name: "columns and bytes of another event",
                sql: """
                    UPDATE auth.audit_events a SET event_id = gen_random_uuid(), event = b.event, action = b.action,
                        resource = b.resource
                    FROM auth.audit_events b WHERE a.number = 3 AND b.number = 4
                    """, firstBad: 3),
            Change(name: "delete the first", sql: "DELETE FROM auth.audit_events WHERE number = 1", firstBad: 1),
            Change(name: "delete in the middle", sql: "DELETE FROM auth.audit_events WHERE number = 4", firstBad: 4),
            Change(name: "delete the tail", sql: "DELETE FROM auth.audit_events WHERE number > 4", firstBad: 5),
            Change(name: "delete all", sql: "DELETE FROM auth.audit_events", firstBad: 1),
            Change(
                name: "close the gap of a deletion",
                sql: """
                    DELETE FROM auth.audit_events WHERE number = 3;
                    UPDATE auth.audit_events SET number = 3 WHERE number = 4;
                    UPDATE auth.audit_events SET number = 4 WHERE number = 5;
                    UPDATE auth.audit_events SET number = 5 WHERE number = 6;
                    UPDATE auth.audit_heads SET number = 5;
                    """, firstBad: 3),
            Change(
                name: "swap two",
                sql: """
                    UPDATE auth.audit_events SET number = 100 WHERE number = 3;
                    UPDATE auth.audit_events SET number = 3 WHERE number = 4;
                    UPDATE auth.audit_events SET number = 4 WHERE number = 100;
                    """, firstBad: 3),
            Change(name: "shift all", sql: "UPDATE auth.audit_events SET number = number + 100", firstBad: 1),
            Change(
                name: "repeat one at the end",
                sql: """
                    INSERT INTO auth.audit_events SELECT (jsonb_populate_record(e,
                        jsonb_build_object('number', 7, 'event_id', gen_random_uuid()))).*
                    FROM auth.audit_events e WHERE number = 3
                    """, firstBad: 7),
            Change(
                name: "insert one with a head of its own",
                sql: """
                    WITH forged AS (
                        INSERT INTO auth.audit_events SELECT (jsonb_populate_record(e,
                            jsonb_build_object('number', 7, 'event_id', gen_random_uuid()))).*
                        FROM auth.audit_events e WHERE number = 6 RETURNING link)
                    UPDATE auth.audit_heads h SET number = 7, link = forged.link FROM forged
                    """, firstBad: 7),
            Change(
                name: "insert one before the first",
                sql: """
                    INSERT INTO auth.audit_events SELECT (jsonb_populate_record(e,
                        jsonb_build_object('number', 0, 'event_id', gen_random_uuid()))).*
                    FROM auth.audit_events e WHERE number = 1
                    """, firstBad: 0),
            Change(name: "delete the head", sql: "DELETE FROM auth.audit_heads", firstBad: 7),
            Change(name: "the head one behind", sql: "UPDATE auth.audit_heads SET number = 5", firstBad: 6),
            Change(name: "the head one ahead", sql: "UPDATE auth.audit_heads SET number = 7", firstBad: 7),
            Change(
                name: "another link in the head",
                sql: "UPDATE auth.audit_heads SET link = set_byte(link, 0, get_byte(link, 0) # 1)", firstBad: 6),
            Change(
                name: "a mark of retention that was made up",
                sql: """
                    WITH gone AS (DELETE FROM auth.audit_events WHERE number <= 2 RETURNING tenant_id)
                    INSERT INTO auth.audit_checkpoints SELECT DISTINCT tenant_id, 'audit-checkpoint-v1.'
                        || tenant_id || '.2.' || repeat('00', 32) || '.7.0011223344556677.AAAA' FROM gone
                    """, firstBad: 1),
        ]

    @Test("each change of the database's owner is found, with the first number that is not as it was")
    func found() async throws {
        try await withAuth { auth in
            let (tenant, owner) = (UUID(), try await auth.database.connect())
            try await auth.makeChain(6, of: tenant)
            let verifier = try auth.verifier()
            // No column is forgotten.
            let all = try await auth.database.columns("auth", "audit_events")
            #expect(Set(all) == Set(Self.columns.keys))
            try await owner.script(
                """
                CREATE TEMP TABLE events AS SELECT * FROM auth.audit_events;
                CREATE TEMP TABLE heads AS SELECT * FROM auth.audit_heads;
                """)
            for change in Self.changes {
                #expect(try await verifier.verify(tenant, through: nil).problem == nil, "before \(change.name)")
                try await owner.script(change.sql)
                let report = try await verifier.verify(tenant, through: nil)
                #expect(report.problem?.number == change.firstBad, "\(change.name)")
                if !change.reason.isEmpty {
                    #expect(report.problem?.reason.contains(change.reason) == true, "\(change.name)")
                }
                try await owner.script(
                    """
                    DELETE FROM auth.audit_events; INSERT INTO auth.audit_events SELECT * FROM events;
                    DELETE FROM auth.audit_heads; INSERT INTO auth.audit_heads SELECT * FROM heads;
                    DELETE FROM auth.audit_checkpoints;
                    """)
            }
            #expect(try await verifier.verify(tenant, through: nil).checkedCount == 6)
        }
    }

    @Test("a tail that is cut off with its head is found by a head that was kept, also when the chain has grown since")
    func truncated() async throws {
        try await withAuth { auth in
            let (tenant, owner) = (UUID(), try await auth.database.connect())
            let verifier = try auth.verifier()
            try await auth.makeChain(6, of: tenant)
            let kept = try await verifier.verify(tenant, through: nil).head
            #expect(kept.number == 6)
            #expect(try await verifier.verify(tenant, through: kept).problem == nil)
            try await owner.script(
                """
                DELETE FROM auth.audit_events WHERE number > 4;
                UPDATE auth.audit_heads h SET number = 4, link = e.link FROM auth.audit_events e WHERE e.number = 4;
                """)
            #expect(try await verifier.verify(tenant, through: nil).problem == nil)
            #expect(try await verifier.verify(tenant, through: kept).problem?.number == 5)
            try await auth.makeChain(2, of: tenant)
            #expect(try await verifier.verify(tenant, through: nil).problem == nil)
            #expect(try await verifier.verify(tenant, through: kept).problem?.number == 6)
            try await owner.script("DELETE FROM auth.audit_events; DELETE FROM auth.audit_heads;")
            #expect(try await verifier.verify(tenant, through: nil).problem == nil)
            #expect(try await verifier.verify(tenant, through: kept).problem?.number == 1)
        }
    }

    @Test("the service's own role can't change or remove an event, and removes by retention old ones only")
    func role() async throws {
        try await withAuth { auth in
            let tenant = UUID()
            auth.time.advance(by: -31 * 86_400)
            try await auth.makeChain(2, of: tenant)
            auth.time.advance(by: 2 * 86_400)
            try await auth.makeChain(2, of: tenant)
            let pool = try auth.pool
            for sql: SQL in [
                "UPDATE auth.audit_events SET detail = ''", "DELETE FROM auth.audit_events",
                "TRUNCATE auth.audit_events",
            ] {
                let error = await #expect(throws: PostgresError.self) {
                    try await pool.withTransaction(tenant: tenant.text) { _ = try await $0.execute(sql) }
                }
                #expect(error?.sqlState == .insufficientPrivilege)
            }
            for other in [UUID(), tenant] {
                let removed = try await pool.withTransaction(tenant: other.text) { connection in
                    try await connection.query("SELECT auth.remove_audit_events(99)")[0].decode(Int64.self, 0)
                }
                #expect(removed == (other == tenant ? 2 : 0))
            }
            #expect(try await auth.verifier().verify(tenant, through: nil).problem?.number == 1)
        }
    }
}
