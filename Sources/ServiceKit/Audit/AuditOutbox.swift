import FoundationEssentials
import Messages
package import Postgres
import Protobuf
import RPC

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
            enqueue_time timestamptz NOT NULL DEFAULT now(),
            -- Not before: somebody carries it meanwhile, or auth refused it.
            carry_time timestamptz NOT NULL DEFAULT now(),
            refusals integer NOT NULL DEFAULT 0
        );
        CREATE INDEX idx_audit_queue_enqueue_time ON \(schema).audit_queue (enqueue_time);

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

    /// The same for an act that succeeded now.
    package func record(
        _ action: String, of resource: String, in tenant: String, by actor: AuditActor,
        detail: String = "", on connection: PostgresConnection
    ) async throws {
        guard let tenant = UUID(uuidString: tenant) else {
            throw RPCError(.internalError, "The tenant of an audit event is no id.")
        }
        try await record(
            AuditEvent(
                tenant: tenant, time: Date(), actor: actor, action: action, resource: resource, detail: detail),
            on: connection)
    }

    private func message(_ event: AuditEvent) -> AuthV1.RecordedAuditEvent {
        AuthV1.RecordedAuditEvent(
            eventId: event.id.text, tenant: event.tenant.text,
            event: AuthV1.AuditEvent(
                eventTime: GoogleProtobuf.Timestamp(event.time), service: service.rawValue,
                actor: Self.cut(event.actor.name), actorUsername: Self.cut(event.actor.username),
                sessionId: Self.cut(event.actor.sessionID), action: Self.cut(event.action),
                resource: Self.cut(event.resource), result: event.result == .succeeded ? .succeeded : .denied,
                detail: Self.cut(event.detail), clientAddress: Self.cut(event.actor.origin.address),
                requestId: Self.cut(event.actor.origin.requestID)))
    }

    /// What auth takes. Some of it clients make up, and an act must not fail, nor its event get stuck, by a long name.
    private static func cut(_ text: String) -> String {
        guard text.utf8.count > ServiceLimits.auditTextBytesMax || text.utf8.contains(0) else { return text }
        var kept = ""
        for character in text.unicodeScalars where character != "\0" {
            guard kept.utf8.count + UTF8.width(character) <= ServiceLimits.auditTextBytesMax else { break }
            kept.unicodeScalars.append(character)
        }
        return kept
    }
}
