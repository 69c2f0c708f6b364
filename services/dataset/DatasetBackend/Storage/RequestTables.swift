internal import Postgres
internal import ServiceKit

/// What repeated requests (AIP-155) are known by. `request_expiries` holds ids alone, outside row-level security: the sweep
/// must find what to remove before it knows whose it is.
enum RequestTables {
    static let sql = tables + Migration.tenantIsolation(of: "dataset.requests")

    private static let tables = """
        -- Retention: requestRetention.
        CREATE TABLE dataset.requests (
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            caller text NOT NULL,
            request_id uuid NOT NULL,
            method text NOT NULL,
            -- Of the request's message; of an upload, of its spec.
            request_hash bytea NOT NULL,
            response bytea NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            UNIQUE (tenant_id, caller, request_id)
        );

        -- Retention: as long as their request.
        CREATE TABLE dataset.request_expiries (
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            expires_at timestamptz NOT NULL
        );
        CREATE INDEX idx_request_expiries_expires_at ON dataset.request_expiries (expires_at);

        """
}
