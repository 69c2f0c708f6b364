import Crypto
import FoundationEssentials
import Postgres
import ServiceKit

/// TOTP factors in the database; their secrets are sealed for the user they belong to.
struct TOTPFactorStore: Sendable {
    let seal: KeySeal

    struct Factor: Sendable {
        var secret: Secret
        var isConfirmed: Bool
        fileprivate var sealed: [UInt8]
    }

    func get(_ user: UUID, on connection: PostgresConnection) async throws -> Factor? {
        let rows = try await connection.query(
            "SELECT sealed_secret, confirm_time IS NOT NULL FROM auth.totp_factors WHERE user_id = \(user)")
        guard let row = rows.first else { return nil }
        let (sealed, isConfirmed) = try row.values([UInt8].self, Bool.self)
        return Factor(secret: try seal.open(sealed, owner: user.text), isConfirmed: isConfirmed, sealed: sealed)
    }

    /// Starts an enrolment, or starts it over. False if a confirmed factor stands in the way.
    func enroll(
        _ secret: Secret, for user: UUID, tenant: UUID, at time: Date, on connection: PostgresConnection
    ) async throws -> Bool {
        let sealed = try seal.seal(secret, owner: user.text)
        let changed = try await connection.execute(
            """
            INSERT INTO auth.totp_factors AS f (tenant_id, user_id, sealed_secret, create_time)
            VALUES (\(tenant), \(user), \(sealed), \(time))
            ON CONFLICT (user_id) DO UPDATE
                SET sealed_secret = excluded.sealed_secret, create_time = excluded.create_time, last_used_step = -1
                WHERE f.confirm_time IS NULL
            """)
        return changed == 1
    }

    /// Takes a step that was proven: true once, and never again for it or one before it. The row's lock decides
    /// between two calls that bring the same code at the same time, on whichever replicas.
    func useStep(_ step: Int64, of user: UUID, on connection: PostgresConnection) async throws -> Bool {
        try await connection.execute(
            """
            UPDATE auth.totp_factors SET last_used_step = \(step)
            WHERE user_id = \(user) AND confirm_time IS NOT NULL AND last_used_step < \(step)
            """) == 1
    }

    /// As `useStep`, for the first code of a new factor. False if it is confirmed already, or was replaced
    /// after it was read.
    func confirm(
        _ factor: Factor, step: Int64, of user: UUID, at time: Date, on connection: PostgresConnection
    ) async throws -> Bool {
        try await connection.execute(
            """
            UPDATE auth.totp_factors SET confirm_time = \(time), last_used_step = \(step)
            WHERE user_id = \(user) AND confirm_time IS NULL AND sealed_secret = \(factor.sealed)
            """) == 1
    }

    /// False if there was none.
    @discardableResult
    static func delete(_ user: UUID, on connection: PostgresConnection) async throws -> Bool {
        try await connection.execute("DELETE FROM auth.totp_factors WHERE user_id = \(user)") == 1
    }
}
