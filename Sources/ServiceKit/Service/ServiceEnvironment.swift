package import Logging
package import NIOPosix
package import Postgres
package import RPC
package import Telemetry

/// The means that the kit gives to a service.
package struct ServiceEnvironment: Sendable {
    package var settings: ServiceSettings
    package var logger: Logger
    /// Nil for a service without a schema.
    package var database: PostgresPool?
    /// For computations.
    package var cpuPool: CPUPool
    /// As many threads for what works off a queue, for seconds or minutes: a request does not wait behind it, but shares the cores.
    package var taskPool: CPUPool
    /// For calls that block.
    package var blockingPool: BlockingPool
    package var group: MultiThreadedEventLoopGroup
    package var registry: PrometheusRegistry
    package var health: HealthBoard
    /// Who we are to other services, and how we know who calls.
    package var identity: ServiceIdentity
    var channels: ServiceChannels

    /// The pool of a service that declared a schema.
    package var pool: PostgresPool {
        get throws {
            guard let database else {
                throw SettingsError(
                    "The service \(settings.service.rawValue) declares no schema, so it has no database.")
            }
            return database
        }
    }

    /// A channel to another service. Calls carry our own token unless their options carry one.
    package func channel(to service: PlatformService) throws -> RPCChannel {
        try channels.channel(to: service)
    }
}
