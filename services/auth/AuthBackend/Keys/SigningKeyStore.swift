import Crypto
import FoundationEssentials
import Postgres
import Tokens

/// The key that signs tokens: made by the first replica that starts, shared by all.
struct SigningKeyStore: Sendable {
    let pool: PostgresPool
    let seal: KeySeal

    func loadOrCreate(at time: Date) async throws -> Ed25519PrivateKey {
        try await pool.withTransaction(tenant: nil) { connection in
            try await connection.execute(AdvisoryLock.signingKeys)
            let rows = try await connection.query(
                "SELECT key_id, sealed_seed FROM auth.signing_keys ORDER BY create_time DESC LIMIT 1")
            if let row = rows.first { return try open(row) }
            return try await create(on: connection, at: time)
        }
    }

    private func open(_ row: PostgresRow) throws -> Ed25519PrivateKey {
        let (keyID, sealed) = try row.values(String.self, [UInt8].self)
        do {
            return try Ed25519PrivateKey(seed: seal.open(sealed, owner: keyID))
        } catch {
            throw SigningKeyError.sealedWithAnotherSecret(keyID: keyID)
        }
    }

    private func create(on connection: PostgresConnection, at time: Date) async throws -> Ed25519PrivateKey {
        let key = try Ed25519PrivateKey()
        let keyID = JSONWebKey(key.publicKey).keyID
        let sealed = try seal.seal(key.seed(), owner: keyID)
        try await connection.execute(
            "INSERT INTO auth.signing_keys (key_id, sealed_seed, create_time) VALUES (\(keyID), \(sealed), \(time))")
        return key
    }
}

enum SigningKeyError: Error, CustomStringConvertible {
    case sealedWithAnotherSecret(keyID: String)

    var description: String {
        switch self {
        case .sealedWithAnotherSecret(let keyID):
            "SECRET_KEY is not the one that sealed the signing key \(keyID) in the database"
        }
    }
}
