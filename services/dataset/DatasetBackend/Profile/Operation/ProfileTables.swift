/// What the schema holds of profiles; a part of `DatasetMigrations`.
enum ProfileTables {
    static let sql = """
        -- A version's profile, and the operation that makes it.
        -- Retention: as long as their version; failed and cancelled ones go after endedProfileRetention, when the version
        -- is profiled again.
        CREATE TABLE dataset.profiles (
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            version_id uuid NOT NULL REFERENCES dataset.dataset_versions (id) ON DELETE CASCADE,
            state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'succeeded', 'failed', 'cancelled')),
            progress_percent integer NOT NULL DEFAULT 0,
            -- pynomaly.dataset.v1.DatasetProfile
            profile bytea,
            error_code integer NOT NULL DEFAULT 0,
            error_message text NOT NULL DEFAULT '',
            -- DeleteOperation hides the operation; the profile stays.
            is_forgotten boolean NOT NULL DEFAULT false,
            created_at timestamptz NOT NULL DEFAULT now(),
            ended_at timestamptz
        );
        CREATE UNIQUE INDEX idx_profiles_version_id ON dataset.profiles (version_id)
            WHERE state IN ('running', 'succeeded');
        CREATE INDEX idx_profiles_version ON dataset.profiles (version_id);
        CREATE INDEX idx_profiles_created_at ON dataset.profiles (tenant_id, created_at DESC, id DESC);

        -- A profile that is to be made, and until when a replica is at it. `fencing` numbers the claims: only the last one
        -- may write. Ids alone, outside row-level security.
        -- Retention: until the profile has ended.
        CREATE TABLE dataset.profile_leases (
            profile_id uuid PRIMARY KEY REFERENCES dataset.profiles (id) ON DELETE CASCADE,
            tenant_id uuid NOT NULL,
            fencing bigint NOT NULL DEFAULT 0,
            attempt integer NOT NULL DEFAULT 0,
            expires_at timestamptz NOT NULL
        );
        CREATE INDEX idx_profile_leases_expires_at ON dataset.profile_leases (expires_at);

        """
}
