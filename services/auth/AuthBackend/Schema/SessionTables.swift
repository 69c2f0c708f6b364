import Postgres

/// Sessions and the refresh tokens that they have used up.
enum SessionTables {
    static let sql = """
        -- One login, or one exchange of an API key, and all tokens that came of it.
        -- Retention: sessionRetentionSeconds after their end; the tenant's next login sweeps.
        CREATE TABLE auth.sessions (
            tenant_id uuid NOT NULL,
            session_id uuid PRIMARY KEY,
            user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
            -- Set for the exchange of a key; such a session is listed nowhere.
            api_key_id uuid,
            -- The trusted device that stood for the second factor.
            device_id uuid,
            methods text[] NOT NULL,
            -- When the user last proved who they are.
            auth_time timestamptz NOT NULL,
            create_time timestamptz NOT NULL,
            refresh_time timestamptz NOT NULL,
            expire_time timestamptz NOT NULL,
            -- When the last access token ends.
            token_end_time timestamptz NOT NULL,
            revoke_time timestamptz,
            refresh_hash bytea,
            client_address text NOT NULL,
            -- Of ClientNetwork, for the exchange of a key: all of the network's share it.
            client_network text NOT NULL DEFAULT '',
            user_agent text NOT NULL
        );
        CREATE INDEX idx_sessions_user ON auth.sessions (user_id, create_time);
        CREATE INDEX idx_sessions_tenant ON auth.sessions (tenant_id, session_id) WHERE revoke_time IS NULL;
        CREATE INDEX idx_sessions_api_key ON auth.sessions (api_key_id) WHERE api_key_id IS NOT NULL;
        CREATE INDEX idx_sessions_device ON auth.sessions (device_id) WHERE device_id IS NOT NULL;
        CREATE INDEX idx_sessions_end ON auth.sessions (greatest(expire_time, token_end_time));

        -- What a thief or its owner may bring once more.
        -- Retention: as long as its session.
        CREATE TABLE auth.used_refresh_tokens (
            tenant_id uuid NOT NULL,
            token_hash bytea PRIMARY KEY,
            session_id uuid NOT NULL REFERENCES auth.sessions ON DELETE CASCADE
        );
        CREATE INDEX idx_used_refresh_tokens_session ON auth.used_refresh_tokens (session_id);

        """ + ["sessions", "used_refresh_tokens"].map { Migration.tenantIsolation(of: "auth.\($0)") }.joined()
}
