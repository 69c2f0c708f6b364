import FoundationEssentials
import Messages
import Postgres
import ServiceKit

/// Appends events to the chains of their tenants: one chain each, its head's row locked while it grows, so that numbers
/// are contiguous whichever replica appends.
struct AuditChain: AuditSink {
    let pool: PostgresPool
    let keys: AuditKeys
    let clock: WallClock

    /// Each tenant's part in a transaction of its own. An event that is in its chain already stays as it is.
    func record(_ events: [AuthV1.RecordedAuditEvent]) async throws {
        let recordTime = clock.seconds() * 1_000_000
        var byTenant: [UUID: [AuditRecord]] = [:]
        for event in events {
            let record = try AuditRecord(event, recordTime: recordTime)
            byTenant[record.tenant, default: []].append(record)
        }
        for (tenant, records) in byTenant { try await append(records, to: tenant) }
    }

    private func append(_ records: [AuditRecord], to tenant: UUID) async throws {
        try await pool.withTransaction(tenant: tenant.text) { connection in
            var (place, known) = try await lock(tenant, records.map(\.eventID), on: connection)
            let usernames = try await usernames(of: records, on: connection)
            var statements: [SQL] = []
            for var record in records where known.insert(record.eventID).inserted {
                if let username = usernames[record.actor] { record.actorUsername = username }
                let event = record.canonicalBytes
                place = try place.next(event, key: keys.current)
                statements.append(insert(record, event, place))
            }
            guard !statements.isEmpty else { return }
            try await connection.batch(
                statements + [
                    """
                    UPDATE auth.audit_heads SET number = \(place.number), link = \(place.link)
                    WHERE tenant_id = \(tenant)
                    """
                ])
        }
    }

    /// The head, locked, and those of the ids that are in the chain: looked up after the lock was got.
    private func lock(
        _ tenant: UUID, _ ids: [UUID], on connection: PostgresConnection
    ) async throws -> (AuditPlace, Set<UUID>) {
        let replies = try await connection.batch([
            "INSERT INTO auth.audit_chains (tenant_id) VALUES (\(tenant)) ON CONFLICT DO NOTHING",
            """
            INSERT INTO auth.audit_heads (tenant_id, number, link)
            VALUES (\(tenant), \(AuditPlace.start.number), \(AuditPlace.start.link)) ON CONFLICT DO NOTHING
            """,
            "SELECT number, link FROM auth.audit_heads WHERE tenant_id = \(tenant) FOR UPDATE",
            "SELECT event_id FROM auth.audit_events WHERE event_id = ANY(\(ids))",
        ])
        let (number, link) = try replies[2][0].values(Int64.self, [UInt8].self)
        return (AuditPlace(number: number, link: link), Set(try replies[3].map { try $0.decode(UUID.self, 0) }))
    }

    /// By actor. The directory knows users of all tenants: a super_admin may act in another one.
    private func usernames(
        of records: [AuditRecord], on connection: PostgresConnection
    ) async throws -> [String: String] {
        let users = records.compactMap { record in
            record.actor.hasPrefix("users/") ? UUID(uuidString: String(record.actor.dropFirst(6))) : nil
        }
        let rows = try await connection.query(
            "SELECT user_id, username FROM auth.login_directory WHERE user_id = ANY(\(users))")
        return try rows.reduce(into: [:]) { names, row in
            names["users/\(try row.decode(UUID.self, 0).text)"] = try row.decode(String.self, 1)
        }
    }

    private func insert(_ record: AuditRecord, _ event: [UInt8], _ place: AuditPlace) -> SQL {
        """
        INSERT INTO auth.audit_events (tenant_id, number, event_id, event_time, record_time, result, service, actor,
            actor_username, session_id, action, resource, detail, client_address, request_id, event, key_id, link)
        VALUES (\(record.tenant), \(place.number), \(record.eventID), \(Self.time(record.eventTime)),
            \(Self.time(record.recordTime)), \(record.result.rawValue), \(record.service), \(record.actor),
            \(record.actorUsername), \(record.sessionID), \(record.action), \(record.resource), \(record.detail),
            \(record.clientAddress), \(record.requestID), \(event), \(keys.current.id), \(place.link))
        """
    }

    private static func time(_ microseconds: Int64) -> SQL {
        "to_timestamp(0) + \(microseconds) * interval '1 microsecond'"
    }
}
