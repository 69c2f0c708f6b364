/// What ended before its tokens did.
enum RevocationTables {
    static let sql = """
        -- One row: whoever adds revocations holds its lock until they commit, so sequences become visible in their
        -- order, and a reader that has seen one has seen all before it.
        -- Retention: kept.
        CREATE TABLE auth.revocation_head (
            is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
            sequence bigint NOT NULL
        );
        INSERT INTO auth.revocation_head (sequence) VALUES (0);

        -- Retention: until the last token concerned and what it began have ended; whoever adds one sweeps.
        CREATE TABLE auth.revocations (
            sequence bigint PRIMARY KEY,
            session_id uuid,
            key_id text,
            expire_time timestamptz NOT NULL,
            CHECK (num_nonnulls(session_id, key_id) = 1)
        );
        CREATE INDEX idx_revocations_expire_time ON auth.revocations (expire_time);

        """
}
