internal import Postgres
internal import ServiceKit

/// What versions that are being written count for.
enum QuotaTables {
    static let sql = tables + Migration.tenantIsolation(of: "dataset.drafts")

    private static let tables = """
        -- Room that a draft has taken before its blocks are stored. What published versions take is in their own rows.
        -- Retention: as long as the draft's lease.
        CREATE TABLE dataset.drafts (
            version_id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            reserved_bytes bigint NOT NULL,
            -- Counts towards the tenant's uploads at once.
            is_upload boolean NOT NULL
        );
        CREATE INDEX idx_drafts_tenant ON dataset.drafts (tenant_id);
        -- So that the sum of a tenant's versions reads no row of another one's.
        CREATE INDEX idx_dataset_versions_tenant ON dataset.dataset_versions (tenant_id) INCLUDE (added_bytes);

        """
}
