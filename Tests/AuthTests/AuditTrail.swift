import FoundationEssentials
import Messages
import Postgres
import Protobuf
import TestKit

/// What tests see of the audit log.
extension AuthFixture {
    /// The events that auth itself has written, of one action, in the order of their time.
    func auditEvents(_ action: String) async throws -> [AuthV1.AuditEvent] {
        let owner = try await database.connect()
        return try await owner.query(
            "SELECT event FROM auth.audit_outbox JOIN auth.audit_queue USING (event_id) ORDER BY enqueue_time"
        )
        .map { row in try AuthV1.RecordedAuditEvent(serialized: row.decode([UInt8].self, "event")) }
        .compactMap(\.event).filter { $0.action == action }
    }

    func denials(_ action: String = "auth.login") async throws -> [AuthV1.AuditEvent] {
        try await auditEvents(action).filter { $0.result == .denied }
    }
}
