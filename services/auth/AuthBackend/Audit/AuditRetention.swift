import FoundationEssentials
import Logging
import Postgres
import ServiceKit

/// Removes events that are beyond their retention, from the front of each chain only, and leaves a mark from which the
/// rest is verified.
///
/// What is removed is verified first: a chain that is not as it was recorded stays as it is, for the mark would cover
/// what was done to it.
struct AuditRetention: Sendable {
    let pool: PostgresPool
    let keys: AuditKeys
    let clock: WallClock
    /// 0 keeps everything.
    let days: Int
    let logger: Logger

    /// How many were removed.
    func run() async throws -> Int {
        guard days > 0 else { return 0 }
        var removed = 0
        try await AuditTenants(pool: pool).run { removed += try await removeAll(of: $0) }
        return removed
    }

    private func removeAll(of tenant: UUID) async throws -> Int {
        var removed = 0
        do {
            while !Task.isCancelled {
                let count = try await removeSome(of: tenant)
                removed += count
                guard count == AuthLimits.auditRetentionRows else { break }
            }
        } catch let problem as AuditLinkChecker.Problem {
            logger.error(
                "an audit chain is not as it was recorded, so nothing of it is removed",
                metadata: [
                    "tenant": .string(tenant.text), "number": "\(problem.number)",
                    "problem": .string(problem.reason),
                ])
        }
        return removed
    }

    private func removeSome(of tenant: UUID) async throws -> Int {
        let cutoff = (clock.seconds() - Int64(days) * 86_400) * 1_000_000
        return try await pool.withTransaction(tenant: tenant.text) { connection in
            // One replica at a time, and none that appends meanwhile.
            let locked = try await connection.query(
                "SELECT 1 FROM auth.audit_heads WHERE tenant_id = \(tenant) FOR UPDATE SKIP LOCKED")
            guard !locked.isEmpty else { return 0 }
            let start =
                try await AuditStore.checkpoint(of: tenant, on: connection).map {
                    try AuditStore.place(of: tenant, checkpoint: $0, keys: keys)
                } ?? .start
            let entries = try await AuditStore.entries(
                after: Int64.min, limit: AuthLimits.auditRetentionRows, on: connection)
            var checker = try AuditLinkChecker(keys: keys, from: start)
            for entry in entries.prefix(while: { ($0.record?.recordTime ?? 0) < cutoff }) { try checker.check(entry) }
            guard checker.checkedCount > 0 else { return 0 }
            try await remove(through: checker, of: tenant, on: connection)
            return Int(checker.checkedCount)
        }
    }

    private func remove(
        through checker: AuditLinkChecker, of tenant: UUID, on connection: PostgresConnection
    ) async throws {
        let mark = AuditMark(
            purpose: .checkpoint, tenant: tenant, place: checker.place, time: clock.seconds())
        try await connection.execute(
            """
            INSERT INTO auth.audit_checkpoints (tenant_id, mark) VALUES (\(tenant), \(try mark.text(keys.current)))
            ON CONFLICT (tenant_id) DO UPDATE SET mark = excluded.mark
            """)
        let removed = try await connection.query("SELECT auth.remove_audit_events(\(checker.place.number))")[0]
            .decode(Int64.self, 0)
        guard removed == checker.checkedCount else {
            throw PostgresError(
                .usage, "\(removed) audit events can be removed, not \(checker.checkedCount): are the clocks apart?")
        }
    }
}

/// As `TenantWalk`, for those that have a chain: events may be of tenants that are not there any more, or never were.
struct AuditTenants: Sendable {
    let pool: PostgresPool

    func run(_ work: (UUID) async throws -> Void) async throws {
        var round = TenantRound()
        var last: UUID?
        while true {
            let after: SQL = if let last { "tenant_id > \(last)" } else { "true" }
            let tenants = try await pool.withConnection { connection in
                try await connection.query(
                    """
                    SELECT tenant_id FROM auth.audit_chains WHERE \(after)
                    ORDER BY tenant_id LIMIT \(AuthLimits.tenantsReadMax)
                    """
                ).map { try $0.decode(UUID.self, 0) }
            }
            for tenant in tenants { try await round.run(tenant) { try await work(tenant) } }
            guard let end = tenants.last else { break }
            last = end
        }
        try round.end()
    }
}
