internal import Postgres
internal import ServiceKit

/// Tables of uploads that can go on after a broken connection. `upload_expiries` holds ids alone, outside row-level
/// security: the sweep must find what to remove before it knows whose it is.
enum UploadTables {
    static let sql = tables + ["uploads", "upload_parts"].map { Migration.tenantIsolation(of: "dataset.\($0)") }.joined()

    private static let tables = """
        -- Retention: until expires_at, for those that succeeded or failed too: their answer can be had again until then.
        CREATE TABLE dataset.uploads (
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            request_id uuid,
            spec bytea NOT NULL,
            byte_size bigint NOT NULL,
            received bigint NOT NULL DEFAULT 0,
            state smallint NOT NULL,
            -- Who reads the file just now, and until when that is believed.
            finisher uuid,
            finisher_until timestamptz,
            read_bytes bigint NOT NULL DEFAULT 0,
            -- The answer, or why there is none.
            response bytea,
            error text NOT NULL DEFAULT '',
            created_at timestamptz NOT NULL DEFAULT now(),
            expires_at timestamptz NOT NULL,
            UNIQUE (tenant_id, request_id)
        );
        CREATE INDEX idx_uploads_tenant_state ON dataset.uploads (tenant_id, state);

        -- Retention: until their upload is finished, or gone.
        CREATE TABLE dataset.upload_parts (
            upload_id uuid NOT NULL,
            first_byte bigint NOT NULL,
            tenant_id uuid NOT NULL,
            bytes bytea NOT NULL,
            PRIMARY KEY (upload_id, first_byte)
        );
        -- Read once and as a whole: compression would cost more than it saves.
        ALTER TABLE dataset.upload_parts ALTER COLUMN bytes SET STORAGE EXTERNAL;

        -- Retention: as long as their upload.
        CREATE TABLE dataset.upload_expiries (
            upload_id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            expires_at timestamptz NOT NULL
        );
        CREATE INDEX idx_upload_expiries_expires_at ON dataset.upload_expiries (expires_at);

        """
}
