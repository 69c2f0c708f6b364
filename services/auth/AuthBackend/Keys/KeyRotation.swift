import FoundationEssentials
import Logging
import Postgres
import RPC
import ServiceKit

/// Replaces the key that signs tokens: on demand, and by schedule. An advisory lock lets one replica do it.
///
/// A new key is published some time before it signs, so that verifiers know it when its first token comes. The old one
/// goes when the last token that it signed has ended.
struct KeyRotation: Sendable {
    let store: SigningKeyStore
    let keyring: SigningKeyring
    let clock: WallClock
    let logger: Logger
    /// Days between keys; 0 for never.
    let days: Int

    private var pool: PostgresPool { store.pool }

    /// Adds the next key; one that waits for its time already is the next one.
    func rotate(by caller: Caller, actor: AuditActor) async throws -> SigningKey {
        let key = try await pool.withTransaction(tenant: caller.homeTenant.text) { connection in
            try await connection.execute(AdvisoryLock.signingKeys)
            let key = try await addNext(on: connection)
            try await record("signingKeys.rotate", key, caller.homeTenant, actor, on: connection)
            try await connection.execute(RevocationLog.notify)
            return key
        }
        try await learn()
        return key
    }

    /// Adds a key that signs at once and withdraws all others: whatever they signed is refused everywhere.
    func replaceAll(by caller: Caller, actor: AuditActor) async throws -> SigningKey {
        let key = try await pool.withTransaction(tenant: caller.homeTenant.text) { connection in
            try await connection.execute(AdvisoryLock.signingKeys)
            let rows = try await connection.query("DELETE FROM auth.signing_keys RETURNING key_id")
            let key = try await store.insert(activateTime: clock.date, at: clock.date, on: connection)
            try await record("signingKeys.revokeAndRotate", key, caller.homeTenant, actor, on: connection)
            try await RevocationLog.add(
                keys: rows.map { try $0.decode(String.self, 0) },
                tokenEnd: clock.date(in: AuthLimits.signedTokenSecondsMax), on: connection)
            return key
        }
        try await learn()
        return key
    }

    /// What the schedule asks for now: a new key when the last one is old enough, and the end of those that have no
    /// token left.
    /// - Returns: How many keys were removed.
    func runSchedule() async throws -> Int {
        // The event of what nobody asked for is kept with the platform's own tenant.
        let tenant = AdminBootstrap.defaultTenant
        let removed = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.execute(AdvisoryLock.signingKeys)
            if try await isDue(on: connection) {
                let key = try await addNext(on: connection)
                try await record("signingKeys.rotate", key, tenant, .service(.auth), on: connection)
                try await connection.execute(RevocationLog.notify)
                logger.info(
                    "a new signing key was made",
                    metadata: ["key": "\(key.keyID)", "active_from": "\(key.activateTime)"])
            }
            return try await removeEnded(on: connection)
        }
        try await learn()
        return removed
    }

    /// This replica needs no notification.
    private func learn() async throws {
        try await pool.withConnection { try await keyring.refresh(on: $0) }
    }

    private func addNext(on connection: PostgresConnection) async throws -> SigningKey {
        if let waiting = try await store.load(on: connection)?.all.last, waiting.activateTime > clock.date {
            return waiting
        }
        return try await store.insert(
            activateTime: clock.date(in: AuthLimits.signingKeyLeadSeconds), at: clock.date, on: connection)
    }

    private func isDue(on connection: PostgresConnection) async throws -> Bool {
        guard days > 0 else { return false }
        let rows = try await connection.query("SELECT max(activate_time) FROM auth.signing_keys")
        guard let last = try rows.first?.decode(Date?.self, 0) else { return false }
        return clock.date >= last.addingTimeInterval(Double(days) * 86_400)
    }

    /// As long as something may go on that a token of the key began: should the key be withdrawn, that ends with it.
    private func removeEnded(on connection: PostgresConnection) async throws -> Int {
        let age = AuthLimits.signedTokenSecondsMax + RevocationLog.memorySeconds
        return try await connection.execute(
            """
            DELETE FROM auth.signing_keys AS old WHERE EXISTS (
                SELECT 1 FROM auth.signing_keys AS successor
                WHERE successor.activate_time > old.activate_time
                    AND successor.activate_time < \(clock.date(in: -age)))
            """)
    }

    private func record(
        _ action: String, _ key: SigningKey, _ tenant: UUID, _ actor: AuditActor, on connection: PostgresConnection
    ) async throws {
        try await AuthSchema.outbox.record(
            AuditEvent(
                tenant: tenant, time: clock.date, actor: actor, action: action,
                resource: "signingKeys/\(key.keyID)"), on: connection)
    }
}
