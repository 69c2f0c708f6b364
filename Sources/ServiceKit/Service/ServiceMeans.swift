import Crypto
import Logging
import NIOCore
import NIOPosix
import Postgres
import RPC
import TLS
import Telemetry

/// Makes what the kit lends to a service, and gives it back in order.
struct ServiceMeans: Sendable {
    var settings: ServiceSettings
    var logger: Logger
    var registry: PrometheusRegistry
    var group: MultiThreadedEventLoopGroup
    var cpuPool: CPUPool
    var taskPool: CPUPool
    var blockingPool: BlockingPool
    var database: PostgresPool?
    var channels: ServiceChannels
    var identity: ServiceIdentity
    var serverTLS: TLSContext?
    var clientTLS: TLSContext?

    init(_ definition: ServiceDefinition, _ settings: ServiceSettings, _ logger: Logger, _ registry: PrometheusRegistry)
        throws
    {
        self.settings = settings
        self.logger = logger
        self.registry = registry
        // Settings are read before threads are started: a bad one leaves nothing behind.
        let poolSettings = try definition.schema.map { _ in try Self.poolSettings(settings, logger) }
        serverTLS = try settings.tls.map { try Self.tls($0, role: .server) }
        clientTLS = try settings.tls.map { try Self.tls($0, role: .client) }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: settings.eventLoops)
        self.group = group
        cpuPool = CPUPool(threadCount: settings.workerCount)
        taskPool = CPUPool(threadCount: settings.workerCount)
        blockingPool = BlockingPool()
        database = poolSettings.map { PostgresPool($0) }
        let dial = Dial(settings: settings, tls: clientTLS, group: group, registry: registry, logger: logger)
        let identity = dial.identity(TokenMemory(clock: definition.clock))
        self.identity = identity
        channels = ServiceChannels { service in
            dial.channel(to: service) { () async throws(RPCError) in try await identity.credentials(for: service) }
        }
    }

    func environment(_ health: HealthBoard) -> ServiceEnvironment {
        ServiceEnvironment(
            settings: settings, logger: logger, database: database, cpuPool: cpuPool, taskPool: taskPool,
            blockingPool: blockingPool,
            group: group, registry: registry, health: health, identity: identity, channels: channels)
    }

    /// From the outside in: nothing is closed while something still uses it.
    func close() async {
        await channels.shutdown()
        await identity.close()
        await database?.close()
        await taskPool.shutdown()
        await cpuPool.shutdown()
        await blockingPool.shutdown()
    }

    /// Last, when nothing listens any more.
    func closeLoops() async {
        try? await group.shutdownGracefully()
    }

    private static func poolSettings(_ settings: ServiceSettings, _ logger: Logger) throws -> PoolSettings {
        guard let url = settings.databaseURL else {
            throw SettingsError("DATABASE_URL is not set; \(settings.service.rawValue) keeps its data in PostgreSQL.")
        }
        do {
            var pool = try PoolSettings(url: url.revealText(), password: settings.databasePassword?.revealText())
            pool.size = settings.databasePoolSize
            pool.connection.applicationName = "pynomaly-\(settings.service.rawValue)"
            pool.connection.logger = logger
            pool.connection.allowsRoleAboveRowSecurity = false
            return pool
        } catch {
            throw SettingsError("DATABASE_URL is not a URL that PostgreSQL understands.")
        }
    }

    private static func tls(_ files: ServiceSettings.TLSFiles, role: TLSContext.Role) throws -> TLSContext {
        var configuration = TLSConfiguration()
        configuration.certificateFile = files.certificate
        configuration.keyFile = files.key
        configuration.authorityFile = files.authority
        // With an authority of our own, peers show certificates too.
        if role == .server && files.authority != nil { configuration.clientCertificates = .required }
        do {
            return try TLSContext(role, configuration)
        } catch {
            throw SettingsError("TLS_CERT_FILE, TLS_KEY_FILE or TLS_CA_FILE can't be used: \(error).")
        }
    }
}
