import Crypto
import FoundationEssentials
import Logging
import Messages
import Postgres
import RPC
import ServiceKit
import Tokens

/// New tokens for a refresh token, each of which works once (RFC 9700 section 4.14.2).
struct RefreshFlow: Sendable {
    let pool: PostgresPool
    let sessions: SessionStore
    let issuer: TokenIssuer
    let clock: WallClock
    let logger: Logger

    private struct Session {
        var id: UUID
        var user: UUID
        var methods: [String]
        var authTime: Date
        var createTime: Date
        var isLive: Bool
        /// Whether there is something left of it that can be revoked.
        var canEnd: Bool
        var refreshHash: [UInt8]?
    }

    private enum Outcome {
        case renewed(AuthV1.Tokens)
        case refused(RPCError)
    }

    func refresh(_ text: String, origin: CallOrigin) async throws -> AuthV1.Tokens {
        guard let token = OpaqueToken(.refresh, text: text) else { throw LoginErrors.refreshRefused }
        // A refusal is returned, not thrown: what it writes must be committed.
        let outcome = try await pool.withTransaction(tenant: token.tenant.text) { connection in
            try await decide(token, origin, on: connection)
        }
        switch outcome {
        case .renewed(let tokens): return tokens
        case .refused(let error): throw error
        }
    }

    private func decide(
        _ token: OpaqueToken, _ origin: CallOrigin, on connection: PostgresConnection
    ) async throws -> Outcome {
        guard let session = try await locked(token.id, on: connection) else {
            return .refused(LoginErrors.refreshRefused)
        }
        guard session.refreshHash == token.hash else {
            return try await refuse(token, session, origin, on: connection)
        }
        guard session.isLive, let account = try await AccountStore.get(session.user, on: connection) else {
            return .refused(LoginErrors.refreshRefused)
        }
        if let refusal = account.refusal { return .refused(refusal) }
        var proofs = Proofs(methods: session.methods)
        // A code of a factor that is gone since proves nothing, and neither does a device.
        if !account.hasFactor { proofs.formIntersection(.password) }
        // A role or a policy that came later may ask for more than this login has shown.
        guard account.nextStep(after: proofs) == nil else { return .refused(LoginErrors.changedMeanwhile) }
        return .renewed(try await renew(token, session, account, proofs, on: connection))
    }

    private func renew(
        _ token: OpaqueToken, _ session: Session, _ account: Account, _ proofs: Proofs,
        on connection: PostgresConnection
    ) async throws -> AuthV1.Tokens {
        let next = try OpaqueToken(.refresh, tenant: token.tenant, id: session.id)
        let end = session.createTime.addingTimeInterval(Double(AuthLimits.sessionSeconds))
        let idleEnd = clock.date(in: AuthLimits.refreshIdleSeconds)
        try await connection.batch([
            """
            INSERT INTO auth.used_refresh_tokens (tenant_id, token_hash, session_id)
            VALUES (\(token.tenant), \(token.hash), \(session.id))
            """,
            """
            UPDATE auth.sessions SET refresh_hash = \(next.hash), refresh_time = \(clock.date),
                expire_time = \(min(end, idleEnd)),
                token_end_time = \(clock.date(in: AccessClaims.userLifetimeSeconds))
            WHERE session_id = \(session.id)
            """,
        ])
        return try await issuer.tokens(
            for: account, session: session.id, proofs: proofs, authenticatedAt: session.authTime, refresh: next.text)
    }

    /// A token that was used before is in two hands: the session ends. One that never was ours changes nothing.
    private func refuse(
        _ token: OpaqueToken, _ session: Session, _ origin: CallOrigin, on connection: PostgresConnection
    ) async throws -> Outcome {
        let known = try await connection.query(
            """
            SELECT 1 FROM auth.used_refresh_tokens
            WHERE token_hash = \(token.hash) AND session_id = \(session.id)
            """)
        guard !known.isEmpty else { return .refused(LoginErrors.refreshRefused) }
        // Said once: whoever brings it again and again must not fill the logs.
        guard session.canEnd else { return .refused(LoginErrors.refreshReused) }
        logger.warning(
            "a refresh token was used twice",
            metadata: ["user": "\(session.user.text)", "session": "\(session.id.text)"])
        try await AuthSchema.outbox.record(
            AuditEvent(
                tenant: token.tenant, time: clock.date,
                actor: AuditActor(
                    name: "users/\(session.user.text)", sessionID: session.id.text, origin: origin),
                action: "auth.refresh", resource: "users/\(session.user.text)/sessions/\(session.id.text)",
                result: .denied, detail: "the refresh token was used before; the session is revoked"),
            on: connection)
        try await sessions.revoke("session_id = \(session.id)", on: connection)
        return .refused(LoginErrors.refreshReused)
    }

    private func locked(_ id: UUID, on connection: PostgresConnection) async throws -> Session? {
        let rows = try await connection.query(
            """
            SELECT user_id, methods, auth_time, create_time, refresh_hash,
                revoke_time IS NULL AND expire_time > \(clock.date) AND (device_id IS NULL OR EXISTS (
                    SELECT 1 FROM auth.trusted_devices d
                    WHERE d.device_id = sessions.device_id AND d.expire_time > \(clock.date))) AS is_live,
                \(SessionStore.canEnd(at: clock.date)) AS can_end
            FROM auth.sessions WHERE session_id = \(id) AND api_key_id IS NULL FOR NO KEY UPDATE
            """)
        return try rows.first.map { row in
            try Session(
                id: id, user: row.decode(UUID.self, "user_id"), methods: row.decode([String].self, "methods"),
                authTime: row.decode(Date.self, "auth_time"), createTime: row.decode(Date.self, "create_time"),
                isLive: row.decode(Bool.self, "is_live"), canEnd: row.decode(Bool.self, "can_end"),
                refreshHash: row.decode([UInt8]?.self, "refresh_hash"))
        }
    }
}
