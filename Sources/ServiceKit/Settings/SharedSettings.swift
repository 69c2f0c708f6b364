/// The variables that every service reads.
enum SharedSettings {
    static let declarations = common + RPCLimitSettings.declarations

    private static let common: [SettingDeclaration] = [
        SettingDeclaration("ENVIRONMENT", "development, test, staging or production"),
        SettingDeclaration("LOG_LEVEL", "trace, debug, info, notice, warning, error or critical"),
        SettingDeclaration("WORKER_COUNT", "threads for computations; default: one for each core"),
        SettingDeclaration("EVENT_LOOPS", "threads for network traffic"),
        SettingDeclaration("RPC_HOST", "address to serve RPCs on; default 127.0.0.1"),
        SettingDeclaration("RPC_PORT", "port to serve RPCs on; 0 for any free one"),
        SettingDeclaration("ADMIN_HOST", "address of /health, /ready and /metrics; default 127.0.0.1"),
        SettingDeclaration("ADMIN_PORT", "port of /health, /ready and /metrics; 0 for any free one"),
        .secret("DATABASE_URL", "postgresql://user@host:port/database"),
        .secret("DATABASE_PASSWORD", "completes DATABASE_URL"),
        SettingDeclaration("DATABASE_POOL_SIZE", "connections to the database; default 8"),
        .secret("SERVICE_SECRET", "this service's own secret, which auth exchanges for tokens"),
        SettingDeclaration("AUTH_ENDPOINT", "host:port of auth; default 127.0.0.1:50051"),
        SettingDeclaration("DATASET_ENDPOINT", "host:port of dataset; default 127.0.0.1:50052"),
        SettingDeclaration("DETECTION_ENDPOINT", "host:port of detection; default 127.0.0.1:50053"),
        SettingDeclaration("METRICS_ENDPOINT", "host:port of metrics; default 127.0.0.1:50054"),
        SettingDeclaration("TLS_CERT_FILE", "certificate chain (PEM); RPCs, served and made, use TLS when it is set"),
        SettingDeclaration("TLS_KEY_FILE", "private key (PEM)"),
        SettingDeclaration("TLS_CA_FILE", "authority of peers' certificates (PEM); callers must then present one"),
        SettingDeclaration("SHUTDOWN_GRACE", "time for calls in flight after SIGTERM; default 25s"),
        SettingDeclaration("REPORT_INTERVAL", "time between reports to metrics; default 10s"),
        SettingDeclaration("INSTANCE_NAME", "tells replicas apart in metrics; default: the host's name"),
        SettingDeclaration("STOP_WITH_INPUT", "true: the end of standard input stops the service"),
    ]
}
