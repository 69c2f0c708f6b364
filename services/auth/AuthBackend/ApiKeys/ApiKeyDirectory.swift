import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import Tokens

/// Makes, lists and ends keys. They are made for oneself only; whoever looks after users sees and ends theirs.
///
/// Everything that changes a key locks its owner's row first, as exchanges do: so they follow one another, and none
/// waits for another in a circle.
struct ApiKeyDirectory: Sendable {
    let pool: PostgresPool
    let sessions: SessionStore
    let clock: WallClock

    func create(
        _ request: AuthV1.CreateApiKeyRequest, by caller: Caller, actor: AuditActor
    ) async throws -> AuthV1.CreateApiKeyResponse {
        try caller.check(name: request.parent)
        let given = request.apiKey ?? AuthV1.ApiKey()
        let id = UUID()
        let secret = try OpaqueToken(.apiKey, tenant: caller.homeTenant, id: id)
        try DisplayName.check(given.displayName, field: "api_key.display_name")
        let networks = try ApiKeyRules.networks(given.allowedCidrs)
        let expireTime = try ApiKeyRules.expireTime(given.expireTime, clock: clock)
        let repeatable = try RepeatableRequest(
            id: request.requestId, method: "CreateApiKey", message: given, user: caller.user, tenant: caller.homeTenant)
        let key = try await pool.withTransaction(tenant: caller.homeTenant.text) { connection in
            let owner = try await owner(caller.user, on: connection)
            if let made = try await repeatable?.book(making: id, at: clock.date, on: connection) {
                throw RepeatableRequest.secretGone("users/\(owner.id.text)/apiKeys/\(made.text)")
            }
            // As they are now, which may be less than the token says.
            let scopes = try ApiKeyRules.scopes(given.scopes, grantedBy: owner.roles)
            try await checkQuota(of: owner, on: connection)
            try await connection.batch([
                """
                INSERT INTO auth.api_keys (tenant_id, api_key_id, user_id, display_name, scopes, allowed_cidrs, hint,
                    secret_hash, create_time, expire_time)
                VALUES (\(owner.tenant), \(id), \(owner.id), \(given.displayName), \(scopes), \(networks), \(Self.hint(secret)),
                    \(secret.hash), \(clock.date), \(expireTime))
                """,
                sweep,
            ])
            let key = try await find(id, of: owner.id, on: connection)
            try await record(
                "apiKeys.create", key, owner.tenant, actor, "scopes: \(scopes.joined(separator: " "))", on: connection)
            return key
        }
        return AuthV1.CreateApiKeyResponse(apiKey: key.message(at: clock.date), key: secret.text)
    }

    func get(_ name: String, by caller: Caller) async throws -> AuthV1.ApiKey {
        let (target, id) = try caller.target(name, collection: "apiKeys", needing: .usersRead)
        return try await pool.withTransaction(tenant: target.tenant.text) { connection in
            try await find(id, of: target.user, on: connection)
        }.message(at: clock.date)
    }

    func list(_ request: AuthV1.ListApiKeysRequest, by caller: Caller) async throws -> AuthV1.ListApiKeysResponse {
        let target = try caller.target(request.parent, needing: .usersRead)
        let page = try Page(size: request.pageSize, token: request.pageToken, of: "k")
        let rows = try await pool.withTransaction(tenant: target.tenant.text) { connection in
            try await target.check(on: connection)
            return try await connection.query(
                """
                SELECT \(ApiKey.columns), \(page.keyColumns)
                FROM (SELECT *, api_key_id AS id, create_time AS created_at FROM auth.api_keys) k
                WHERE k.user_id = \(target.user) AND \(page.condition) \(page.order)
                """)
        }
        let (kept, next) = try page.cut(rows)
        return AuthV1.ListApiKeysResponse(
            apiKeys: try kept.map { try ApiKey($0).message(at: clock.date) }, nextPageToken: next)
    }

    /// Ends the key and its tokens; once more changes nothing.
    func revoke(_ name: String, by caller: Caller, actor: AuditActor) async throws -> AuthV1.ApiKey {
        let (target, id) = try caller.target(name, collection: "apiKeys", needing: .usersWrite)
        let resource = "\(target.name)/apiKeys/\(id.text)"
        return try await DeniedActs(pool: pool, clock: clock)
            .noting("apiKeys.revoke", resource, in: target.tenant, by: actor) {
                try await revoke(id, of: target, named: name, by: caller, actor)
            }.message(at: clock.date)
    }

    private func revoke(
        _ id: UUID, of target: Caller.Target, named name: String, by caller: Caller, _ actor: AuditActor
    ) async throws -> ApiKey {
        try await pool.withTransaction(tenant: target.tenant.text) { connection in
            guard let owner = try await AccountStore.get(target.user, on: connection, lock: true) else {
                throw ResourceName.notFound(name)
            }
            try Authority(caller).check(over: owner.id, with: owner.roles)
            let known = try await find(id, of: target.user, on: connection)
            guard known.revokeTime == nil else { return known }
            try await connection.execute(
                """
                UPDATE auth.api_keys SET revoke_time = \(clock.date), previous_hash = NULL, previous_expire_time = NULL
                WHERE api_key_id = \(id)
                """)
            let key = try await find(id, of: target.user, on: connection)
            try await record("apiKeys.revoke", key, target.tenant, actor, on: connection)
            try await sessions.revoke("api_key_id = \(id)", on: connection)
            return key
        }
    }

    func rotate(
        _ request: AuthV1.RotateApiKeyRequest, by caller: Caller, actor: AuditActor
    ) async throws -> AuthV1.RotateApiKeyResponse {
        let (target, id) = try caller.target(request.name, collection: "apiKeys", needing: .usersWrite)
        // A secret is shown to its owner only.
        guard target.user == caller.user else { throw ResourceName.notFound(request.name) }
        let overlap = try ApiKeyRules.overlap(request.overlap)
        let secret = try OpaqueToken(.apiKey, tenant: target.tenant, id: id)
        let key = try await pool.withTransaction(tenant: target.tenant.text) { connection in
            _ = try await owner(target.user, on: connection)
            let known = try await find(id, of: target.user, on: connection)
            guard known.state(at: clock.date) == .active else {
                throw RPCError(.failedPrecondition, "This key has ended; make a new one.")
            }
            try await replace(known, by: secret, overlap: overlap, on: connection)
            let key = try await find(id, of: target.user, on: connection)
            try await record(
                "apiKeys.rotate", key, target.tenant, actor, "overlap: \(Int64(overlap)) seconds", on: connection)
            // Which of the key's tokens came of the secret that ends before they do, nobody knows; the others are soon
            // replaced.
            if overlap < Double(AccessClaims.apiKeyLifetimeSeconds) || known.previousHash != nil {
                try await sessions.revoke("api_key_id = \(id)", on: connection)
            }
            return key
        }
        return AuthV1.RotateApiKeyResponse(apiKey: key.message(at: clock.date), key: secret.text)
    }

    /// Ends all keys of a user who is gone; their sessions are ended with the user's.
    static func revokeAll(of user: UUID, at time: Date, on connection: PostgresConnection) async throws {
        try await connection.execute(
            """
            UPDATE auth.api_keys SET revoke_time = \(time), previous_hash = NULL, previous_expire_time = NULL
            WHERE user_id = \(user) AND revoke_time IS NULL
            """)
    }

    /// The current secret becomes the previous one for the time of the overlap.
    private func replace(
        _ key: ApiKey, by secret: OpaqueToken, overlap: Double, on connection: PostgresConnection
    ) async throws {
        let end = min(key.expireTime, clock.date.addingTimeInterval(overlap))
        let previous = overlap > 0 ? key.secretHash : nil
        try await connection.execute(
            """
            UPDATE auth.api_keys SET secret_hash = \(secret.hash), previous_hash = \(previous),
                previous_expire_time = \(overlap > 0 ? end : nil)
            WHERE api_key_id = \(key.id)
            """)
    }

    /// Locked, so that two calls don't count side by side.
    private func owner(_ user: UUID, on connection: PostgresConnection) async throws -> Account {
        guard let account = try await AccountStore.get(user, on: connection, lock: true) else {
            throw LoginErrors.usersOnly
        }
        if let refusal = account.refusal { throw refusal }
        return account
    }

    private func checkQuota(of owner: Account, on connection: PostgresConnection) async throws {
        // Locked with the owner, so the quota stays as it is.
        let most = try await TenantQuotas.get(owner.tenant, on: connection)?.apiKeysMax ?? AuthLimits.apiKeysMax
        let count = try await connection.query(
            """
            SELECT count(*) FROM auth.api_keys
            WHERE user_id = \(owner.id) AND revoke_time IS NULL AND expire_time > \(clock.date)
            """)[0].decode(Int.self, 0)
        guard count < most else {
            throw RPCError(
                .resourceExhausted, "A user may have at most \(most) API keys; revoke one that is not needed.",
                details: [
                    GoogleRpc.QuotaFailure(violations: [
                        .init(subject: "users/\(owner.id.text)", description: "API keys of a user: \(most)")
                    ])
                ])
        }
    }

    private func find(_ id: UUID, of user: UUID, on connection: PostgresConnection) async throws -> ApiKey {
        let rows = try await connection.query(
            "SELECT \(ApiKey.columns) FROM auth.api_keys k WHERE k.api_key_id = \(id) AND k.user_id = \(user)")
        guard let row = rows.first else { throw ResourceName.notFound("users/\(user.text)/apiKeys/\(id.text)") }
        return try ApiKey(row)
    }

    private func record(
        _ action: String, _ key: ApiKey, _ tenant: UUID, _ actor: AuditActor, _ detail: String = "",
        on connection: PostgresConnection
    ) async throws {
        try await AuthSchema.outbox.record(
            AuditEvent(
                tenant: tenant, time: clock.date, actor: actor, action: action, resource: key.name, detail: detail),
            on: connection)
    }

    /// The beginning of a key names its tenant and its row: enough to tell keys apart, and nothing of the secret.
    private static func hint(_ secret: OpaqueToken) -> String {
        String(secret.text.prefix(AuthLimits.apiKeyHintCharacters))
    }

    private var sweep: SQL {
        """
        DELETE FROM auth.api_keys WHERE api_key_id IN (
            SELECT api_key_id FROM auth.api_keys
            WHERE least(expire_time, revoke_time) < \(clock.date(in: -AuthLimits.apiKeyRetentionSeconds))
            LIMIT \(AuthLimits.apiKeysSweptMax) FOR UPDATE SKIP LOCKED)
        """
    }
}
