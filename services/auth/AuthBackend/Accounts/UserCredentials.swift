import FoundationEssentials
import Postgres

/// What stands for a user's password or factor, or is about to.
enum UserCredentials {
    /// For a user who is deleted: none of it comes back with them. Sessions end by `SessionStore.revokeAll`.
    static func end(of user: UUID, at time: Date, on connection: PostgresConnection) async throws {
        try await ApiKeyDirectory.revokeAll(of: user, at: time, on: connection)
        try await connection.batch([
            "DELETE FROM auth.challenges WHERE user_id = \(user)",
            "DELETE FROM auth.password_resets WHERE user_id = \(user)",
            "DELETE FROM auth.trusted_devices WHERE user_id = \(user)",
        ])
    }
}
