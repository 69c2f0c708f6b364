import Crypto
import FoundationEssentials
import Postgres
import Tokens

/// The keys that sign tokens, sealed in the database. The first is made by the first replica that starts.
struct SigningKeyStore: Sendable {
    let pool: PostgresPool
    let seal: KeySeal

    func loadOrCreate(at time: Date) async throws -> SigningKeys {
        try await pool.withTransaction(tenant: nil) { connection in
            try await connection.execute(AdvisoryLock.signingKeys)
            if let keys = try await load(on: connection) { return keys }
            let key = try await insert(activateTime: time, at: time, on: connection)
            return SigningKeys(first: key)
        }
    }

    /// - Parameter known: keys that were opened before and need not be opened again.
    func load(knowing known: SigningKeys? = nil, on connection: PostgresConnection) async throws -> SigningKeys? {
        let rows = try await connection.query(
            "SELECT key_id, sealed_seed, activate_time FROM auth.signing_keys ORDER BY activate_time, key_id")
        return SigningKeys(try rows.map { row in try key(row, known) })
    }

    private func key(_ row: PostgresRow, _ known: SigningKeys?) throws -> SigningKey {
        let (keyID, sealed, activateTime) = try row.values(String.self, [UInt8].self, Date.self)
        if let same = known?.all.first(where: { $0.keyID == keyID && $0.activateTime == activateTime }) { return same }
        do {
            return SigningKey(try Ed25519PrivateKey(seed: seal.open(sealed, owner: keyID)), activateTime: activateTime)
        } catch {
            throw SigningKeyError.sealedWithAnotherSecret(keyID: keyID)
        }
    }

    /// Adds a key that signs from `activateTime` on.
    func insert(activateTime: Date, at time: Date, on connection: PostgresConnection) async throws -> SigningKey {
        let key = try Ed25519PrivateKey()
        let keyID = JSONWebKey(key.publicKey).keyID
        let sealed = try seal.seal(key.seed(), owner: keyID)
        try await connection.execute(
            """
            INSERT INTO auth.signing_keys (key_id, sealed_seed, create_time, activate_time)
            VALUES (\(keyID), \(sealed), \(time), \(activateTime))
            """)
        return SigningKey(key, activateTime: activateTime)
    }
}
