import FoundationEssentials
import Postgres

/// What ends with a password that was replaced, by whomever.
enum CredentialReset {
    /// Ends what the old password opened or could still open: challenges, reset tokens, trusted devices, sessions and
    /// their tokens. The last statements of the transaction that replaced it: see `RevocationLog`.
    static func endEverything(of user: UUID, at time: Date, on connection: PostgresConnection) async throws {
        try await connection.batch([
            "UPDATE auth.challenges SET consume_time = \(time) WHERE user_id = \(user) AND consume_time IS NULL",
            "DELETE FROM auth.password_resets WHERE user_id = \(user)",
            "DELETE FROM auth.trusted_devices WHERE user_id = \(user)",
        ])
        try await SessionStore.revoke("user_id = \(user)", at: time, on: connection)
    }
}
