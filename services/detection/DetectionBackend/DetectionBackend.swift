import API
import Crypto
import Logging
import Messages
import Postgres
import RPC
package import ServiceKit
import Telemetry

/// The detection service: what it needs, what it serves and what it runs.
package enum DetectionBackend {
    package static let definition = ServiceDefinition(
        service: .detection,
        settings: [
            .secret("MODEL_SIGNING_KEY", "signs models; the same in every replica, at least 32 bytes"),
            SettingDeclaration("TASK_ROWS", "rows that one scoring task takes; default \(DetectionLimits.taskRowsMax)"),
            SettingDeclaration("TASK_LEASE", "how long a silent worker keeps its task; default 15s"),
            SettingDeclaration(
                "MODEL_CACHE_BYTES",
                "memory for models that are used again; default \(DetectionLimits.cachedModelBytesMax), 0 is none"),
            SettingDeclaration(
                "TRAINING_BYTES_MAX",
                "memory that one training may take; default \(DetectionLimits.trainingBytesMax)"),
        ],
        schema: (DetectionSchema.name, DetectionSchema.migrations), outbox: DetectionSchema.outbox,
        build: { environment in
            try await build(environment, datasets: RemoteDatasets(channel: environment.channel(to: .dataset)))
        })

    /// Shortest MODEL_SIGNING_KEY that is believed to be a key.
    static let signingKeyBytesMin = 32

    /// The parts over any source of data; tests give one in memory.
    static func build(
        _ environment: ServiceEnvironment, datasets: any DatasetSource
    ) async throws -> ServiceComponents {
        let pool = try environment.pool
        let settings = try DetectionSettings(environment.settings)
        let seal = try ModelSeal(signingKey: settings.modelSigningKey)
        let detectors = DetectorStore(pool: pool)
        let models = ModelStore(pool: pool)
        let cache = ModelCache(store: models, seal: seal, bytesMax: settings.modelCacheBytes)
        let memory = TrainingMemory(bytesMax: settings.trainingBytes, threads: environment.taskPool.threadCount)
        let operations = OperationStore(pool: pool)
        let jobs = JobStore(pool: pool, rowsPerTask: settings.taskRows)
        let handlers = TaskHandlers(
            training: TrainingTask(
                pool: pool, detectors: detectors, operations: operations, datasets: datasets, seal: seal,
                cpuPool: environment.taskPool, memory: memory),
            scoring: ScoringTask(pool: pool, models: cache, datasets: datasets, cpuPool: environment.taskPool))
        let worker = Worker(
            queue: TaskQueue(pool: pool, worker: settings.workerName, lease: settings.lease), handlers: handlers,
            concurrency: environment.taskPool.threadCount, wakeUps: try WakeUps(pool.settings.connection),
            logger: environment.logger)
        let sweep = SweepLoop(interval: DetectionLimits.sweepInterval, logger: environment.logger) {
            try await TaskSweep(pool: pool).run()
        }
        return ServiceComponents(
            services: [
                .detectionV1DetectorService(
                    DetectorHandlers(
                        detectors: detectors, operations: operations, datasets: datasets, trainingMemory: memory)),
                .detectionV1ModelService(ModelHandlers(models: models, cache: cache, cpuPool: environment.cpuPool)),
                .detectionV1ScoringService(
                    ScoringHandlers(detectors: detectors, models: cache, cpuPool: environment.cpuPool)),
                .detectionV1JobService(
                    JobHandlers(jobs: jobs, detectors: detectors, models: models, datasets: datasets)),
                .detectionV1ResultService(
                    ResultHandlers(results: ResultStore(pool: pool), anomalies: AnomalyStore(pool: pool))),
                .googleLongrunningOperations(OperationHandlers(operations: operations)),
            ],
            background: [worker, sweep],
            scrapeHooks: [ActiveJobs(pool: pool, registry: environment.registry).scrapeHook])
    }
}
