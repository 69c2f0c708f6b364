import Postgres
import ServiceKit

/// The tables of the schema `auth`. All rows belong to a tenant and are hidden from the others by row-level
/// security, but for these, each with its reason:
/// - `login_directory` must be read before the tenant is known; it holds user names, and whose they are.
///   So whoever has the service's role can list the names of all tenants' users.
/// - `tenant_directory` says which tenants there are to those who look after all of them: a super_admin's list, and the
///   sweeps. It holds ids only; what they stand for is read from each tenant's own rows, one tenant at a time.
/// - `evictions` says whose sessions are being ended, and why, to all replicas; it holds ids only.
/// - `login_failures` and `lockouts` count for names that may not exist, so that a lock tells nothing about who does;
///   they hold hashes only.
/// - `attempt_limits` counts before anybody has said who they are; it holds hashes only.
/// - `stranger_tries` counts for people who are in no tenant; it holds their addresses, for a minute.
/// - `signing_keys`, `revocations` and `revocation_head` belong to the platform; they hold ids and sealed keys only.
/// - `audit_queue` tells the carrier of audit events where to look, and `audit_chains` whose chains are to be looked
///   after; they hold ids only.
/// Names of limits are those of `AuthLimits`.
enum AuthSchema {
    static let name = "auth"

    static let migrations = [
        Migration(
            version: 1, name: "identities",
            sql: [
                tables, isolation, TenantTables.sql, LimitTables.sql, SessionTables.sql, RevocationTables.sql,
                RequestTables.sql, ApiKeyTables.sql, FactorTables.sql, PasswordResetTables.sql, outbox.tables,
                AuditTables.sql,
            ].joined())
    ]

    static let outbox = AuditOutbox(.auth)

    private static let tables = """
        -- Retention: as long as its user.
        CREATE TABLE auth.login_directory (
            username text PRIMARY KEY,
            tenant_id uuid NOT NULL,
            user_id uuid NOT NULL UNIQUE
        );

        -- Retention: until the last token that it signed has ended; the schedule of rotations removes it.
        CREATE TABLE auth.signing_keys (
            key_id text PRIMARY KEY,
            sealed_seed bytea NOT NULL,
            create_time timestamptz NOT NULL,
            -- When it begins to sign; it is published before.
            activate_time timestamptz NOT NULL
        );

        -- Retention: kept; nothing removes a tenant by itself.
        CREATE TABLE auth.tenants (
            tenant_id uuid PRIMARY KEY,
            display_name text NOT NULL,
            is_suspended boolean NOT NULL DEFAULT false,
            -- 0 means the platform's default.
            users_max integer NOT NULL DEFAULT 0 CHECK (users_max >= 0),
            api_keys_max integer NOT NULL DEFAULT 0 CHECK (api_keys_max >= 0),
            -- How often administrators changed it, as its etag says.
            version bigint NOT NULL DEFAULT 1,
            create_time timestamptz NOT NULL,
            update_time timestamptz NOT NULL DEFAULT now()
        );

        -- Retention: userPurgeSeconds after they were deleted; the hourly sweep of their tenant.
        CREATE TABLE auth.users (
            tenant_id uuid NOT NULL REFERENCES auth.tenants,
            user_id uuid PRIMARY KEY,
            username text NOT NULL UNIQUE,
            display_name text NOT NULL,
            roles text[] NOT NULL,
            password_hash text NOT NULL,
            password_change_required boolean NOT NULL,
            password_expire_time timestamptz,
            is_disabled boolean NOT NULL DEFAULT false,
            delete_time timestamptz,
            purge_time timestamptz,
            last_login_time timestamptz,
            -- How often administrators changed it, as its etag says.
            version bigint NOT NULL DEFAULT 1,
            create_time timestamptz NOT NULL,
            update_time timestamptz NOT NULL DEFAULT now(),
            CHECK (num_nonnulls(delete_time, purge_time) IN (0, 2))
        );
        CREATE INDEX idx_users_tenant_username ON auth.users (tenant_id, username);
        CREATE INDEX idx_users_purge_time ON auth.users (purge_time) WHERE purge_time IS NOT NULL;

        -- Retention: as long as its user.
        CREATE TABLE auth.totp_factors (
            tenant_id uuid NOT NULL,
            user_id uuid PRIMARY KEY REFERENCES auth.users ON DELETE CASCADE,
            sealed_secret bytea NOT NULL,
            confirm_time timestamptz,
            last_used_step bigint NOT NULL DEFAULT -1,
            create_time timestamptz NOT NULL
        );

        -- Retention: challengeRetentionSeconds after their end; the tenant's next login sweeps.
        CREATE TABLE auth.challenges (
            tenant_id uuid NOT NULL,
            challenge_id uuid PRIMARY KEY,
            user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
            kind text NOT NULL,
            tries integer NOT NULL DEFAULT 0,
            expire_time timestamptz NOT NULL,
            consume_time timestamptz
        );
        CREATE INDEX idx_challenges_expire_time ON auth.challenges (expire_time);
        CREATE INDEX idx_challenges_user ON auth.challenges (user_id);

        """

    private static let isolation = ["tenants", "users", "totp_factors", "challenges"]
        .map { Migration.tenantIsolation(of: "auth.\($0)") }.joined()
}
