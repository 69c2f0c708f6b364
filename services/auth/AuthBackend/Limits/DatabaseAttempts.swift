import Postgres

/// Tries in PostgreSQL, by its clock.
struct DatabaseAttempts: AttemptStore {
    let pool: PostgresPool

    func take(_ key: [UInt8], _ rate: AttemptRate) async throws -> AttemptVerdict {
        let interval: SQL = "\(rate.intervalMicroseconds) * interval '1 microsecond'"
        let tolerance: SQL = "\(Int64(rate.burst) * rate.intervalMicroseconds) * interval '1 microsecond'"
        let rows = try await pool.withConnection { connection in
            try await connection.batch([
                """
                WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS now),
                taken AS (
                    INSERT INTO auth.attempt_limits AS known (key, even_time)
                    SELECT \(key), clock.now + \(interval) FROM clock
                    ON CONFLICT (key) DO UPDATE
                    SET even_time = greatest(known.even_time, (SELECT now FROM clock)) + \(interval)
                    WHERE greatest(known.even_time, (SELECT now FROM clock)) + \(interval)
                        <= (SELECT now FROM clock) + \(tolerance)
                    RETURNING even_time
                )
                SELECT taken.even_time IS NOT NULL AS is_allowed,
                    (extract(epoch FROM coalesce(taken.even_time, known.even_time, clock.now) - clock.now) * 1000000)::bigint
                        AS ahead
                FROM clock LEFT JOIN taken ON true LEFT JOIN auth.attempt_limits known ON known.key = \(key)
                """,
                sweep,
            ])[0]
        }
        return try AttemptVerdict(
            isAllowed: rows[0].decode(Bool.self, "is_allowed"), ahead: rows[0].decode(Int64.self, "ahead"), rate: rate)
    }

    /// Rows that another try is sweeping are left to it.
    private var sweep: SQL {
        """
        DELETE FROM auth.attempt_limits WHERE key IN (
            SELECT key FROM auth.attempt_limits WHERE even_time < now()
            LIMIT \(AuthLimits.attemptLimitsSweptMax) FOR UPDATE SKIP LOCKED)
        """
    }
}
