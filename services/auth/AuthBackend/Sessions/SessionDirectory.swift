import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import Tokens

/// Lists and ends sessions: one's own, or those of the users that an administrator may change.
struct SessionDirectory: Sendable {
    let pool: PostgresPool
    let sessions: SessionStore
    let clock: WallClock

    func list(
        _ request: AuthV1.ListSessionsRequest, by caller: Caller
    ) async throws -> AuthV1.ListSessionsResponse {
        let target = try caller.target(request.parent, needing: .usersRead)
        let size = try Page.size(request.pageSize)
        let after = try Self.key(request.pageToken)
        let rows = try await pool.withTransaction(tenant: target.tenant.text) { connection in
            try await target.check(on: connection)
            return try await connection.query(
                """
                SELECT session_id, create_time, refresh_time, expire_time, client_address, user_agent, methods,
                    (extract(epoch FROM create_time) * 1000000)::bigint AS microseconds
                FROM auth.sessions
                WHERE user_id = \(target.user) AND \(live)
                    AND (create_time, session_id)
                        < (to_timestamp(0) + \(after.microseconds) * interval '1 microsecond', \(after.id))
                ORDER BY create_time DESC, session_id DESC LIMIT \(size + 1)
                """)
        }
        let page = try rows.prefix(size).map { try session($0, target, current: caller.session) }
        guard rows.count > size, let last = rows.prefix(size).last else {
            return AuthV1.ListSessionsResponse(sessions: page)
        }
        let token = try PageToken.encode(
            Self.list, "\(last.decode(Int64.self, "microseconds"))", last.decode(UUID.self, "session_id").text)
        return AuthV1.ListSessionsResponse(sessions: page, nextPageToken: token)
    }

    func revoke(_ name: String, by caller: Caller, actor: AuditActor) async throws {
        let (target, session) = try caller.target(name, collection: "sessions", needing: .usersWrite)
        // However it was typed ("users/me/…").
        let resource = "\(target.name)/sessions/\(session.text)"
        try await change("sessions.revoke", resource, of: target, by: caller, actor) { connection in
            let count = try await sessions.revoke(
                "session_id = \(session) AND user_id = \(target.user) AND api_key_id IS NULL", on: connection)
            guard count == 1 else { throw ResourceName.notFound(name) }
        }
    }

    /// - Parameter except: a session that stays.
    func revokeAll(
        _ parent: String, except: UUID?, by caller: Caller, actor: AuditActor
    ) async throws -> Int {
        let target = try caller.target(parent, needing: .usersWrite)
        return try await change("sessions.revokeAll", target.name, of: target, by: caller, actor) { connection in
            let condition: SQL =
                if let except { "user_id = \(target.user) AND api_key_id IS NULL AND session_id <> \(except)" } else {
                    "user_id = \(target.user) AND api_key_id IS NULL"
                }
            return try await sessions.revoke(condition, on: connection)
        }
    }

    private var live: SQL { "api_key_id IS NULL AND revoke_time IS NULL AND expire_time > \(clock.date)" }

    /// - Parameter end: the last statements of the transaction.
    private func change<R>(
        _ action: String, _ resource: String, of target: Caller.Target, by caller: Caller, _ actor: AuditActor,
        _ end: (PostgresConnection) async throws -> R
    ) async throws -> R {
        try await DeniedActs(pool: pool, clock: clock).noting(action, resource, in: target.tenant, by: actor) {
            try await pool.withTransaction(tenant: target.tenant.text) { connection in
                try await target.check(changedBy: caller, on: connection)
                try await AuthSchema.outbox.record(
                    AuditEvent(
                        tenant: target.tenant, time: clock.date, actor: actor, action: action, resource: resource),
                    on: connection)
                return try await end(connection)
            }
        }
    }

    private static let list = "sessions"

    private static func key(_ token: String) throws(RPCError) -> (microseconds: Int64, id: UUID) {
        guard let parts = try PageToken.decode(token, list, count: 2) else { return (Int64.max / 4, UUID()) }
        guard let microseconds = Int64(parts[0]), let id = UUID(uuidString: parts[1]) else { throw PageToken.refusal }
        return (microseconds, id)
    }

    private func session(
        _ row: PostgresRow, _ target: Caller.Target, current: UUID?
    ) throws -> AuthV1.Session {
        let id = try row.decode(UUID.self, "session_id")
        return try AuthV1.Session(
            name: "users/\(target.user.text)/sessions/\(id.text)",
            createTime: GoogleProtobuf.Timestamp(row.decode(Date.self, "create_time")),
            lastRefreshTime: GoogleProtobuf.Timestamp(row.decode(Date.self, "refresh_time")),
            expireTime: GoogleProtobuf.Timestamp(row.decode(Date.self, "expire_time")),
            clientAddress: row.decode(String.self, "client_address"),
            userAgent: row.decode(String.self, "user_agent"),
            authenticationMethods: row.decode([String].self, "methods"), isCurrent: id == current)
    }
}
