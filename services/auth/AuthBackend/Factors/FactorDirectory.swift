import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import Tokens

/// Second factors after their enrolment: what a user has, new recovery codes, and the end of a factor.
struct FactorDirectory: Sendable {
    let pool: PostgresPool
    let recoveryCodes: RecoveryCodeStore
    let sessions: SessionStore
    let clock: WallClock

    private static let suffix = "/totpFactor"

    func get(_ name: String, by caller: Caller) async throws -> AuthV1.TotpFactor {
        let target = try Self.target(name, by: caller, needing: .usersRead)
        return try await pool.withTransaction(tenant: target.tenant.text) { connection in
            let rows = try await connection.query(
                "SELECT create_time, confirm_time FROM auth.totp_factors WHERE user_id = \(target.user)")
            guard let row = rows.first else { throw ResourceName.notFound(name) }
            let (createTime, confirmTime) = try row.values(Date.self, Date?.self)
            return AuthV1.TotpFactor(
                name: "users/\(target.user.text)\(Self.suffix)", state: confirmTime == nil ? .pending : .active,
                createTime: GoogleProtobuf.Timestamp(createTime),
                confirmTime: confirmTime.map { GoogleProtobuf.Timestamp($0) },
                recoveryCodesLeft: Int32(try await recoveryCodes.count(of: target.user, on: connection)))
        }
    }

    /// New recovery codes for the caller; the old ones are void.
    func regenerateCodes(_ parent: String, by caller: Caller, actor: AuditActor) async throws -> [RecoveryCode] {
        try caller.check(name: parent)
        return try await pool.withTransaction(tenant: caller.homeTenant.text) { connection in
            let account = try await Self.locked(caller.user, on: connection)
            guard account.hasFactor else { throw FactorErrors.missing }
            let codes = try await recoveryCodes.replace(of: account.id, tenant: account.tenant, on: connection)
            try await record("users.regenerateRecoveryCodes", account, actor, on: connection)
            return codes
        }
    }

    /// Removes the caller's own factor. Their other sessions end: these may be somebody else's. The caller's own goes on,
    /// and is worth a password from its next refresh.
    func disable(_ name: String, by caller: Caller, actor: AuditActor) async throws {
        try caller.check(name: name, suffix: Self.suffix)
        try await pool.withTransaction(tenant: caller.homeTenant.text) { connection in
            let account = try await Self.locked(caller.user, on: connection)
            guard account.hasFactor else { throw FactorErrors.missing }
            guard !account.mustHaveFactor else { throw FactorErrors.required }
            try await remove(account, on: connection)
            if let session = caller.session { try await sessions.lower(session, of: account, on: connection) }
            try await record("users.disableTotp", account, actor, on: connection)
            let others: SQL = if let current = caller.session { "session_id <> \(current)" } else { "true" }
            try await sessions.revoke(
                "user_id = \(account.id) AND api_key_id IS NULL AND \(others)", on: connection)
        }
    }

    /// Removes the factor of a user who lost it. What was proven with it ends.
    func reset(_ name: String, by caller: Caller, actor: AuditActor) async throws {
        let target = try Self.target(name, by: caller, needing: .usersWrite)
        guard target.user != caller.user else { throw FactorErrors.notOwn }
        let resource = "\(target.name)\(Self.suffix)"
        try await DeniedActs(pool: pool, clock: clock)
            .noting("users.resetTotp", resource, in: target.tenant, by: actor) {
                try await pool.withTransaction(tenant: target.tenant.text) { connection in
                    guard let account = try await AccountStore.get(target.user, on: connection, lock: true),
                        !account.isDeleted
                    else { throw ResourceName.notFound(name) }
                    try Authority(caller).check(over: account.id, with: account.roles)
                    guard try await remove(account, on: connection) else { throw FactorErrors.missing }
                    try await record("users.resetTotp", account, actor, on: connection)
                    try await sessions.revokeAll(of: account.id, on: connection)
                }
            }
    }

    /// False if there was no factor, not even a pending one. Factor and codes go before challenges, in the order in
    /// which a proof takes them.
    @discardableResult
    private func remove(_ account: Account, on connection: PostgresConnection) async throws -> Bool {
        let existed = try await TOTPFactorStore.delete(account.id, on: connection)
        try await RecoveryCodeStore.delete(account.id, on: connection)
        try await TrustedDeviceStore.deleteAll(of: account.id, on: connection)
        try await ChallengeStore.endAll(of: account.id, at: clock.date, on: connection)
        return existed
    }

    private func record(
        _ action: String, _ account: Account, _ actor: AuditActor, on connection: PostgresConnection
    ) async throws {
        try await AuthSchema.outbox.record(
            AuditEvent(
                tenant: account.tenant, time: clock.date, actor: actor, action: action,
                resource: "users/\(account.id.text)\(Self.suffix)"), on: connection)
    }

    private static func locked(_ user: UUID, on connection: PostgresConnection) async throws -> Account {
        guard let account = try await AccountStore.get(user, on: connection, lock: true) else {
            throw LoginErrors.usersOnly
        }
        return account
    }

    /// `users/{user}/totpFactor`.
    private static func target(
        _ name: String, by caller: Caller, needing permission: Permission
    ) throws(RPCError) -> Caller.Target {
        guard name.hasSuffix(suffix) else { throw ResourceName.notFound(name) }
        return try caller.target(String(name.dropLast(suffix.count)), needing: permission)
    }
}
