package import FoundationEssentials
package import Postgres

/// What the carrier of the events does with them.
extension AuditOutbox {
    /// An event that is to be carried, serialized.
    package struct Waiting: Sendable {
        package var id: UUID
        package var event: [UInt8]
    }

    /// The next events, the oldest first, locked until the transaction ends. Those that another replica carries are
    /// left to it.
    package func claim(_ count: Int, on connection: PostgresConnection) async throws -> [Waiting] {
        let rows = try await connection.query(
            """
            SELECT event_id, tenant_id FROM \(identifier: service.rawValue).audit_queue
            WHERE carry_time <= now() ORDER BY carry_time LIMIT \(count) FOR UPDATE SKIP LOCKED
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
    func remove(_ ids: [UUID], on connection: PostgresConnection) async throws {
        guard !ids.isEmpty else { return }
        try await connection.execute(
            "DELETE FROM \(identifier: service.rawValue).audit_queue WHERE event_id = ANY(\(ids))")
    }

    func putOff(_ ids: [UUID], on connection: PostgresConnection) async throws {
        guard !ids.isEmpty else { return }
        try await connection.execute(
            """
            UPDATE \(identifier: service.rawValue).audit_queue
            SET carry_time = now() + make_interval(secs => \(ServiceLimits.auditRefusedPauseSeconds))
            WHERE event_id = ANY(\(ids))
            """)
    }
}
