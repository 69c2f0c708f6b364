import Postgres

/// Keys for programs.
enum ApiKeyTables {
    static let sql = """
        -- Retention: apiKeyRetentionSeconds after their end; the tenant's next new key sweeps.
        CREATE TABLE auth.api_keys (
            tenant_id uuid NOT NULL,
            api_key_id uuid PRIMARY KEY,
            user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
            display_name text NOT NULL,
            scopes text[] NOT NULL,
            -- Blocks in their usual spelling; none means anywhere.
            allowed_cidrs text[] NOT NULL,
            hint text NOT NULL,
            secret_hash bytea NOT NULL,
            -- The secret before the last rotation, while it still works.
            previous_hash bytea,
            previous_expire_time timestamptz,
            create_time timestamptz NOT NULL,
            expire_time timestamptz NOT NULL,
            revoke_time timestamptz,
            last_use_time timestamptz,
            last_use_address text NOT NULL DEFAULT '',
            -- Where it was used from, of ClientNetwork: the last one first, apiKeyNetworksKnownMax of them.
            recent_networks text[] NOT NULL DEFAULT '{}',
            -- When a refusal was last written to the audit trail.
            last_refusal_time timestamptz,
            CHECK (num_nonnulls(previous_hash, previous_expire_time) IN (0, 2))
        );
        CREATE INDEX idx_api_keys_user ON auth.api_keys (user_id, create_time);
        CREATE INDEX idx_api_keys_end ON auth.api_keys (least(expire_time, revoke_time));

        """ + Migration.tenantIsolation(of: "auth.api_keys")
}
