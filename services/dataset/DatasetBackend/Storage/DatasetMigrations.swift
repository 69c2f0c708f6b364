internal import Postgres
internal import ServiceKit

/// The schema `dataset`. Every table shows a tenant its own rows only, except `version_leases`, `profile_leases`,
/// `upload_expiries`, `request_expiries` and `audit_queue`, which hold nothing but ids: the sweep must find what to
/// collect, a profile worker what to take over, and the carrier of audit events what to carry, before they know whose it is.
///
/// Nothing is removed on its own but what was deleted and what an upload wrote without being published. Names of limits
/// are those of `DatasetLimits`.
enum DatasetMigrations {
    static let all = [
        Migration(
            version: 1, name: "datasets, versions, chunks and blobs",
            sql: tables + UploadTables.sql + QuotaTables.sql + RequestTables.sql + ProfileTables.sql + outbox.tables
                + isolation)
    ]

    static let outbox = AuditOutbox(.dataset)

    private static let tables = """
        -- Retention: until the dataset is deleted, and deletedRetention after that.
        CREATE TABLE dataset.datasets (
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            display_name text NOT NULL,
            description text NOT NULL,
            labels jsonb NOT NULL,
            current_version uuid NOT NULL,
            -- How often it changed, as its etag says.
            revision bigint NOT NULL DEFAULT 1,
            created_at timestamptz NOT NULL DEFAULT now(),
            updated_at timestamptz NOT NULL DEFAULT now(),
            deleted_at timestamptz,
            -- From then on it can't be had back.
            purge_at timestamptz
        );
        CREATE INDEX idx_datasets_created_at ON dataset.datasets (created_at DESC);
        CREATE INDEX idx_datasets_tenant_created_at ON dataset.datasets (tenant_id, created_at DESC, id DESC)
            WHERE deleted_at IS NULL;

        -- A row here is what makes a version exist: its chunks are written before.
        -- Retention: as long as its dataset.
        CREATE TABLE dataset.dataset_versions (
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            dataset_id uuid NOT NULL REFERENCES dataset.datasets (id),
            -- The version whose rows come before its own; all of them are in its chunks too.
            parent_id uuid,
            row_count bigint NOT NULL,
            rejected_rows bigint NOT NULL,
            byte_size bigint NOT NULL,
            -- Of its blocks, and of those that it does not share with its parent.
            stored_bytes bigint NOT NULL,
            added_bytes bigint NOT NULL,
            content_sha256 bytea NOT NULL,
            -- Names and types never change; roles, units and policies may.
            columns jsonb NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE INDEX idx_dataset_versions_dataset_id ON dataset.dataset_versions (dataset_id);

        -- One row for each column of each chunk, in the order in which columns are read. Below 0 are the chunks that a
        -- draft adds to a version, until it is published.
        -- Retention: as long as their version; where an upload was not published, until its lease ends.
        CREATE TABLE dataset.chunks (
            version_id uuid NOT NULL,
            column_index integer NOT NULL,
            chunk_index integer NOT NULL,
            tenant_id uuid NOT NULL,
            first_row bigint NOT NULL,
            row_count integer NOT NULL,
            type smallint NOT NULL,
            missing_count integer NOT NULL,
            minimum double precision,
            maximum double precision,
            content_sha256 bytea NOT NULL,
            blob_hash bytea NOT NULL,
            blob_size integer NOT NULL,
            PRIMARY KEY (version_id, column_index, chunk_index)
        );

        -- Content-addressed within a tenant; versions that hold the same block share one.
        -- Retention: as long as a version owns them.
        CREATE TABLE dataset.blobs (
            tenant_id uuid NOT NULL,
            hash bytea NOT NULL,
            bytes bytea NOT NULL,
            stored_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (tenant_id, hash)
        );
        -- Compressed already: out of line, and read without a second decompression.
        ALTER TABLE dataset.blobs ALTER COLUMN bytes SET STORAGE EXTERNAL;

        -- Retention: as long as their version, or the lease of the upload that wrote it.
        CREATE TABLE dataset.blob_owners (
            owner_id uuid NOT NULL,
            tenant_id uuid NOT NULL,
            hash bytea NOT NULL,
            PRIMARY KEY (owner_id, hash),
            FOREIGN KEY (tenant_id, hash) REFERENCES dataset.blobs (tenant_id, hash)
        );
        CREATE INDEX idx_blob_owners_hash ON dataset.blob_owners (tenant_id, hash);

        -- A version that is being written, or was deleted, until when. Ids alone, outside row-level security.
        -- Retention: until the upload is published or the sweep has collected the version.
        CREATE TABLE dataset.version_leases (
            version_id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            expires_at timestamptz NOT NULL,
            is_collecting boolean NOT NULL DEFAULT false
        );
        CREATE INDEX idx_version_leases_expires_at ON dataset.version_leases (expires_at);

        """

    private static let isolation = ["datasets", "dataset_versions", "chunks", "blobs", "blob_owners", "profiles"]
        .map { Migration.tenantIsolation(of: "dataset.\($0)") }.joined()
}
