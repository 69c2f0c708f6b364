import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import Tokens

/// Sessions in the database: one login each, and the tokens that came of it.
///
/// Whoever opens one locks the user's row and reads it again; whoever changes what a user may do changes that row
/// first and ends the sessions after it. So no session is opened with rights that were just taken away.
struct SessionStore: Sendable {
    let pool: PostgresPool
    let issuer: TokenIssuer
    let clock: WallClock

    /// Completes a login.
    /// - Parameter authenticatedAt: when the proofs were given; now unless given.
    /// - Throws: what `LoginErrors` says when the account has changed since it was read.
    func open(
        _ known: Account, proofs: Proofs, origin: CallOrigin, device: LoginDevice = .unknown,
        authenticatedAt: Date? = nil
    ) async throws -> AuthV1.Tokens {
        let authTime = authenticatedAt ?? clock.date
        let session = UUID()
        let refresh = try OpaqueToken(.refresh, tenant: known.tenant, id: session)
        let account = try await pool.withTransaction(tenant: known.tenant.text) { connection in
            let account = try await current(known, proofs, device, on: connection)
            let actor = AuditActor(
                name: "users/\(account.id.text)", username: account.username, sessionID: session.text, origin: origin)
            let forgotten = try await remember(device, of: account, actor, on: connection)
            try await connection.batch([
                insert(session, account, proofs, refresh, origin, authTime, device),
                "UPDATE auth.users SET last_login_time = \(clock.date) WHERE user_id = \(account.id)", sweep,
                TrustedDeviceStore.sweep(before: clock.date),
            ])
            try await AuthSchema.outbox.record(
                AuditEvent(
                    tenant: account.tenant, time: clock.date, actor: actor, action: "auth.login",
                    resource: "users/\(account.id.text)", detail: proofs.methods.joined(separator: " ")),
                on: connection)
            if !forgotten.isEmpty { try await revoke("device_id = ANY(\(forgotten))", on: connection) }
            try await endOldest(of: account, but: session, on: connection)
            return account
        }
        return try await issuer.tokens(
            for: account, session: session, proofs: proofs, authenticatedAt: authTime, refresh: refresh.text)
    }

    /// The account as it is now, locked against changes until this transaction ends.
    private func current(
        _ known: Account, _ proofs: Proofs, _ device: LoginDevice, on connection: PostgresConnection
    ) async throws -> Account {
        let account = try await AccountStore.locked(known, on: connection)
        guard account.nextStep(after: proofs) == nil else { throw LoginErrors.changedMeanwhile }
        // A code of a factor that is gone since proves nothing, and neither does a device.
        guard account.hasFactor || !proofs.hasSecondFactor else { throw LoginErrors.changedMeanwhile }
        if let device = device.trusted,
            try await !TrustedDeviceStore.isLive(device, of: account.id, at: clock.date, on: connection)
        {
            throw LoginErrors.changedMeanwhile
        }
        return account
    }

    /// - Returns: the devices that had to go for it.
    private func remember(
        _ device: LoginDevice, of account: Account, _ actor: AuditActor, on connection: PostgresConnection
    ) async throws -> [UUID] {
        guard case .remembered(let new) = device, account.mayTrustDevices else { return [] }
        let forgotten = try await TrustedDeviceStore.insert(
            new, of: account, origin: actor.origin, at: clock.date, on: connection)
        let acts =
            [("trustedDevices.create", new.id, "")] + forgotten.map { ("trustedDevices.revoke", $0, "the oldest") }
        for (action, id, detail) in acts {
            try await AuthSchema.outbox.record(
                AuditEvent(
                    tenant: account.tenant, time: clock.date, actor: actor, action: action,
                    resource: "users/\(account.id.text)/trustedDevices/\(id.text)", detail: detail), on: connection)
        }
        return forgotten
    }

    /// When the last of the access tokens that are made now ends.
    var userTokenEnd: Date { clock.date(in: AccessClaims.userLifetimeSeconds) }

    private func insert(
        _ session: UUID, _ account: Account, _ proofs: Proofs, _ refresh: OpaqueToken, _ origin: CallOrigin,
        _ authTime: Date, _ device: LoginDevice
    ) -> SQL {
        """
        INSERT INTO auth.sessions (tenant_id, session_id, user_id, methods, auth_time, create_time, refresh_time,
            expire_time, token_end_time, refresh_hash, client_address, user_agent, device_id)
        VALUES (\(account.tenant), \(session), \(account.id), \(proofs.methods), \(authTime), \(clock.date),
            \(clock.date), \(clock.date(in: AuthLimits.refreshIdleSeconds)), \(userTokenEnd), \(refresh.hash),
            \(origin.address), \(origin.userAgent), \(device.trusted))
        """
    }

    /// Makes room for the new one.
    private func endOldest(of account: Account, but new: UUID, on connection: PostgresConnection) async throws {
        try await revoke(
            """
            session_id IN (
                SELECT session_id FROM auth.sessions
                WHERE user_id = \(account.id) AND session_id <> \(new) AND api_key_id IS NULL
                    AND revoke_time IS NULL AND expire_time > \(clock.date)
                ORDER BY create_time DESC OFFSET \(AuthLimits.sessionsMax - 1))
            """, on: connection)
    }

    /// Whether there is something left of a session: refreshes, tokens, or calls that outlive them.
    static func canEnd(at time: Date) -> SQL {
        """
        (revoke_time IS NULL AND (expire_time > \(time) OR token_end_time > \(RevocationLog.lastTokenEnd(at: time))))
        """
    }

    /// Ends the live sessions that the condition names, and has their tokens refused everywhere. The last statements of
    /// a transaction: see `RevocationLog`.
    @discardableResult
    func revoke(_ condition: SQL, atMost count: Int? = nil, on connection: PostgresConnection) async throws -> Int {
        try await Self.revoke(condition, at: clock.date, atMost: count, on: connection)
    }

    @discardableResult
    static func revoke(
        _ condition: SQL, at time: Date, atMost count: Int? = nil, on connection: PostgresConnection
    ) async throws -> Int {
        let limit: SQL = if let count { "LIMIT \(count)" } else { "" }
        // Locked in one order: two that end some of the same sessions, as of a user and of their tenant, don't wait for
        // each other.
        let rows = try await connection.query(
            """
            UPDATE auth.sessions SET revoke_time = \(time), refresh_hash = NULL
            WHERE session_id = ANY (ARRAY(
                SELECT session_id FROM auth.sessions
                WHERE \(canEnd(at: time)) AND \(condition)
                ORDER BY session_id \(limit) FOR NO KEY UPDATE))
            RETURNING session_id, token_end_time
            """)
        try await RevocationLog.add(
            sessions: rows.map { row in
                let (id, end) = try row.values(UUID.self, Date.self)
                return (id, end)
            }, now: time, on: connection)
        return rows.count
    }

    /// All of a user's, those of their API keys included: after any change of what they may do.
    @discardableResult
    func revokeAll(of user: UUID, on connection: PostgresConnection) async throws -> Int {
        try await revoke("user_id = \(user)", on: connection)
    }

    private var sweep: SQL {
        """
        DELETE FROM auth.sessions WHERE session_id IN (
            SELECT session_id FROM auth.sessions
            WHERE greatest(expire_time, token_end_time) < \(clock.date(in: -AuthLimits.sessionRetentionSeconds))
            LIMIT \(AuthLimits.sessionsSweptMax) FOR UPDATE SKIP LOCKED)
        """
    }
}
