import FoundationEssentials
import Messages
package import Postgres
import Protobuf

/// Where a service leaves its audit events: in the transaction of the act itself, so that neither exists without the
/// other. From there they are carried to auth, which chains them.
package struct AuditOutbox: Sendable {
    package let service: PlatformService

    package init(_ service: PlatformService) {
        self.service = service
    }

    private var schema: String { service.rawValue }

    /// To be put into the schema's migrations. The queue holds ids alone and stands outside row-level security, for
    /// whoever carries the events must find them in every tenant.
    package var tables: String {
        """
        -- Retention: until auth has recorded the event.
        CREATE TABLE \(schema).audit_queue (
            event_id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            enqueue_time timestamptz NOT NULL DEFAULT now()
        );
        CREATE INDEX idx_audit_queue_time ON \(schema).audit_queue (enqueue_time);

        -- Retention: until auth has recorded the event. A serialized pynomaly.auth.v1.RecordedAuditEvent.
        CREATE TABLE \(schema).audit_outbox (
            tenant_id uuid NOT NULL,
            event_id uuid PRIMARY KEY REFERENCES \(schema).audit_queue ON DELETE CASCADE,
            event bytea NOT NULL
        );

        """ + Migration.tenantIsolation(of: "\(schema).audit_outbox")
    }

    /// Writes the event down as a part of the transaction, whose tenant must be the event's.
    package func record(_ event: AuditEvent, on connection: PostgresConnection) async throws {
        try await connection.batch([
            "INSERT INTO \(identifier: schema).audit_queue (event_id, tenant_id) VALUES (\(event.id), \(event.tenant))",
            """
            INSERT INTO \(identifier: schema).audit_outbox (tenant_id, event_id, event)
            VALUES (\(event.tenant), \(event.id), \(message(event).serialized()))
            """,
        ])
    }

    private func message(_ event: AuditEvent) -> AuthV1.RecordedAuditEvent {
        AuthV1.RecordedAuditEvent(
            eventId: event.id.text, tenant: event.tenant.text,
            event: AuthV1.AuditEvent(
                eventTime: GoogleProtobuf.Timestamp(event.time), service: service.rawValue, actor: event.actor.name,
                actorUsername: event.actor.username, sessionId: event.actor.sessionID, action: event.action,
                resource: event.resource, result: event.result == .succeeded ? .succeeded : .denied,
                detail: event.detail, clientAddress: event.actor.origin.address,
                requestId: event.actor.origin.requestID))
    }
}
