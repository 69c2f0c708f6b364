import FoundationEssentials
import Postgres
import ServiceKit
import Tokens

/// Challenges in the database, where all replicas count their tries and see that each is used once.
struct ChallengeStore: Sendable {
    let pool: PostgresPool
    let clock: WallClock

    /// - Throws: what `LoginErrors` says when the account has changed since its password was proven: whoever replaces a
    ///   password ends the challenges that are there, and none may come after that.
    func create(_ kind: ChallengeClaims.Kind, for account: Account) async throws -> ChallengeClaims {
        let id = UUID()
        let claims = ChallengeClaims(
            kind: kind, subject: account.id.text, tenant: account.tenant.text, tokenID: id.text,
            issuedAt: clock.seconds())
        try await pool.withTransaction(tenant: account.tenant.text) { connection in
            _ = try await AccountStore.locked(account, on: connection)
            _ = try await connection.batch([
                """
                INSERT INTO auth.challenges (tenant_id, challenge_id, user_id, kind, expire_time)
                VALUES (\(account.tenant), \(id), \(account.id), \(kind.rawValue),
                    \(Date(timeIntervalSince1970: Double(claims.expiresAt))))
                """,
                sweep,
            ])
        }
        return claims
    }

    /// Books one answer to the challenge, before it is looked at. False if it is used up, used or over.
    func useTry(_ challenge: Challenge, on connection: PostgresConnection) async throws -> Bool {
        try await connection.execute(
            "UPDATE auth.challenges SET tries = tries + 1 WHERE \(isOpen(challenge)) AND tries < \(AuthLimits.challengeTriesMax)"
        ) == 1
    }

    func isLive(_ challenge: Challenge, on connection: PostgresConnection) async throws -> Bool {
        try await !connection.query("SELECT 1 FROM auth.challenges WHERE \(isOpen(challenge))").isEmpty
    }

    /// Ends the challenge; true for one caller only.
    func consume(_ challenge: Challenge, on connection: PostgresConnection) async throws -> Bool {
        try await connection.execute(
            "UPDATE auth.challenges SET consume_time = \(clock.date) WHERE \(isOpen(challenge))") == 1
    }

    /// What a user had begun ends with what they proved to begin it.
    static func endAll(of user: UUID, at time: Date, on connection: PostgresConnection) async throws {
        try await connection.execute(
            "UPDATE auth.challenges SET consume_time = \(time) WHERE user_id = \(user) AND consume_time IS NULL")
    }

    private func isOpen(_ challenge: Challenge) -> SQL {
        """
        challenge_id = \(challenge.id) AND user_id = \(challenge.user) AND kind = \(challenge.kind.rawValue)
        AND consume_time IS NULL AND expire_time > \(clock.date)
        """
    }

    /// Rows that another login is sweeping are left to it.
    private var sweep: SQL {
        """
        DELETE FROM auth.challenges WHERE challenge_id IN (
            SELECT challenge_id FROM auth.challenges
            WHERE expire_time < \(clock.date(in: -AuthLimits.challengeRetentionSeconds))
            LIMIT \(AuthLimits.challengesSweptMax) FOR UPDATE SKIP LOCKED)
        """
    }
}

/// A challenge whose token was verified.
struct Challenge: Sendable {
    var kind: ChallengeClaims.Kind
    var id: UUID
    var user: UUID
    var tenant: UUID

    /// Nil if the ids are not ours.
    init?(kind: ChallengeClaims.Kind, tokenID: String, subject: String, tenant: String) {
        guard let id = UUID(uuidString: tokenID), let user = UUID(uuidString: subject),
            let tenant = UUID(uuidString: tenant)
        else { return nil }
        self.kind = kind
        self.id = id
        self.user = user
        self.tenant = tenant
    }

    init?(_ claims: ChallengeClaims) {
        self.init(kind: claims.kind, tokenID: claims.tokenID, subject: claims.subject, tenant: claims.tenant)
    }
}
