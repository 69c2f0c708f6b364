import Postgres

/// What stands beside a TOTP factor, and who must have one.
enum FactorTables {
    static let sql = """
        -- Retention: until the code is used, its set replaced or its factor removed.
        CREATE TABLE auth.recovery_codes (
            tenant_id uuid NOT NULL,
            user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
            code_hash bytea NOT NULL,
            -- Which key the hash was made with.
            key_id text NOT NULL,
            PRIMARY KEY (user_id, code_hash)
        );

        -- Retention: until they expire; the tenant's next login sweeps.
        CREATE TABLE auth.trusted_devices (
            tenant_id uuid NOT NULL,
            device_id uuid PRIMARY KEY,
            user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
            token_hash bytea NOT NULL,
            create_time timestamptz NOT NULL,
            last_use_time timestamptz NOT NULL,
            expire_time timestamptz NOT NULL,
            client_address text NOT NULL,
            user_agent text NOT NULL
        );
        CREATE INDEX idx_trusted_devices_user ON auth.trusted_devices (user_id, create_time);
        CREATE INDEX idx_trusted_devices_expire_time ON auth.trusted_devices (expire_time);

        -- Retention: as long as its tenant. None means that no role must have a factor but administrators.
        CREATE TABLE auth.mfa_policies (
            tenant_id uuid PRIMARY KEY REFERENCES auth.tenants ON DELETE CASCADE,
            required_roles text[] NOT NULL,
            version bigint NOT NULL,
            update_time timestamptz NOT NULL
        );

        """
        + ["recovery_codes", "trusted_devices", "mfa_policies"].map { Migration.tenantIsolation(of: "auth.\($0)") }
        .joined()
}
