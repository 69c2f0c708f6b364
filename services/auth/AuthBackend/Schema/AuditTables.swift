import Postgres

/// The chains of audit events, one for each tenant.
enum AuditTables {
    static let sql =
        """
        -- Whose chains there are, for retention and for telling heads. Ids alone, outside row-level security.
        -- Retention: kept.
        CREATE TABLE auth.audit_chains (tenant_id uuid PRIMARY KEY);

        -- How far each chain has come; locked by whoever appends.
        -- Retention: kept.
        CREATE TABLE auth.audit_heads (
            tenant_id uuid PRIMARY KEY,
            number bigint NOT NULL,
            link bytea NOT NULL
        );

        -- Retention: AUDIT_RETENTION_DAYS; swept from the front.
        CREATE TABLE auth.audit_events (
            tenant_id uuid NOT NULL,
            number bigint NOT NULL,
            event_id uuid NOT NULL,
            event_time timestamptz NOT NULL,
            record_time timestamptz NOT NULL,
            result smallint NOT NULL,
            service text NOT NULL,
            actor text NOT NULL,
            actor_username text NOT NULL,
            session_id text NOT NULL,
            action text NOT NULL,
            resource text NOT NULL,
            detail text NOT NULL,
            client_address text NOT NULL,
            request_id text NOT NULL,
            -- AuditRecord.canonicalBytes
            event bytea NOT NULL,
            -- Which audit key the link was made with.
            key_id text NOT NULL,
            link bytea NOT NULL,
            PRIMARY KEY (tenant_id, number),
            UNIQUE (tenant_id, event_id)
        );

        -- The last event that retention removed, with a proof.
        -- Retention: kept.
        CREATE TABLE auth.audit_checkpoints (
            tenant_id uuid PRIMARY KEY,
            mark text NOT NULL
        );

        -- The service's role appends and reads. It removes by this only, from the front, and nothing that is younger
        -- than 30 days, whatever the service thinks.
        CREATE FUNCTION auth.remove_audit_events(through_number bigint) RETURNS bigint
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
            WITH removed AS (
                DELETE FROM auth.audit_events
                WHERE tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
                    AND number <= through_number AND record_time < now() - interval '30 days'
                RETURNING 1)
            SELECT count(*) FROM removed
        $$;
        REVOKE ALL ON FUNCTION auth.remove_audit_events(bigint) FROM PUBLIC;

        """
        + ["audit_heads", "audit_events", "audit_checkpoints"].map { Migration.tenantIsolation(of: "auth.\($0)") }
        .joined() + rights

    /// Where the platform's roles exist.
    private static let rights: String = {
        let role = PlatformRoles.serviceRole("auth")
        return """
            DO $$ BEGIN
                IF to_regrole('\(role)') IS NOT NULL THEN
                    REVOKE UPDATE, DELETE ON auth.audit_events FROM \(role);
                    GRANT EXECUTE ON FUNCTION auth.remove_audit_events(bigint) TO \(role);
                END IF;
            END $$;

            """
    }()
}
