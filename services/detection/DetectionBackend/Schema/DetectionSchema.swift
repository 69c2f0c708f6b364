import Postgres
import ServiceKit

/// The tables that detection owns. All rows belong to a tenant and are seen by it alone; only `tasks` and
/// `audit_queue`, which hold ids and no content, stand outside, because a worker has to find work, and the carrier of
/// audit events what to carry, before they know whose it is. Names of limits are those of `DetectionLimits`.
enum DetectionSchema {
    static let name = "detection"

    static let migrations = [
        Migration(version: 1, name: "detectors, models, operations", sql: detectorTables + outbox.tables),
        Migration(version: 2, name: "jobs and results", sql: jobTables),
        Migration(version: 3, name: "the task queue", sql: queueTables),
        Migration(version: 4, name: "row-level security", sql: rowSecurity),
    ]

    static let outbox = AuditOutbox(.detection)

    private static let detectorTables = """
        -- Retention: until the detector is deleted.
        CREATE TABLE detection.detectors (
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            -- pynomaly.detection.v1.Detector, without name, current_model, create_time and etag
            spec bytea NOT NULL,
            current_model uuid,
            created_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE INDEX idx_detectors_created_at ON detection.detectors (tenant_id, created_at DESC, id DESC);

        -- Retention: as long as their detector.
        CREATE TABLE detection.models (
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            detector_id uuid NOT NULL REFERENCES detection.detectors ON DELETE CASCADE,
            dataset_version text NOT NULL,
            -- pynomaly.detection.v1.Model, without name and create_time
            summary bytea NOT NULL,
            snapshot bytea NOT NULL,
            signature bytea NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now()
        );
        ALTER TABLE detection.models ALTER COLUMN snapshot SET STORAGE EXTERNAL;
        CREATE INDEX idx_models_detector ON detection.models (detector_id, created_at DESC, id DESC);

        -- Retention: as long as their detector.
        CREATE TABLE detection.operations (
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            detector_id uuid NOT NULL REFERENCES detection.detectors ON DELETE CASCADE,
            dataset_id uuid NOT NULL,
            dataset_version text NOT NULL,
            request_id text NOT NULL DEFAULT '',
            state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'succeeded', 'failed')),
            -- the share of a training that is done
            progress double precision NOT NULL DEFAULT 0,
            model_id uuid,
            error_code int NOT NULL DEFAULT 0,
            error_message text NOT NULL DEFAULT '',
            created_at timestamptz NOT NULL DEFAULT now(),
            ended_at timestamptz
        );
        CREATE UNIQUE INDEX idx_operations_request ON detection.operations (tenant_id, request_id)
            WHERE request_id <> '';
        """

    private static let jobTables = """
        -- Retention: kept; nothing removes a job by itself.
        CREATE TABLE detection.detection_jobs (
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            dataset_id uuid NOT NULL,
            dataset_version text NOT NULL,
            status text NOT NULL DEFAULT 'queued'
                CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelling', 'cancelled')),
            priority int NOT NULL DEFAULT 0,
            -- over all results: rows of the version times detectors
            rows_total bigint NOT NULL,
            rows_done bigint NOT NULL DEFAULT 0,
            attempt int NOT NULL DEFAULT 0,
            error_code int NOT NULL DEFAULT 0,
            error_message text NOT NULL DEFAULT '',
            request_id text NOT NULL DEFAULT '',
            created_at timestamptz NOT NULL DEFAULT now(),
            started_at timestamptz,
            ended_at timestamptz
        );
        CREATE INDEX idx_active_jobs ON detection.detection_jobs (status) WHERE status = 'running';
        CREATE INDEX idx_detection_jobs_created_at ON detection.detection_jobs (tenant_id, created_at DESC, id DESC);
        CREATE UNIQUE INDEX idx_detection_jobs_request ON detection.detection_jobs (tenant_id, request_id)
            WHERE request_id <> '';

        -- Retention: as long as their job, also when detector, model or dataset are deleted.
        CREATE TABLE detection.results (
            id uuid PRIMARY KEY,
            tenant_id uuid NOT NULL,
            job_id uuid NOT NULL REFERENCES detection.detection_jobs ON DELETE CASCADE,
            detector_id uuid NOT NULL,
            model_id uuid NOT NULL,
            dataset_id uuid NOT NULL,
            -- pynomaly.detection.v1.Result: what is known before the first row is scored
            summary bytea NOT NULL,
            row_count bigint NOT NULL DEFAULT 0,
            anomaly_count bigint NOT NULL DEFAULT 0,
            listed_anomaly_count bigint NOT NULL DEFAULT 0,
            score_min double precision,
            score_max double precision,
            score_sum double precision NOT NULL DEFAULT 0,
            score_square_sum double precision NOT NULL DEFAULT 0,
            created_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE INDEX idx_results_job ON detection.results (job_id);
        CREATE INDEX idx_results_created_at ON detection.results (tenant_id, created_at DESC, id DESC);

        -- Scores of all rows, as blocks: the primary key makes a second writing of the same rows impossible.
        -- Retention: as long as their result.
        CREATE TABLE detection.score_chunks (
            tenant_id uuid NOT NULL,
            result_id uuid NOT NULL REFERENCES detection.results ON DELETE CASCADE,
            first_row bigint NOT NULL,
            row_count int NOT NULL,
            raw_scores bytea NOT NULL,
            p_values bytea NOT NULL,
            PRIMARY KEY (result_id, first_row)
        );
        ALTER TABLE detection.score_chunks ALTER COLUMN raw_scores SET STORAGE EXTERNAL;
        ALTER TABLE detection.score_chunks ALTER COLUMN p_values SET STORAGE EXTERNAL;

        -- Retention: as long as their result; those beyond anomaliesPerResultMax go when the job ends.
        CREATE TABLE detection.anomaly_results (
            tenant_id uuid NOT NULL,
            result_id uuid NOT NULL REFERENCES detection.results ON DELETE CASCADE,
            row_index bigint NOT NULL,
            dataset_id uuid NOT NULL,
            -- the row's event time where the data has one, else the time of scoring
            timestamp timestamptz NOT NULL,
            has_event_time boolean NOT NULL,
            row_id text NOT NULL,
            raw_score double precision NOT NULL,
            -- pynomaly.detection.v1.RowScore
            score bytea NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (result_id, row_index)
        );
        CREATE INDEX idx_anomaly_results_dataset_id ON detection.anomaly_results (dataset_id);
        CREATE INDEX idx_anomaly_results_timestamp ON detection.anomaly_results (timestamp);
        CREATE INDEX idx_anomaly_results_dataset_timestamp
            ON detection.anomaly_results (dataset_id, timestamp DESC);
        CREATE INDEX idx_anomaly_results_rank ON detection.anomaly_results (result_id, raw_score DESC, row_index);
        """

    private static let queueTables = """
        -- Retention: finished tasks for finishedTaskRetention, others until they are finished.
        CREATE TABLE detection.tasks (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            tenant_id uuid NOT NULL,
            kind text NOT NULL CHECK (kind IN ('train', 'score')),
            -- Raised when a kind's meaning changes: older workers leave newer tasks alone.
            version int NOT NULL,
            -- the operation, or the job
            owner_id uuid NOT NULL,
            result_id uuid,
            first_row bigint NOT NULL DEFAULT 0,
            row_count bigint NOT NULL DEFAULT 0,
            priority int NOT NULL DEFAULT 0,
            state text NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'leased', 'done')),
            attempt int NOT NULL DEFAULT 0,
            -- Counts up with every claim; a worker whose number is not the last one has lost its lease.
            fencing bigint NOT NULL DEFAULT 0,
            worker text NOT NULL DEFAULT '',
            lease_expires_at timestamptz,
            available_at timestamptz NOT NULL DEFAULT now(),
            finished_at timestamptz,
            CHECK ((state = 'done') = (finished_at IS NOT NULL))
        );
        CREATE INDEX idx_tasks_open ON detection.tasks (priority DESC, id) WHERE state <> 'done';
        CREATE INDEX idx_tasks_leased ON detection.tasks (tenant_id) WHERE state = 'leased';
        CREATE INDEX idx_tasks_owner ON detection.tasks (owner_id);
        CREATE INDEX idx_tasks_finished ON detection.tasks (finished_at) WHERE state = 'done';

        -- The gauge pynomaly_active_detection_jobs counts over all tenants, which no service may read;
        -- it gets the number and nothing else.
        CREATE FUNCTION detection.active_job_count() RETURNS bigint
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = detection, pg_temp
            AS $$ SELECT count(*) FROM detection.detection_jobs WHERE status = 'running' $$;
        """

    private static let rowSecurity = [
        "detectors", "models", "operations", "detection_jobs", "results", "score_chunks", "anomaly_results",
    ].map { Migration.tenantIsolation(of: "detection.\($0)") }.joined()
}
