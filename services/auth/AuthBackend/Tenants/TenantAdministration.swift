import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// Makes, changes and suspends tenants.
struct TenantAdministration: Sendable {
    let pool: PostgresPool
    let eviction: TenantEviction
    let clock: WallClock

    private static let changeable = ["display_name", "quotas.users_max", "quotas.api_keys_max"]

    func get(_ name: String) async throws -> TenantRecord {
        let id = try ResourceName.id(name, in: "tenants")
        let record = try await pool.withTransaction(tenant: id.text) { connection in
            try await TenantRecord.get(id, on: connection)
        }
        guard let record else { throw ResourceName.notFound(name) }
        return record
    }

    func create(
        _ request: AuthV1.CreateTenantRequest, by caller: Caller, actor: AuditActor
    ) async throws -> TenantRecord {
        let tenant = request.tenant ?? AuthV1.Tenant()
        try Self.checkName(tenant.displayName)
        let quotas = tenant.quotas ?? AuthV1.TenantQuotas()
        try Self.check(quotas)
        let id = UUID()
        let repeatable = try RepeatableRequest(
            id: request.requestId, method: "CreateTenant", message: tenant, by: caller)
        return try await pool.withTransaction(tenant: caller.tenant.text) { connection in
            let made = try await repeatable?.book(making: id, at: clock.date, on: connection)
            // What follows belongs to the new tenant, its first audit event included.
            try await connection.execute(TenantSetting.assignment((made ?? id).text))
            if made == nil {
                try await insert(id, tenant.displayName, quotas, on: connection)
                try await record("tenants.create", id, tenant.displayName, actor, on: connection)
            }
            guard let record = try await TenantRecord.get(made ?? id, on: connection) else {
                throw ResourceName.notFound("tenants/\((made ?? id).text)")
            }
            return record
        }
    }

    func update(
        _ request: AuthV1.UpdateTenantRequest, actor: AuditActor
    ) async throws -> TenantRecord {
        let tenant = request.tenant ?? AuthV1.Tenant()
        let mask = try UpdateMask(request.updateMask, changeable: Self.changeable)
        let quotas = tenant.quotas ?? AuthV1.TenantQuotas()
        try Self.check(quotas)
        if mask.contains("display_name") { try Self.checkName(tenant.displayName) }
        return try await change(tenant.name, "tenants.update", etag: tenant.etag, actor) { record, connection in
            var changes: [SQL] = []
            var details: [String] = []
            if mask.contains("display_name"), tenant.displayName != record.displayName {
                changes.append("display_name = \(tenant.displayName)")
                details.append("display_name")
            }
            if mask.contains("quotas.users_max"), quotas.usersMax != record.usersMax {
                changes.append("users_max = \(quotas.usersMax)")
                details.append("users_max \(record.usersMax) -> \(quotas.usersMax)")
            }
            if mask.contains("quotas.api_keys_max"), quotas.apiKeysMax != record.apiKeysMax {
                changes.append("api_keys_max = \(quotas.apiKeysMax)")
                details.append("api_keys_max \(record.apiKeysMax) -> \(quotas.apiKeysMax)")
            }
            guard !changes.isEmpty else { return "nothing" }
            try await set(SQL.joined(changes, by: ", "), record, on: connection)
            return details.joined(separator: ", ")
        }
    }

    /// Logins are refused from now on, and all sessions end: of a large tenant some of them a little later.
    func suspend(
        _ request: AuthV1.SuspendTenantRequest, by caller: Caller, actor: AuditActor
    ) async throws -> TenantRecord {
        let suspended = try await change(request.name, "tenants.suspend", etag: request.etag, actor) {
            record, connection in
            guard record.id != AdminBootstrap.defaultTenant, record.id != caller.homeTenant else {
                throw RPCError(.failedPrecondition, "Neither the default tenant nor your own can be suspended.")
            }
            try await set("is_suspended = true", record, on: connection)
            try await TenantEviction.begin(.suspension, record.id, on: connection)
            return record.displayName
        }
        _ = try await eviction.turn(.suspension, suspended.id)
        return suspended
    }

    func resume(_ request: AuthV1.ResumeTenantRequest, actor: AuditActor) async throws -> TenantRecord {
        _ = try await eviction.finish(.suspension, ResourceName.id(request.name, in: "tenants"))
        return try await change(request.name, "tenants.resume", etag: request.etag, actor) { record, connection in
            guard try await !TenantEviction.isRunning(.suspension, record.id, on: connection) else {
                throw RPCError(.aborted, "The tenant was suspended at the same time; try again.")
            }
            try await set("is_suspended = false", record, on: connection)
            return record.displayName
        }
    }

    /// - Parameter apply: returns what was changed, for the audit log.
    private func change(
        _ name: String, _ action: String, etag: String, _ actor: AuditActor,
        _ apply: (TenantRecord, PostgresConnection) async throws -> String
    ) async throws -> TenantRecord {
        let id = try ResourceName.id(name, in: "tenants")
        return try await pool.withTransaction(tenant: id.text) { connection in
            guard let record = try await TenantRecord.get(id, on: connection, lock: true) else {
                throw ResourceName.notFound(name)
            }
            try Etag.check(etag, version: record.version)
            let detail = try await apply(record, connection)
            guard let changed = try await TenantRecord.get(id, on: connection) else {
                throw ResourceName.notFound(name)
            }
            try await self.record(action, id, detail, actor, on: connection)
            return changed
        }
    }

    private func insert(
        _ id: UUID, _ displayName: String, _ quotas: AuthV1.TenantQuotas, on connection: PostgresConnection
    ) async throws {
        try await connection.execute(
            """
            INSERT INTO auth.tenants (tenant_id, display_name, users_max, api_keys_max, create_time, update_time)
            VALUES (\(id), \(displayName), \(quotas.usersMax), \(quotas.apiKeysMax), \(clock.date), \(clock.date))
            """)
    }

    private func set(_ assignments: SQL, _ record: TenantRecord, on connection: PostgresConnection) async throws {
        try await connection.execute(
            """
            UPDATE auth.tenants SET \(assignments), version = version + 1, update_time = \(clock.date)
            WHERE tenant_id = \(record.id)
            """)
    }

    private func record(
        _ action: String, _ id: UUID, _ detail: String, _ actor: AuditActor, on connection: PostgresConnection
    ) async throws {
        try await AuthSchema.outbox.record(
            AuditEvent(
                tenant: id, time: clock.date, actor: actor, action: action, resource: "tenants/\(id.text)",
                detail: detail), on: connection)
    }

    private static func checkName(_ text: String) throws(RPCError) {
        guard !text.isEmpty else { throw .invalidArgument(field: "tenant.display_name", "must not be empty") }
        try DisplayName.check(text, field: "tenant.display_name")
    }

    private static func check(_ quotas: AuthV1.TenantQuotas) throws(RPCError) {
        for (field, value, most) in [
            ("users_max", quotas.usersMax, AuthLimits.usersQuotaMax),
            ("api_keys_max", quotas.apiKeysMax, AuthLimits.apiKeysQuotaMax),
        ] {
            guard value >= 0, value <= most else {
                throw .invalidArgument(
                    field: "tenant.quotas.\(field)", "must be 0 for the default, or at most \(most)")
            }
        }
    }
}
