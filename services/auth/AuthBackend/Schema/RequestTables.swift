import Postgres

/// What repeated requests (AIP-155) are known by.
enum RequestTables {
    static let sql = """
        -- Retention: requestRetentionSeconds; the hourly sweep of its tenant.
        CREATE TABLE auth.requests (
            tenant_id uuid NOT NULL,
            user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
            request_id uuid NOT NULL,
            method text NOT NULL,
            -- Of the request without its secrets.
            request_hash bytea NOT NULL,
            -- What the request made.
            resource_id uuid NOT NULL,
            create_time timestamptz NOT NULL,
            PRIMARY KEY (user_id, request_id)
        );
        CREATE INDEX idx_requests_time ON auth.requests (create_time);

        """ + Migration.tenantIsolation(of: "auth.requests")
}
