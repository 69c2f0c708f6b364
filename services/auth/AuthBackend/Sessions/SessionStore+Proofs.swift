import FoundationEssentials
import Postgres
import ServiceKit

/// What was proven in a session, and when.
extension SessionStore {
    struct Standing: Sendable {
        var proofs: Proofs
        var authTime: Date
    }

    /// Nil when the session is over, or somebody else's.
    func standing(
        of session: UUID?, user: UUID, on connection: PostgresConnection
    ) async throws -> Standing? {
        guard let session else { return nil }
        let rows = try await connection.query(
            "SELECT methods, auth_time FROM auth.sessions WHERE \(isLive(session, user)) FOR NO KEY UPDATE")
        return try rows.first.map { row in
            let (methods, authTime) = try row.values([String].self, Date.self)
            return Standing(proofs: Proofs(methods: methods), authTime: authTime)
        }
    }

    /// The session's user signed in, or stepped up, lately.
    func requireFresh(_ caller: Caller, on connection: PostgresConnection) async throws {
        guard let standing = try await standing(of: caller.session, user: caller.user, on: connection) else {
            throw LoginErrors.changedMeanwhile
        }
        guard standing.authTime >= clock.date(in: -PolicyDecision.stepUpSeconds) else { throw FactorErrors.stale }
    }

    /// The session's user has given their second factor again: tokens say so from now on, and the session rests on no
    /// device any more.
    func raise(
        _ session: UUID, of account: Account, to proofs: Proofs, on connection: PostgresConnection
    ) async throws {
        try await connection.execute(
            """
            UPDATE auth.sessions SET methods = \(proofs.methods), auth_time = \(clock.date), device_id = NULL,
                token_end_time = greatest(token_end_time, \(userTokenEnd))
            WHERE \(isLive(session, account.id))
            """)
    }

    /// The factor is gone that the session rested on, and so are the devices that stood for it.
    func lower(_ session: UUID, of account: Account, on connection: PostgresConnection) async throws {
        try await connection.execute(
            """
            UPDATE auth.sessions SET methods = \(Proofs.password.methods), device_id = NULL
            WHERE \(isLive(session, account.id))
            """)
    }

    private func isLive(_ session: UUID, _ user: UUID) -> SQL {
        """
        session_id = \(session) AND user_id = \(user) AND api_key_id IS NULL AND revoke_time IS NULL
        AND expire_time > \(clock.date)
        """
    }
}
