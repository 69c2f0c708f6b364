import FoundationEssentials
import Postgres

/// All that a user could still prove who they are with, or for.
enum UserCredentials {
    /// For a user who is deleted: none of it comes back with them. Sessions end by `SessionStore.revokeAll`.
    static func end(of user: UUID, at time: Date, on connection: PostgresConnection) async throws {
        try await ApiKeyDirectory.revokeAll(of: user, at: time, on: connection)
        try await connection.batch([
            "DELETE FROM auth.challenges WHERE user_id = \(user)",
            "DELETE FROM auth.trusted_devices WHERE user_id = \(user)",
        ])
    }
}
