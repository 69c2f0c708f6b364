import FoundationEssentials
import Postgres

/// Locks that grow: each is twice as long as the one before, unless a login succeeded or a day was quiet in between.
extension FailureLimit {
    /// When the account's lock ends; nil if it is not locked.
    func lockEnd(of username: Username) async throws -> Date? {
        try await pool.withTransaction(tenant: nil) { connection in
            try await Self.lockEnd(of: username.text, at: clock.date, on: connection)
        }
    }

    static func lockEnd(of username: String, at time: Date, on connection: PostgresConnection) async throws -> Date? {
        let rows = try await connection.query(
            """
            SELECT lock_end_time FROM auth.lockouts
            WHERE account = \(FailureCounter.account.key(username)) AND lock_end_time > \(time)
            """)
        return try rows.first?.decode(Date.self, "lock_end_time")
    }

    /// Locks the account, whose advisory lock is held, and returns when that ends. One that is locked stays as it is.
    func lock(_ attempt: Attempt, on connection: PostgresConnection) async throws -> Date {
        let rows = try await connection.query(
            """
            SELECT level, lock_end_time,
                greatest(lock_end_time, last_failure_time) < \(forgottenBefore) AS is_forgotten
            FROM auth.lockouts WHERE account = \(attempt.account)
            """)
        var level = 1
        if let row = rows.first {
            let end = try row.decode(Date.self, "lock_end_time")
            if end > clock.date { return end }
            if try !row.decode(Bool.self, "is_forgotten") { level += try row.decode(Int.self, "level") }
        }
        let end = clock.date(in: Self.lockSeconds(level: level))
        try await connection.execute(
            """
            INSERT INTO auth.lockouts (account, level, lock_end_time, last_failure_time)
            VALUES (\(attempt.account), \(level), \(end), \(clock.date))
            ON CONFLICT (account) DO UPDATE SET level = excluded.level, lock_end_time = excluded.lock_end_time,
                last_failure_time = excluded.last_failure_time, refusal_time = NULL
            """)
        return end
    }

    static func lockSeconds(level: Int) -> Int64 {
        // 15 minutes reach 24 hours at the eighth lock; a shift further than that says nothing more.
        min(AuthLimits.lockSecondsMax, AuthLimits.lockSecondsMin << Int64(min(level, 16) - 1))
    }

    private var forgottenBefore: Date { clock.date(in: -AuthLimits.lockMemorySeconds) }

    var sweepLockouts: SQL {
        """
        DELETE FROM auth.lockouts WHERE account IN (
            SELECT account FROM auth.lockouts WHERE greatest(lock_end_time, last_failure_time) < \(forgottenBefore)
            LIMIT \(AuthLimits.lockoutsSweptMax) FOR UPDATE SKIP LOCKED)
        """
    }
}
