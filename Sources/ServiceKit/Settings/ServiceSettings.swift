package import Crypto
package import Logging
package import RPC

/// What every service is told at its start.
package struct ServiceSettings: Sendable {
    package enum Environment: String, Sendable, CaseIterable {
        case development, test, staging, production
    }

    package var service: PlatformService
    package var environment: Environment
    package var logLevel: Logger.Level
    /// Threads for computations; the default is one for each core.
    package var workerCount: Int
    package var eventLoops: Int
    package var rpcHost: String
    package var rpcPort: Int
    package var rpcLimits: ServerLimits
    package var adminHost: String
    package var adminPort: Int
    /// May hold a password, so it is kept like one.
    package var databaseURL: Secret?
    package var databasePassword: Secret?
    package var databasePoolSize: Int
    /// Proves to auth that we are the service that we say we are.
    package var serviceSecret: Secret?
    package var endpoints: [PlatformService: ServiceEndpoint]
    package var tls: TLSFiles?
    /// How long calls in flight may take after SIGTERM.
    package var shutdownGrace: Duration
    package var reportInterval: Duration
    /// Tells replicas apart in metrics.
    package var instanceName: String
    /// Whether the end of standard input stops the service, as a signal does: a parent's lifeline.
    package var stopsWithInput: Bool
    /// For the service's own settings.
    package var values: SettingValues

    package struct TLSFiles: Sendable, Equatable {
        package var certificate: String
        package var key: String
        package var authority: String?
    }

    package init(service: PlatformService, values: SettingValues) throws(SettingsError) {
        self.service = service
        self.values = values
        environment = try values.choice("ENVIRONMENT", default: .development)
        logLevel = try values.choice("LOG_LEVEL", default: .info)
        workerCount = try values.integer("WORKER_COUNT", default: ServiceLimits.workerCountDefault, in: 1...256)
        eventLoops = try values.integer("EVENT_LOOPS", default: ServiceLimits.eventLoopsDefault, in: 1...64)
        rpcHost = try values.string("RPC_HOST") ?? "127.0.0.1"
        rpcPort = try values.port("RPC_PORT", default: service.defaultRPCPort)
        rpcLimits = try RPCLimitSettings.limits(values)
        adminHost = try values.string("ADMIN_HOST") ?? "127.0.0.1"
        adminPort = try values.port("ADMIN_PORT", default: service.defaultAdminPort)
        databaseURL = try values.secret("DATABASE_URL")
        databasePassword = try values.secret("DATABASE_PASSWORD")
        databasePoolSize = try values.integer(
            "DATABASE_POOL_SIZE", default: ServiceLimits.databasePoolSizeDefault, in: 1...100)
        serviceSecret = try values.secret("SERVICE_SECRET")
        endpoints = [:]
        for peer in PlatformService.allCases where peer != .gateway {
            let here = ServiceEndpoint(host: "127.0.0.1", port: peer.defaultRPCPort)
            endpoints[peer] = try values.endpoint(peer.endpointSetting, default: here)
        }
        tls = try Self.tlsFiles(values)
        shutdownGrace = try values.duration(
            "SHUTDOWN_GRACE", default: ServiceLimits.shutdownGraceDefault, in: .zero ... .seconds(600))
        reportInterval = try values.duration(
            "REPORT_INTERVAL", default: ServiceLimits.reportIntervalDefault, in: .milliseconds(100) ... .seconds(3600))
        instanceName = try values.string("INSTANCE_NAME") ?? HostName.current
        stopsWithInput = try values.boolean("STOP_WITH_INPUT", default: false)
    }

    private static func tlsFiles(_ values: SettingValues) throws(SettingsError) -> TLSFiles? {
        let certificate = try values.path("TLS_CERT_FILE")
        let key = try values.path("TLS_KEY_FILE")
        let authority = try values.path("TLS_CA_FILE")
        switch (certificate, key) {
        case (let certificate?, let key?): return TLSFiles(certificate: certificate, key: key, authority: authority)
        case (nil, nil) where authority == nil: return nil
        case (nil, _): throw SettingsError("TLS_CERT_FILE is not set, but another TLS file is.")
        case (_, nil): throw SettingsError("TLS_KEY_FILE is not set, but TLS_CERT_FILE is.")
        }
    }
}
