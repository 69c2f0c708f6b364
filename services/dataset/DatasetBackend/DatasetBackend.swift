internal import API
internal import RPC
package import ServiceKit

/// The dataset service: immutable, columnar, content-addressed tables.
package enum DatasetBackend {
    package static let definition = ServiceDefinition(
        service: .dataset, settings: DatasetSettings.declarations,
        schema: (name: "dataset", migrations: DatasetMigrations.all),
        outbox: DatasetMigrations.outbox
    ) { environment in
        try build(environment, limits: DatasetSettings.limits(environment.settings), ingestLimits: .standard)
    }

    static func build(
        _ environment: ServiceEnvironment, limits: DatasetLimits, ingestLimits: IngestLimits
    ) throws -> ServiceComponents {
        let parts = DatasetParts(
            pool: try environment.pool, cpuPool: environment.cpuPool, limits: limits, ingestLimits: ingestLimits)
        let handlers = DatasetHandlers(parts: parts, logger: environment.logger)
        let sweep = SweepLoop(interval: limits.sweepInterval, logger: environment.logger) {
            parts.blockCache?.removeUnused(since: .now - limits.blockCacheIdle)
            return try await parts.sweep.run() + parts.uploads.removeExpired() + parts.requests.removeExpired()
        }
        let profiling = ProfileRunner(
            profiles: parts.profiles, task: ProfileTask(parts: parts, workers: environment.cpuPool.threadCount),
            concurrency: limits.profilesMax, bell: parts.profileBell, logger: environment.logger)
        return ServiceComponents(
            services: [
                .datasetV1DatasetService(handlers),
                .datasetV1UploadService(UploadHandlers(parts: parts, logger: environment.logger)),
                .googleLongrunningOperations(OperationHandlers(parts: parts)),
            ],
            background: [sweep, profiling])
    }
}
