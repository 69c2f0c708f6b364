import Crypto
import Postgres
import ServiceKit

/// Whether the SECRET_KEY that a command was given is the platform's: with another one it would speak of a platform
/// that can't read its own secrets.
enum SealCheck {
    /// - Parameter previous: read only if the key itself opens nothing.
    /// - Throws: ``SettingsError`` when neither opens the signing keys in the database. Where there are none yet, any
    ///   key is right.
    static func requireRightKey(
        _ secretKey: Secret, previous: () throws -> Secret?, pool: PostgresPool
    ) async throws {
        do {
            try await open(secretKey, previous: nil, pool)
        } catch let error as SigningKeyError {
            guard let previous = try previous() else { throw SettingsError("\(error).") }
            do {
                try await open(secretKey, previous: previous, pool)
            } catch let error as SigningKeyError {
                throw SettingsError("\(error).")
            }
        }
    }

    private static func open(_ secretKey: Secret, previous: Secret?, _ pool: PostgresPool) async throws {
        let seal = try KeySeal(secretKey: secretKey, previous: previous, purpose: "signing-key")
        _ = try await pool.withTransaction(tenant: nil) { connection in
            try await SigningKeyStore(pool: pool, seal: seal).load(on: connection)
        }
    }
}
