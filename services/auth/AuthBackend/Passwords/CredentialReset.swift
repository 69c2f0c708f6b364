import FoundationEssentials
import Postgres

/// What ends with a password that was replaced, by whomever.
enum CredentialReset {
    /// Ends what the old password opened or could still open: challenges, reset tokens, remembered devices, sessions and
    /// their tokens. The last statements of the transaction that replaced it: see `RevocationLog`.
    static func endEverything(of user: UUID, at time: Date, on connection: PostgresConnection) async throws {
        try await endProofs(of: user, at: time, on: connection)
        try await SessionStore.revoke("user_id = \(user)", at: time, on: connection)
    }
    /// Without the sessions: what stands for the password or the factor, or is about to.
    static func endProofs(of user: UUID, at time: Date, on connection: PostgresConnection) async throws {
        try await ChallengeStore.endAll(of: user, at: time, on: connection)
        try await connection.execute("DELETE FROM auth.password_resets WHERE user_id = \(user)")
        try await TrustedDeviceStore.deleteAll(of: user, on: connection)
    }
}
