import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import Tokens

/// What administrators change of the users of the tenant that they work in.
struct UserAdministration: Sendable {
    let pool: PostgresPool
    let sessions: SessionStore
    let clock: WallClock

    /// One change of one user.
    private struct Act {
        /// As the audit log names it.
        var action: String
        var etag = ""
        var isForOneself = false
        var isForDeleted = false
        /// Whether the user's sessions end: their tokens say what they were.
        var endsSessions = false
    }

    func update(
        _ request: AuthV1.UpdateUserRequest, by caller: Caller, actor: AuditActor
    ) async throws -> UserRecord {
        let user = request.user ?? AuthV1.User()
        let mask = try UpdateMask(request.updateMask, changeable: ["display_name"])
        try DisplayName.check(user.displayName, field: "user.display_name")
        let act = Act(action: "users.update", etag: user.etag, isForOneself: true)
        return try await change(user.name, act, by: caller, actor) { record, connection in
            guard mask.contains("display_name"), record.displayName != user.displayName else { return "nothing" }
            try await set("display_name = \(user.displayName)", record, on: connection)
            return "display_name"
        }
    }

    func delete(
        _ request: AuthV1.DeleteUserRequest, by caller: Caller, actor: AuditActor
    ) async throws -> UserRecord {
        let act = Act(action: "users.delete", etag: request.etag, endsSessions: true)
        return try await change(request.name, act, by: caller, actor) { record, connection in
            try await LastAdministrator.check(without: record, on: connection)
            let purge = clock.date(in: AuthLimits.userPurgeSeconds)
            try await set("delete_time = \(clock.date), purge_time = \(purge)", record, on: connection)
            try await UserCredentials.end(of: record.id, at: clock.date, on: connection)
            return record.username
        }
    }

    func undelete(_ name: String, by caller: Caller, actor: AuditActor) async throws -> UserRecord {
        let act = Act(action: "users.undelete", isForDeleted: true)
        return try await change(name, act, by: caller, actor) { record, connection in
            guard record.deleteTime != nil else {
                throw RPCError(.failedPrecondition, "This user is not deleted.")
            }
            try await UserQuota.take(in: record.tenant, on: connection)
            try await set("delete_time = NULL, purge_time = NULL", record, on: connection)
            return record.username
        }
    }

    func disable(
        _ request: AuthV1.DisableUserRequest, by caller: Caller, actor: AuditActor
    ) async throws -> UserRecord {
        let act = Act(action: "users.disable", etag: request.etag, endsSessions: true)
        return try await change(request.name, act, by: caller, actor) { record, connection in
            try await LastAdministrator.check(without: record, on: connection)
            try await set("is_disabled = true", record, on: connection)
            return record.username
        }
    }

    func enable(
        _ request: AuthV1.EnableUserRequest, by caller: Caller, actor: AuditActor
    ) async throws -> UserRecord {
        let act = Act(action: "users.enable", etag: request.etag)
        return try await change(request.name, act, by: caller, actor) { record, connection in
            try await set("is_disabled = false", record, on: connection)
            return record.username
        }
    }

    func unlock(_ name: String, by caller: Caller, actor: AuditActor) async throws -> UserRecord {
        try await change(name, Act(action: "users.unlock"), by: caller, actor) { record, connection in
            try await FailureLimit.clear(record.username, on: connection)
            return record.username
        }
    }

    func setRoles(
        _ request: AuthV1.SetRolesRequest, by caller: Caller, actor: AuditActor
    ) async throws -> UserRecord {
        let target = try caller.target(request.name, needing: .usersWrite)
        let roles = try await denied.noting("users.setRoles", target.name, in: target.tenant, by: actor) {
            try Authority(caller).roles(request.roles, in: caller.tenant, field: "roles")
        }
        let act = Act(action: "users.setRoles", etag: request.etag, endsSessions: true)
        return try await change(request.name, act, by: caller, actor) { record, connection in
            if !roles.contains(Role.superAdmin.rawValue) {
                try await LastAdministrator.check(without: record, on: connection)
            }
            try await set("roles = \(roles)", record, on: connection)
            return "\(record.roles.joined(separator: ", ")) -> \(roles.joined(separator: ", "))"
        }
    }

    /// Locks the user, checks who may do this to whom, does it, writes it down and ends the sessions: one transaction.
    ///
    /// - Parameter apply: returns what was changed, for the audit log.
    private func change(
        _ name: String, _ act: Act, by caller: Caller, _ actor: AuditActor,
        _ apply: (UserRecord, PostgresConnection) async throws -> String
    ) async throws -> UserRecord {
        let target = try caller.target(name, needing: .usersWrite)
        return try await denied.noting(act.action, target.name, in: target.tenant, by: actor) {
            try await pool.withTransaction(tenant: target.tenant.text) { connection in
                guard let record = try await UserRecord.get(target.user, on: connection, lock: true) else {
                    throw ResourceName.notFound(name)
                }
                try check(act, record, caller)
                let detail = try await apply(record, connection)
                guard let changed = try await UserRecord.get(record.id, on: connection) else {
                    throw ResourceName.notFound(name)
                }
                try await AuthSchema.outbox.record(
                    AuditEvent(
                        tenant: record.tenant, time: clock.date, actor: actor, action: act.action,
                        resource: record.name, detail: detail), on: connection)
                if act.endsSessions { try await sessions.revokeAll(of: record.id, on: connection) }
                return changed
            }
        }
    }

    private var denied: DeniedActs { DeniedActs(pool: pool, clock: clock) }

    private func check(_ act: Act, _ record: UserRecord, _ caller: Caller) throws(RPCError) {
        let authority = Authority(caller)
        if !act.isForOneself { try authority.checkNotSelf(record) }
        try authority.check(over: record.id, with: record.roles)
        guard record.deleteTime == nil || act.isForDeleted else {
            throw RPCError(.failedPrecondition, "This user is deleted; undelete them first.")
        }
        try Etag.check(act.etag, version: record.version)
    }

    private func set(_ assignments: SQL, _ record: UserRecord, on connection: PostgresConnection) async throws {
        try await connection.execute(
            """
            UPDATE auth.users SET \(assignments), version = version + 1, update_time = \(clock.date)
            WHERE user_id = \(record.id)
            """)
    }
}
