/// What limits guessing.
enum LimitTables {
    static let sql = """
        -- Retention: failureWindowSeconds; each login sweeps some of what is older.
        CREATE TABLE auth.login_failures (
            attempt_id uuid PRIMARY KEY,
            account bytea NOT NULL,
            failed_time timestamptz NOT NULL,
            -- Whether the proof was looked at and found wrong; false while that is going on.
            is_certain boolean NOT NULL DEFAULT false
        );
        CREATE INDEX idx_login_failures_account ON auth.login_failures (account, failed_time);
        CREATE INDEX idx_login_failures_time ON auth.login_failures (failed_time);

        -- Accounts that are locked or were so lately.
        -- Retention: lockMemorySeconds after the lock and the last failure; each login sweeps some of what is older.
        CREATE TABLE auth.lockouts (
            account bytea PRIMARY KEY,
            level integer NOT NULL,
            lock_end_time timestamptz NOT NULL,
            last_failure_time timestamptz NOT NULL,
            -- When a refused try was last written to the audit log.
            refusal_time timestamptz
        );
        CREATE INDEX idx_lockouts_end ON auth.lockouts (greatest(lock_end_time, last_failure_time));

        -- How far the tries of an address, or whatever else the key is a hash of, are ahead of the clock. Losing it in a
        -- crash costs no more than a burst.
        -- Retention: until the clock has caught up; each try sweeps some.
        CREATE UNLOGGED TABLE auth.attempt_limits (
            key bytea PRIMARY KEY,
            even_time timestamptz NOT NULL
        );
        CREATE INDEX idx_attempt_limits_time ON auth.attempt_limits (even_time);

        -- How often a network tried to be somebody in a minute. Tries under names that somebody has are counted apart, and
        -- only because that takes time.
        -- Retention: until the minute is over; a sweep of each minute.
        CREATE TABLE auth.stranger_tries (
            -- Of ClientNetwork.
            network text NOT NULL,
            is_known boolean NOT NULL,
            minute timestamptz NOT NULL,
            -- One of the network's.
            address text NOT NULL,
            tries bigint NOT NULL,
            PRIMARY KEY (network, is_known, minute)
        );

        """
}
