import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import Tokens

/// Which roles of a tenant must have a second factor, beside those that always must.
struct MfaPolicyDirectory: Sendable {
    let pool: PostgresPool
    let eviction: TenantEviction
    let clock: WallClock

    func get(tenant: UUID) async throws -> AuthV1.MfaPolicy {
        try await pool.withTransaction(tenant: tenant.text) { connection in
            try await TenantRecord.check(tenant, on: connection)
            return try await Self.read(tenant, on: connection).message
        }
    }

    /// The roles named in a tenant's policy.
    func requiredRoles(tenant: UUID) async throws -> [String] {
        try await get(tenant: tenant).requiredRoles
    }

    /// A stricter policy ends the sessions of those concerned that were opened without a factor: where there are many,
    /// some of them a little later.
    func update(_ policy: AuthV1.MfaPolicy, by caller: Caller, actor: AuditActor) async throws -> AuthV1.MfaPolicy {
        let roles = try Self.validated(policy.requiredRoles)
        let tenant = caller.tenant
        let updated = try await pool.withTransaction(tenant: tenant.text) { connection in
            // First, for it may wait for a turn; from the next statement on, logins wait for this transaction.
            try await TenantEviction.begin(.factorPolicy, tenant, on: connection)
            try await Self.lock(tenant, on: connection)
            let known = try await Self.read(tenant, on: connection)
            try Etag.check(policy.etag, version: known.version)
            try await write(roles, tenant, on: connection)
            try await AuthSchema.outbox.record(
                AuditEvent(
                    tenant: tenant, time: clock.date, actor: actor, action: "mfaPolicy.update",
                    resource: "tenants/\(tenant.text)/mfaPolicy",
                    detail: "required roles: \(roles.isEmpty ? "none" : roles.joined(separator: " "))"),
                on: connection)
            return try await Self.read(tenant, on: connection).message
        }
        _ = try await eviction.turn(.factorPolicy, tenant)
        return updated
    }

    /// Whoever opens a session holds the tenant's row in share; so none is opened under the old policy after this.
    private static func lock(_ tenant: UUID, on connection: PostgresConnection) async throws {
        let rows = try await connection.query(
            "SELECT 1 FROM auth.tenants WHERE tenant_id = \(tenant) FOR NO KEY UPDATE")
        guard !rows.isEmpty else { throw ResourceName.notFound("tenants/\(tenant.text)") }
    }

    private func write(_ roles: [String], _ tenant: UUID, on connection: PostgresConnection) async throws {
        try await connection.execute(
            """
            INSERT INTO auth.mfa_policies AS p (tenant_id, required_roles, version, update_time)
            VALUES (\(tenant), \(roles), 1, \(clock.date))
            ON CONFLICT (tenant_id) DO UPDATE SET required_roles = excluded.required_roles,
                version = p.version + 1, update_time = excluded.update_time
            """)
    }

    private struct Stored {
        var roles: [String]
        /// 0 for a policy that nobody has set.
        var version: Int64
        var updateTime: Date?

        var message: AuthV1.MfaPolicy {
            AuthV1.MfaPolicy(
                requiredRoles: roles, updateTime: updateTime.map { GoogleProtobuf.Timestamp($0) },
                etag: Etag.text(version: version))
        }
    }

    private static func read(_ tenant: UUID, on connection: PostgresConnection) async throws -> Stored {
        let rows = try await connection.query(
            "SELECT required_roles, version, update_time FROM auth.mfa_policies WHERE tenant_id = \(tenant)")
        guard let row = rows.first else { return Stored(roles: [], version: 0) }
        let (roles, version, updateTime) = try row.values([String].self, Int64.self, Date.self)
        return Stored(roles: roles, version: version, updateTime: updateTime)
    }

    private static func validated(_ names: [String]) throws(RPCError) -> [String] {
        for name in names where Role(rawValue: name) == nil {
            let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalidArgument(
                field: "mfa_policy.required_roles",
                "\(name.prefix(ServiceLimits.quotedNameCharactersMax)) is no role; the roles are \(known)")
        }
        return Set(names).sorted()
    }
}
