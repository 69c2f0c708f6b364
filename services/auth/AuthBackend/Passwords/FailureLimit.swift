import Crypto
import FoundationEssentials
import Messages
import Postgres
import RPC

/// Counts failed proofs of identity per account, over all replicas and all ways to log in.
///
/// Each try is booked as failed before it is looked at, and taken back if it was right: tries that run side by
/// side can't pass the limit together. Names that nobody has are counted alike.
struct FailureLimit: Sendable {
    let pool: PostgresPool
    let clock: WallClock

    struct Attempt: Sendable {
        fileprivate var id: UUID
        fileprivate var account: [UInt8]

        fileprivate init(_ username: String) {
            id = UUID()
            account = FailureLimit.account(username)
        }
    }

    /// Books a try, runs `prove`, and takes the try back when it could not be decided: a full queue or a lost database
    /// is nobody's wrong password. `prove` itself says what becomes of a right one.
    func booked<R>(_ username: String, _ prove: (Attempt) async throws -> R) async throws -> R {
        let attempt = try await begin(username)
        do {
            return try await prove(attempt)
        } catch {
            // A caller that hung up may have been guessing: its try stays.
            if !Self.isRefusal(error) && !Task.isCancelled { try await succeeded(attempt) }
            throw error
        }
    }

    private static func isRefusal(_ error: any Error) -> Bool {
        guard let status = error as? RPCError else { return error is CancellationError }
        return status.code == .unauthenticated || status.code == .invalidArgument
    }

    private func begin(_ username: String) async throws -> Attempt {
        let attempt = Attempt(username)
        let windowStart = clock.date(in: -AuthLimits.failureWindowSeconds)
        let inWindow: SQL =
            "FROM auth.login_failures WHERE account = \(attempt.account) AND failed_time > \(windowStart)"
        let oldest = try await pool.withTransaction(tenant: nil) { connection -> Date? in
            let results = try await connection.batch([
                AdvisoryLock.take(attempt.account),
                sweep(before: windowStart),
                """
                INSERT INTO auth.login_failures (attempt_id, account, failed_time)
                SELECT \(attempt.id), \(attempt.account), \(clock.date)
                WHERE (SELECT count(*) \(inWindow)) < \(AuthLimits.failuresMax)
                """,
                "SELECT min(failed_time) AS oldest \(inWindow)",
            ])
            return results[2].affectedRows == 1 ? nil : try results[3].first?.decode(Date?.self, "oldest")
        }
        if let oldest { throw refusal(oldest: oldest) }
        return attempt
    }

    /// The proof was right, but the login needs another one: only this try is taken back.
    func succeeded(_ attempt: Attempt) async throws {
        _ = try await pool.withTransaction(tenant: nil) { connection in
            try await connection.execute("DELETE FROM auth.login_failures WHERE attempt_id = \(attempt.id)")
        }
    }

    /// The login is complete: what failed before was its owner's.
    func cleared(_ attempt: Attempt) async throws {
        try await clear(attempt.account)
    }

    func clear(_ username: Username) async throws {
        try await clear(Self.account(username.text))
    }

    private func clear(_ account: [UInt8]) async throws {
        _ = try await pool.withTransaction(tenant: nil) { connection in
            try await connection.execute("DELETE FROM auth.login_failures WHERE account = \(account)")
        }
    }

    /// What stands for a name in the database.
    static func account(_ username: String) -> [UInt8] { SHA256.hash(username.utf8) }

    /// Rows that another login is sweeping are left to it, or the two might wait for each other.
    private func sweep(before time: Date) -> SQL {
        """
        DELETE FROM auth.login_failures WHERE attempt_id IN (
            SELECT attempt_id FROM auth.login_failures WHERE failed_time <= \(time)
            LIMIT \(AuthLimits.failuresSweptMax) FOR UPDATE SKIP LOCKED)
        """
    }

    private func refusal(oldest: Date) -> RPCError {
        let end = Int64(oldest.timeIntervalSince1970) + AuthLimits.failureWindowSeconds
        let seconds = max(1, end - clock.seconds())
        return RPCError(
            .resourceExhausted, "Too many failed attempts for this account; try again in \(seconds) seconds.",
            details: [GoogleRpc.RetryInfo(retryDelay: GoogleProtobuf.Duration(seconds: seconds))])
    }
}
