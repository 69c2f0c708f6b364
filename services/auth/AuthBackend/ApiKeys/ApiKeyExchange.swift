import Crypto
import FoundationEssentials
import Logging
import Messages
import Postgres
import RPC
import ServiceKit
import Tokens

/// A key for an access token of five minutes, so that other services verify one kind of token.
struct ApiKeyExchange: Sendable {
    let pool: PostgresPool
    let issuer: TokenIssuer
    let clock: WallClock
    let limiter: AttemptLimiter
    let logger: Logger

    private static let rate = AttemptRate(
        perSecond: AuthLimits.apiKeyExchangesPerSecond, burst: AuthLimits.apiKeyExchangeBurst,
        subject: "with this API key")

    /// Why a key is refused. Whoever sent it is not told: the answer is the same for all of them.
    private enum Reason: String {
        case revoked, expired
        case address = "the address is not allowed"
        case owner = "the owner may not sign in"
    }

    private enum Outcome {
        case opened(Account, ApiKey, session: UUID, lifetimeSeconds: Int64)
        case refused(Reason?)
    }

    func exchange(_ text: String, origin: CallOrigin) async throws -> AuthV1.ExchangeApiKeyResponse {
        guard let token = OpaqueToken(.apiKey, text: text) else { throw Refusal.apiKey }
        // By the secret: who knows a key's id only, which stands in lists, takes nothing from its owner.
        try await limiter.take("apiKeyExchange", Hex.encode(token.hash), Self.rate)
        // A refusal is returned, not thrown: what it writes must be committed.
        let outcome = try await pool.withTransaction(tenant: token.tenant.text) { connection in
            try await decide(token, origin, on: connection)
        }
        switch outcome {
        case .opened(let account, let key, let session, let lifetime):
            return AuthV1.ExchangeApiKeyResponse(
                accessToken: try await issuer.token(
                    for: account, scopes: key.scopes, session: session, lifetimeSeconds: lifetime),
                expiresIn: Int32(lifetime))
        case .refused(let reason):
            if let reason {
                logger.notice(
                    "API key refused", metadata: ["reason": "\(reason.rawValue)", "api_key": "\(token.id.text)"])
            }
            throw Refusal.apiKey
        }
    }

    private func decide(
        _ token: OpaqueToken, _ origin: CallOrigin, on connection: PostgresConnection
    ) async throws -> Outcome {
        let rows = try await connection.query("SELECT user_id FROM auth.api_keys WHERE api_key_id = \(token.id)")
        // The owner's row first, as everywhere: what they may do stays as it is until the session is there.
        guard let user = try rows.first?.decode(UUID.self, "user_id"),
            let account = try await AccountStore.get(user, on: connection, lock: true),
            let key = try await locked(token.id, on: connection),
            let end = key.end(ofSecret: token.hash, at: clock.date)
        else { return .refused(nil) }
        if let reason = reason(against: key, of: account, from: origin) {
            try await note(reason, key, account, origin, on: connection)
            return .refused(reason)
        }
        // No token outlives the secret that it came of.
        let left = Int64(end.timeIntervalSince1970.rounded(.up)) - clock.seconds()
        let lifetime = min(AccessClaims.apiKeyLifetimeSeconds, left)
        let network = ClientNetwork(origin.address)?.name ?? ""
        let session = try await session(of: key, account, lifetime, origin, network, on: connection)
        try await connection.batch([sweep(of: key), use(of: key, from: origin.address, network)])
        if !key.recentNetworks.contains(network) {
            try await noteAddress(key, account, session, origin, on: connection)
        }
        return .opened(account, key, session: session, lifetimeSeconds: lifetime)
    }

    private func reason(against key: ApiKey, of account: Account, from origin: CallOrigin) -> Reason? {
        switch key.state(at: clock.date) {
        case .revoked: return .revoked
        case .expired: return .expired
        default: break
        }
        if account.refusal != nil { return .owner }
        if key.allowedNetworks.isEmpty { return nil }
        guard let address = IPAddress(origin.address) else { return .address }
        let isAllowed = key.allowedNetworks.contains { IPNetwork($0)?.contains(address) == true }
        return isAllowed ? nil : .address
    }

    private func locked(_ id: UUID, on connection: PostgresConnection) async throws -> ApiKey? {
        try await connection.query(
            "SELECT \(ApiKey.columns) FROM auth.api_keys k WHERE k.api_key_id = \(id) FOR NO KEY UPDATE"
        ).first.map { try ApiKey($0) }
    }

    /// A network that comes back while its session lives goes on in it: however often a key is exchanged, there are not
    /// more sessions to end with it than networks that use it.
    private func session(
        of key: ApiKey, _ account: Account, _ lifetime: Int64, _ origin: CallOrigin, _ network: String,
        on connection: PostgresConnection
    ) async throws -> UUID {
        let end = clock.date(in: lifetime)
        let rows = try await connection.query(
            """
            UPDATE auth.sessions SET refresh_time = \(clock.date), expire_time = greatest(expire_time, \(end)),
                token_end_time = greatest(token_end_time, \(end))
            WHERE api_key_id = \(key.id) AND client_network = \(network) AND revoke_time IS NULL
                AND expire_time > \(clock.date)
            RETURNING session_id
            """)
        if let row = rows.first { return try row.decode(UUID.self, "session_id") }
        let session = UUID()
        try await connection.execute(insert(session, key, account, lifetime, origin, network))
        return session
    }

    private func insert(
        _ session: UUID, _ key: ApiKey, _ account: Account, _ lifetime: Int64, _ origin: CallOrigin,
        _ network: String
    ) -> SQL {
        """
        INSERT INTO auth.sessions (tenant_id, session_id, user_id, api_key_id, methods, auth_time, create_time,
            refresh_time, expire_time, token_end_time, client_address, client_network, user_agent)
        VALUES (\(account.tenant), \(session), \(account.id), \(key.id), \([String]()), \(clock.date), \(clock.date),
            \(clock.date), \(clock.date(in: lifetime)), \(clock.date(in: lifetime)), \(origin.address), \(network),
            \(origin.userAgent))
        """
    }

    /// A key that is used now and then leaves a session each time; those that nothing goes on of are of no use to anyone.
    private func sweep(of key: ApiKey) -> SQL {
        """
        DELETE FROM auth.sessions WHERE session_id IN (
            SELECT session_id FROM auth.sessions
            WHERE api_key_id = \(key.id) AND token_end_time < \(RevocationLog.lastTokenEnd(at: clock.date))
            LIMIT \(AuthLimits.sessionsSweptMax) FOR UPDATE SKIP LOCKED)
        """
    }

    /// Written once a minute at most, or when the address is another.
    private func use(of key: ApiKey, from address: String, _ network: String) -> SQL {
        """
        UPDATE auth.api_keys SET last_use_time = \(clock.date), last_use_address = \(address),
            recent_networks =
                (ARRAY[\(network)] || array_remove(recent_networks, \(network)))[1:\(AuthLimits.apiKeyNetworksKnownMax)]
        WHERE api_key_id = \(key.id)
            AND (last_use_time IS NULL OR last_use_time <= \(clock.date(in: -AuthLimits.apiKeyUseSeconds))
                OR last_use_address <> \(address))
        """
    }

    /// The trail tells where a key is used from, not each time that it is, nor each time that its user comes back to
    /// another address.
    private func noteAddress(
        _ key: ApiKey, _ account: Account, _ session: UUID, _ origin: CallOrigin, on connection: PostgresConnection
    ) async throws {
        try await AuthSchema.outbox.record(
            AuditEvent(
                tenant: account.tenant, time: clock.date, actor: actor(account, session: session.text, origin),
                action: "apiKeys.exchange", resource: key.name,
                detail: key.lastUseTime == nil ? "used for the first time" : "used from an address that is new"),
            on: connection)
    }

    /// The right secret of a key that is refused: once a minute at most, for whoever holds it may try without end.
    private func note(
        _ reason: Reason, _ key: ApiKey, _ account: Account, _ origin: CallOrigin,
        on connection: PostgresConnection
    ) async throws {
        let noted = try await connection.execute(
            """
            UPDATE auth.api_keys SET last_refusal_time = \(clock.date)
            WHERE api_key_id = \(key.id)
                AND (last_refusal_time IS NULL OR last_refusal_time <= \(clock.date(in: -AuthLimits.apiKeyUseSeconds)))
            """)
        guard noted == 1 else { return }
        try await AuthSchema.outbox.record(
            AuditEvent(
                tenant: account.tenant, time: clock.date, actor: actor(account, session: "", origin),
                action: "apiKeys.exchange", resource: key.name, result: .denied, detail: reason.rawValue),
            on: connection)
    }

    private func actor(_ account: Account, session: String, _ origin: CallOrigin) -> AuditActor {
        AuditActor(name: "users/\(account.id.text)", username: account.username, sessionID: session, origin: origin)
    }
}
