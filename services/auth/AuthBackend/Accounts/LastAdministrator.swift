import Postgres
import RPC
import Tokens

/// The platform keeps at least one super_admin who can sign in.
enum LastAdministrator {
    /// Before the role, or what it is good for, is taken from a user whose row is locked. Whoever takes it from another
    /// one waits until this transaction ends: two who take it from each other can't both succeed.
    static func check(without user: UserRecord, on connection: PostgresConnection) async throws {
        guard user.isActive, user.roles.contains(Role.superAdmin.rawValue) else { return }
        try await connection.execute(AdvisoryLock.named("auth/super-admins"))
        // They are all of one tenant (`Authority.roles`).
        let others = try await connection.query(
            """
            SELECT 1 FROM auth.users
            WHERE \(Role.superAdmin.rawValue)::text = ANY (roles) AND NOT is_disabled AND delete_time IS NULL
                AND user_id <> \(user.id)
            LIMIT 1
            """)
        guard !others.isEmpty else {
            throw RPCError(.failedPrecondition, "This is the platform's last super_admin.")
        }
    }
}
