import Crypto
import FoundationEssentials
import Postgres
import ServiceKit

/// Recovery codes in the database: their hashes, each until its code is used.
struct RecoveryCodeStore: Sendable {
    /// HMAC-SHA-256 under a key that the database does not hold. A slow hash is for what people choose; these codes are
    /// random, and at 59 bits a plain digest could be searched back by whoever steals the table and has the hardware,
    /// while a keyed one tells nothing.
    private struct Key: Sendable {
        let key: Secret
        /// Tells which key a hash was made with, so that codes of a lost key are not counted as good ones.
        let id: String

        init(secretKey: Secret) throws(CryptoError) {
            key = try HKDF.derive(from: secretKey, label: "pynomaly/auth/recovery-code/v1")
            id = Hex.encode(try HMAC.sha256("id".utf8, key: key).prefix(8))
        }

        /// The owner is part of it: a hash that is copied to another user's row opens nothing.
        func hash(_ code: RecoveryCode, owner: UUID) throws(CryptoError) -> [UInt8] {
            try HMAC.sha256("code:\(owner.text):\(code.canonical)".utf8, key: key)
        }
    }

    private let keys: [Key]
    private let current: Key

    /// - Parameter previous: keys that older codes may have been made under; a hash can't be moved to a new one.
    init(secretKey: Secret, previous: [Secret] = []) throws(CryptoError) {
        current = try Key(secretKey: secretKey)
        var keys = [current]
        for secret in previous { keys.append(try Key(secretKey: secret)) }
        self.keys = keys
    }

    /// New codes in place of whatever there was.
    func replace(of user: UUID, tenant: UUID, on connection: PostgresConnection) async throws -> [RecoveryCode] {
        var codes: [RecoveryCode] = []
        while codes.count < AuthLimits.recoveryCodes { codes.append(try RecoveryCode.random()) }
        try await connection.batch(
            [Self.deletion(of: user)]
                + codes.map { code in
                    """
                    INSERT INTO auth.recovery_codes (tenant_id, user_id, code_hash, key_id)
                    VALUES (\(tenant), \(user), \(try current.hash(code, owner: user)), \(current.id))
                    """
                })
        return codes
    }

    /// Takes a code: true once. The row's lock decides between two calls that bring it at the same time.
    func use(_ code: RecoveryCode, of user: UUID, on connection: PostgresConnection) async throws -> Bool {
        for key in keys {
            let taken = try await connection.execute(
                """
                DELETE FROM auth.recovery_codes
                WHERE user_id = \(user) AND code_hash = \(try key.hash(code, owner: user)) AND key_id = \(key.id)
                """)
            if taken == 1 { return true }
        }
        return false
    }

    func count(of user: UUID, on connection: PostgresConnection) async throws -> Int {
        try await connection.query(
            "SELECT count(*) FROM auth.recovery_codes WHERE user_id = \(user) AND key_id = ANY(\(keys.map(\.id)))"
        )[0].decode(Int.self, 0)
    }

    /// Those of the tenant that end with the keys before the current one.
    func countUnderPreviousKeys(on connection: PostgresConnection) async throws -> Int {
        let former = keys.map(\.id).filter { $0 != current.id }
        return try await connection.query("SELECT count(*) FROM auth.recovery_codes WHERE key_id = ANY(\(former))")[0]
            .decode(Int.self, 0)
    }

    static func delete(_ user: UUID, on connection: PostgresConnection) async throws {
        try await connection.execute(deletion(of: user))
    }

    private static func deletion(of user: UUID) -> SQL {
        "DELETE FROM auth.recovery_codes WHERE user_id = \(user)"
    }
}
