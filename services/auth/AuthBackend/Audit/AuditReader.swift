import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// Lists and exports of one tenant's events.
struct AuditReader: Sendable {
    let pool: PostgresPool
    var exportTimeMax = AuthLimits.auditScanTimeMax
    var filteredMax = AuthLimits.auditFilteredMax

    private static let list = "auditEvents"

    /// What a filter may name.
    static let fields: [FilterField] = [
        FilterField("number", .integer, "number"), FilterField("event_time", .timestamp, "event_time"),
        FilterField("service", .text, "service"), FilterField("actor", .text, "actor"),
        FilterField("actor_username", .text, "actor_username"), FilterField("action", .text, "action"),
        FilterField("resource", .text, "resource"),
        FilterField(
            "result", .enumeration(["SUCCEEDED", "DENIED"]),
            "(CASE result WHEN 1 THEN 'SUCCEEDED' ELSE 'DENIED' END)"),
        FilterField("client_address", .text, "client_address"), FilterField("session_id", .text, "session_id"),
        FilterField("request_id", .text, "request_id"),
    ]

    /// Newest first. A filter that lets few through makes short pages, even empty ones; the token says whether there is
    /// more.
    func page(
        _ request: AuthV1.ListAuditEventsRequest, tenant: String
    ) async throws -> AuthV1.ListAuditEventsResponse {
        let size = try Page.size(request.pageSize)
        let before = try Self.number(request.pageToken)
        let filter = try Filter(request.filter, over: Self.fields)
        return try await pool.withTransaction(tenant: tenant) { connection in
            guard let kept = try await Self.kept(on: connection) else { return AuthV1.ListAuditEventsResponse() }
            let end = min(before, kept.upperBound + 1)
            let start = max(kept.lowerBound, end - filteredMax)
            var sql: SQL = """
                SELECT \(AuditEntry.columns) FROM auth.audit_events
                WHERE number < \(end) AND number >= \(start) AND \(filter.condition)
                ORDER BY number DESC LIMIT \(size + 1)
                """
            sql.isPrepared = filter.condition.isPrepared
            let entries = try await connection.query(sql).map(AuditEntry.init)
            let page = entries.prefix(size)
            let next = entries.count > size ? page.last?.place.number : start > kept.lowerBound ? start : nil
            return AuthV1.ListAuditEventsResponse(
                auditEvents: page.map(AuthV1.AuditEvent.init),
                nextPageToken: next.map { PageToken.encode(Self.list, "\($0)") } ?? "")
        }
    }

    /// The numbers of the tenant's events; nil when there are none.
    private static func kept(on connection: PostgresConnection) async throws -> ClosedRange<Int64>? {
        let ends = try await connection.query(
            """
            (SELECT number FROM auth.audit_events ORDER BY number LIMIT 1)
            UNION ALL (SELECT number FROM auth.audit_events ORDER BY number DESC LIMIT 1)
            """
        ).map { try $0.decode(Int64.self, 0) }
        guard let first = ends.min(), let last = ends.max() else { return nil }
        return first...last
    }

    private static func number(_ token: String) throws(RPCError) -> Int64 {
        guard let parts = try PageToken.decode(token, list, count: 1) else { return Int64.max }
        guard let number = Int64(parts[0]) else { throw PageToken.refusal }
        return number
    }

    /// Oldest first, as far as the chain has come when the export begins. Some rows at a time, each in a transaction of
    /// its own: a slow client holds neither memory nor the database.
    func export(_ filter: Filter, tenant: UUID, to write: (AuthV1.AuditEvent) async throws -> Void) async throws {
        let end = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await AuditStore.head(of: tenant, on: connection)?.number ?? 0
        }
        let deadline = ContinuousClock.now + exportTimeMax
        var after: Int64 = 0
        while after < end {
            let through = min(after + filteredMax, end)
            let entries = try await pool.withTransaction(tenant: tenant.text) { [after] connection in
                try await AuditStore.entries(
                    after: after, limit: AuthLimits.auditScanRows,
                    where: "number <= \(through) AND \(filter.condition)", on: connection)
            }
            for entry in entries { try await write(AuthV1.AuditEvent(entry)) }
            let isCut = entries.count == AuthLimits.auditScanRows
            after = isCut ? entries.last?.place.number ?? through : through
            guard ContinuousClock.now < deadline || after >= end else { throw AuditScans.tooLong }
        }
    }
}
