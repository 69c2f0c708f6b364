import FoundationEssentials
import Postgres

/// All that a user could still prove who they are with, or for.
enum UserCredentials {
    /// For a user who is deleted: none of it comes back with them. Sessions end by `SessionStore.revokeAll`.
    static func end(of user: UUID, at time: Date, on connection: PostgresConnection) async throws {
        try await connection.execute("DELETE FROM auth.challenges WHERE user_id = \(user)")
    }
}
