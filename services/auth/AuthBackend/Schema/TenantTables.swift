/// Which tenants there are.
enum TenantTables {
    static let sql = """
        -- The tenants' ids in the order in which they were made: what looks after all of them must know whom to look
        -- for, while their rows are hidden from one another. A trigger fills it, so that none can be forgotten.
        -- Retention: as long as its tenant.
        CREATE TABLE auth.tenant_directory (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            tenant_id uuid NOT NULL UNIQUE
        );

        -- Tenants that may still have sessions which are to end, and why they are (`TenantEviction.Reason`).
        -- Retention: until these have ended.
        CREATE TABLE auth.evictions (
            tenant_id uuid NOT NULL,
            reason text NOT NULL,
            PRIMARY KEY (tenant_id, reason)
        );

        CREATE FUNCTION auth.list_tenant() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO auth.tenant_directory (tenant_id) VALUES (new.tenant_id);
            RETURN NULL;
        END
        $$;
        CREATE TRIGGER list_tenant AFTER INSERT ON auth.tenants FOR EACH ROW EXECUTE FUNCTION auth.list_tenant();

        """
}
