package import FoundationEssentials
package import Postgres

/// What the carrier of the events does with them.
extension AuditOutbox {
    /// An event that is to be carried, serialized.
    package struct Waiting: Sendable {
        package var id: UUID
        package var event: [UInt8]
    }

    /// The next events, the oldest first. Nobody else gets them until they are removed, put off or released, or until
    /// the claim ends by itself, for its holder may be gone.
    package func claim(_ count: Int, on connection: PostgresConnection) async throws -> [Waiting] {
        let queue: SQL = "\(identifier: service.rawValue).audit_queue"
        let rows = try await connection.query(
            """
            WITH claimed AS (
                UPDATE \(queue)
                SET carry_time = now() + make_interval(secs => \(ServiceLimits.auditClaimSeconds))
                WHERE event_id IN (
                    SELECT event_id FROM \(queue) WHERE carry_time <= now()
                    ORDER BY enqueue_time LIMIT \(count) FOR UPDATE SKIP LOCKED)
                RETURNING event_id, tenant_id, enqueue_time)
            SELECT event_id, tenant_id FROM claimed ORDER BY enqueue_time
            """)
        var byTenant: [UUID: [UUID]] = [:]
        for row in rows { try byTenant[row.decode(1), default: []].append(row.decode(0)) }
        var waiting: [UUID: Waiting] = [:]
        for (tenant, ids) in byTenant {
            for event in try await read(ids, of: tenant, on: connection) { waiting[event.id] = event }
        }
        return try rows.compactMap { waiting[try $0.decode(UUID.self, 0)] }
    }

    private func read(_ ids: [UUID], of tenant: UUID, on connection: PostgresConnection) async throws -> [Waiting] {
        let replies = try await connection.batch([
            TenantSetting.assignment(tenant.text),
            """
            SELECT event_id, event FROM \(identifier: service.rawValue).audit_outbox WHERE event_id = ANY(\(ids))
            """,
        ])
        return try replies[1].map { Waiting(id: try $0.decode(0), event: try $0.decode(1)) }
    }

    /// The events go with their places in the queue.
    package func remove(_ ids: [UUID], on connection: PostgresConnection) async throws {
        guard !ids.isEmpty else { return }
        try await connection.execute(
            "DELETE FROM \(identifier: service.rawValue).audit_queue WHERE event_id = ANY(\(ids))")
    }

    /// Sets an event that auth refused aside, each time for twice as long: a later release of auth may take it.
    func putOff(_ id: UUID, on connection: PostgresConnection) async throws {
        let (first, most) = (ServiceLimits.auditRefusedPauseSeconds, ServiceLimits.auditRefusedPauseSecondsMax)
        try await connection.execute(
            """
            UPDATE \(identifier: service.rawValue).audit_queue
            SET carry_time = now() + make_interval(secs => least(\(most), \(first) * 2.0 ^ least(refusals, 30))),
                refusals = refusals + 1
            WHERE event_id = \(id)
            """)
    }

    /// Ends the claim on events that nobody refused.
    func release(_ ids: [UUID], on connection: PostgresConnection) async throws {
        guard !ids.isEmpty else { return }
        try await connection.execute(
            """
            UPDATE \(identifier: service.rawValue).audit_queue SET carry_time = now() WHERE event_id = ANY(\(ids))
            """)
    }
}
