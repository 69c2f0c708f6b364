import Crypto
import Postgres
import Redis
import ServiceKit

/// What limits guessing, in Redis where there is one.
struct LimitParts: Sendable {
    let limiter: AttemptLimiter
    let addresses: AddressLimit
    let failures: FailureLimit

    init(
        _ environment: ServiceEnvironment, _ settings: AuthSettings, pool: PostgresPool, clock: WallClock
    ) throws {
        let redis = try settings.redis.map { try RedisAttempts(Self.redis($0, environment)) }
        limiter = AttemptLimiter(
            primary: redis, fallback: DatabaseAttempts(pool: pool), logger: environment.logger)
        addresses = AddressLimit(limiter: limiter, rate: settings.addressRate)
        failures = FailureLimit(pool: pool, clock: clock)
    }

    /// It connects when it is needed: Redis may be away when the service starts.
    private static func redis(_ settings: RedisSettings, _ environment: ServiceEnvironment) throws -> RedisClient {
        do {
            var configuration = try RedisConfiguration(url: settings.url.revealText(), password: settings.password)
            configuration.authorityFile = settings.authorityFile
            return try RedisClient(configuration, group: environment.group, logger: environment.logger)
        } catch {
            throw SettingsError("REDIS_URL or REDIS_CA_FILE can't be used: \(error).")
        }
    }
}
