import Crypto
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// A new password without the old one, by a token that is sent to the account's owner and works once.
struct PasswordReset: Sendable {
    let pool: PostgresPool
    let accounts: AccountStore
    let hasher: PasswordHasher
    let rules: PasswordRules
    let login: LoginFlow
    let limiter: AttemptLimiter
    let sender: any PasswordResetSender
    let clock: WallClock

    private static let rate = AttemptRate(
        intervalSeconds: AuthLimits.resetRequestIntervalSeconds, burst: AuthLimits.resetRequestBurst,
        subject: "to reset this account's password from this address")
    private static let accountRate = AttemptRate(
        intervalSeconds: AuthLimits.accountResetIntervalSeconds, burst: AuthLimits.accountResetBurst,
        subject: "to reset this account's password")
    private static let nobody = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

    /// Sends a token if there is somebody to send it to. Neither the answer nor the work done tells.
    func request(_ name: String, origin: CallOrigin) async throws {
        let username = Username(given: name)
        // One address can't use up what the account's owner may ask for from another one.
        let network = ClientNetwork(origin.address)?.name ?? ""
        try await limiter.take("passwordReset", "\(username.text)\u{0}\(network)", Self.rate)
        try await limiter.take("accountPasswordReset", username.text, Self.accountRate)
        let account = try await accounts.find(username)
        let recipient = account?.refusal == nil ? account : nil
        let tenant = account?.tenant ?? AdminBootstrap.defaultTenant
        let token = try OpaqueToken(.passwordReset, tenant: tenant, id: UUID())
        try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.batch(book(token, for: recipient))
            try await StrangerTries.record(
                AuditEvent(
                    tenant: tenant, time: clock.date,
                    actor: AuditActor(
                        username: account == nil ? "" : username.text, origin: origin),
                    action: "auth.requestPasswordReset", resource: account.map { "users/\($0.id.text)" } ?? "",
                    result: recipient == nil ? .denied : .succeeded,
                    detail: recipient == nil ? (account?.refusal?.message ?? "nobody has this name") : ""),
                isKnown: account != nil, at: clock.date, on: connection)
        }
        if let recipient { sender.send(token.text, to: recipient) }
    }

    /// The same statements for nobody.
    private func book(_ token: OpaqueToken, for recipient: Account?) -> [SQL] {
        let user = recipient?.id ?? Self.nobody
        return [
            sweep,
            // Requests that come together see each other's tokens.
            "SELECT 1 FROM auth.users WHERE user_id = \(user) FOR NO KEY UPDATE",
            """
            DELETE FROM auth.password_resets WHERE reset_id IN (
                SELECT reset_id FROM auth.password_resets WHERE user_id = \(user)
                ORDER BY create_time DESC OFFSET \(AuthLimits.resetTokensMax - 1))
            """,
            """
            INSERT INTO auth.password_resets (tenant_id, reset_id, user_id, token_hash, create_time, expire_time)
            SELECT tenant_id, \(token.id), user_id, \(token.hash), \(clock.date),
                \(clock.date(in: AuthLimits.resetTokenSeconds))
            FROM auth.users WHERE user_id = \(user)
            """,
        ]
    }

    private var sweep: SQL {
        """
        DELETE FROM auth.password_resets WHERE reset_id IN (
            SELECT reset_id FROM auth.password_resets WHERE expire_time <= \(clock.date)
            LIMIT \(AuthLimits.resetTokensSweptMax) FOR UPDATE SKIP LOCKED)
        """
    }

    /// - Returns: what a login with the new password gives: a second factor is still asked for.
    func confirm(_ text: String, newPassword: String, origin: CallOrigin) async throws -> LoginFlow.Outcome {
        guard let token = OpaqueToken(.passwordReset, text: text), let account = try await owner(of: token) else {
            throw LoginErrors.resetRefused
        }
        // A password that won't do does not use the token up.
        try rules.check(newPassword, field: "new_password", username: account.username)
        guard try await !hasher.verify(Secret(password: newPassword), against: account.passwordHash) else {
            throw PasswordRules.sameAsBefore
        }
        let hash = try await hasher.hash(Secret(password: newPassword))
        let changed = try await redeem(token, hash, of: account, origin)
        let outcome = try await login.proceed(changed, proofs: .password, origin: origin, attempt: nil)
        // Where a factor is due, its failures go on counting.
        if case .tokens = outcome { try await login.failures.clear(Username(given: changed.username)) }
        return outcome
    }

    private func owner(of token: OpaqueToken) async throws -> Account? {
        try await pool.withTransaction(tenant: token.tenant.text) { connection in
            let rows = try await connection.query("SELECT user_id FROM auth.password_resets WHERE \(isLive(token))")
            guard let row = rows.first else { return nil }
            return try await AccountStore.get(row.decode(UUID.self, "user_id"), on: connection)
        }
    }

    private func redeem(
        _ token: OpaqueToken, _ hash: String, of account: Account, _ origin: CallOrigin
    ) async throws -> Account {
        try await pool.withTransaction(tenant: account.tenant.text) { connection in
            guard let current = try await AccountStore.get(account.id, on: connection, lock: true),
                current.refusal == nil,
                try await connection.execute("DELETE FROM auth.password_resets WHERE \(isLive(token))") == 1
            else { throw LoginErrors.resetRefused }
            try await AccountStore.setOwnPassword(hash, of: account.id, on: connection)
            guard let changed = try await AccountStore.get(account.id, on: connection) else {
                throw LoginErrors.resetRefused
            }
            try await AuthSchema.outbox.record(
                AuditEvent(
                    tenant: account.tenant, time: clock.date,
                    actor: AuditActor(
                        name: "users/\(account.id.text)", username: account.username, origin: origin),
                    action: "auth.confirmPasswordReset", resource: "users/\(account.id.text)"), on: connection)
            try await CredentialReset.endEverything(of: account.id, at: clock.date, on: connection)
            return changed
        }
    }

    private func isLive(_ token: OpaqueToken) -> SQL {
        "reset_id = \(token.id) AND token_hash = \(token.hash) AND expire_time > \(clock.date)"
    }
}
