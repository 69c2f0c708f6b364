import Crypto
import FoundationEssentials
import Postgres
import RPC
import ServiceKit
import Tokens

/// Makes the first administrator, and lets a lost last one in again: whoever can run this command owns the
/// platform's database anyway.
struct AdminBootstrap: Sendable {
    enum Result: Sendable {
        case created
        /// The password is new, the second factor gone.
        case reset
        /// The user existed, and `onlyIfAbsent` was asked for.
        case unchanged
    }

    /// The tenant of those who need none: its id is the same in every installation.
    static let defaultTenant = UUID(uuid: (0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))

    let pool: PostgresPool
    let clock: WallClock

    /// 20 characters of an alphabet without look-alikes: 116 bits.
    static func makePassword() throws -> Secret {
        Secret(try SecureRandom.text(length: 20, alphabet: "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"))
    }

    /// - Parameter password: a one-time password, which must be changed at the first login within 24 hours.
    func run(username: String, password: Secret, onlyIfAbsent: Bool = false) async throws -> Result {
        let username = try Username(validating: username, field: "username")
        try PasswordRules().check(password.revealText(), field: "password", username: username.text)
        let password = Secret(password: password.revealText())
        let accounts = AccountStore(pool: pool)
        let place = try await accounts.place(of: username)
        if let place {
            if onlyIfAbsent { return .unchanged }
            try await reset(place.user, tenant: place.tenant, hash: Argon2id.hash(password))
            try await FailureLimit(pool: pool, clock: clock).clear(username)
            return .reset
        }
        try await create(username, hash: Argon2id.hash(password))
        return .created
    }

    private func create(_ username: Username, hash: String) async throws {
        let tenant = Self.defaultTenant
        let account = Account(
            id: UUID(), tenant: tenant, username: username.text, displayName: "Administrator",
            roles: [Role.superAdmin.rawValue], passwordHash: hash, passwordChangeRequired: true,
            passwordExpireTime: passwordEnd, createTime: clock.date, hasFactor: false)
        try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.execute(
                """
                INSERT INTO auth.tenants (tenant_id, display_name, create_time)
                VALUES (\(tenant), 'Default', \(clock.date)) ON CONFLICT DO NOTHING
                """)
            try await AccountStore.insert(account, on: connection)
            try await record("created", account.id, tenant: tenant, on: connection)
        }
    }

    private func reset(_ user: UUID, tenant: UUID, hash: String) async throws {
        try await pool.withTransaction(tenant: tenant.text) { connection in
            guard let account = try await AccountStore.get(user, on: connection, lock: true),
                account.roles.contains(Role.superAdmin.rawValue)
            else { throw RPCError(.failedPrecondition, "This user exists, and is no super_admin.") }
            guard account.refusal == nil else {
                throw RPCError(.failedPrecondition, "This administrator is disabled or deleted; name a new one.")
            }
            try await AccountStore.setOneTimePassword(hash, until: passwordEnd, of: user, on: connection)
            try await TOTPFactorStore.delete(user, on: connection)
            try await RecoveryCodeStore.delete(user, on: connection)
            // Whoever had the account may have made keys.
            try await ApiKeyDirectory.revokeAll(of: user, at: clock.date, on: connection)
            try await record("reset", user, tenant: tenant, on: connection)
            // Challenges, devices and sessions of the lost account's last logins end with it.
            try await CredentialReset.endEverything(of: user, at: clock.date, on: connection)
        }
    }

    /// Who ran the command is not known here; that it was run must be.
    private func record(
        _ detail: String, _ user: UUID, tenant: UUID, on connection: PostgresConnection
    ) async throws {
        try await AuthSchema.outbox.record(
            AuditEvent(
                tenant: tenant, time: clock.date, actor: .service(.auth), action: "users.bootstrap",
                resource: "users/\(user.text)", detail: detail), on: connection)
    }

    private var passwordEnd: Date { clock.date(in: AuthLimits.oneTimePasswordSeconds) }
}
