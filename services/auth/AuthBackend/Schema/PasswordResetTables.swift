import Postgres

/// Tokens that set a new password.
enum PasswordResetTables {
    static let sql = """
        -- Retention: until it expires or the password changes; the tenant's next request sweeps.
        CREATE TABLE auth.password_resets (
            tenant_id uuid NOT NULL,
            reset_id uuid PRIMARY KEY,
            user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
            token_hash bytea NOT NULL,
            create_time timestamptz NOT NULL,
            expire_time timestamptz NOT NULL
        );
        CREATE INDEX idx_password_resets_user ON auth.password_resets (user_id, create_time);
        CREATE INDEX idx_password_resets_expire_time ON auth.password_resets (expire_time);

        """ + Migration.tenantIsolation(of: "auth.password_resets")
}
