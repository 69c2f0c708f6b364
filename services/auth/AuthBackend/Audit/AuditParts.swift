import Postgres
import ServiceKit
import ServiceLifecycle

/// The objects of the audit chains, put together once.
struct AuditParts {
    let chain: AuditChain
    let endpoints: AuditEndpoints
    let background: [any Service]

    init(_ environment: ServiceEnvironment, _ settings: AuthSettings, pool: PostgresPool, clock: WallClock) throws {
        let keys = try AuditKeys(settings)
        chain = AuditChain(pool: pool, keys: keys, clock: clock)
        endpoints = AuditEndpoints(
            chain: chain, reader: AuditReader(pool: pool),
            verifier: AuditVerifier(pool: pool, keys: keys, clock: clock, cpuPool: environment.cpuPool),
            verifications: .verifications(connections: pool.settings.size), logger: environment.logger)
        let retention = AuditRetention(
            pool: pool, keys: keys, clock: clock, days: settings.auditRetentionDays, logger: environment.logger)
        background = [
            AuditHeadLog(
                pool: pool, keys: keys, clock: clock,
                file: settings.auditHeadsFile.map {
                    AuditHeadFile(path: $0, blockingPool: environment.blockingPool)
                }, logger: environment.logger),
            SweepLoop(interval: AuthLimits.auditSweepInterval, logger: environment.logger) {
                try await retention.run()
            },
        ]
    }
}
