import API
import Crypto
import Logging
import Postgres
import RPC
import Redis
import ServiceKit

/// The service's objects, put together once.
struct AuthParts {
    let components: ServiceComponents

    init(_ environment: ServiceEnvironment, _ substitutes: AuthSubstitutes) async throws {
        let clock = substitutes.clock
        let settings = try AuthSettings(environment.settings.values)
        let pool = try environment.pool
        let keyring = SigningKeyring(
            store: SigningKeyStore(
                pool: pool, seal: try KeySeal(secretKey: settings.secretKey, purpose: "signing-key")), clock: clock)
        try await Self.readKey(keyring, environment.logger)

        let issuer = TokenIssuer(keyring: keyring, clock: clock)
        // Auth needs no RPC to itself to know its own keys, or to be known by the others.
        environment.identity.use(keys: keyring) { () async throws(RPCError) in
            do {
                return try await issuer.serviceToken(for: PlatformService.auth.rawValue)
            } catch {
                throw RPCError(.unavailable, "The signing key can't be read.")
            }
        }

        let hasher = try PasswordHasher(executor: environment.cpuPool, parameters: substitutes.hashing)
        let rules = PasswordRules(denylist: try settings.denylistFile.map { try Denylist(file: $0) })
        let limiter = try Self.limiter(settings, environment, pool)
        let accounts = AccountStore(pool: pool)
        let challenges = ChallengeStore(pool: pool, clock: clock)
        let failures = FailureLimit(pool: pool, clock: clock)
        let factors = TOTPFactorStore(seal: try KeySeal(secretKey: settings.secretKey, purpose: "totp-secret"))
        let secondFactor = SecondFactor(
            pool: pool, factors: factors, challenges: challenges, clock: clock, logger: environment.logger)
        let sessions = SessionStore(pool: pool, issuer: issuer, clock: clock)
        let sessionDirectory = SessionDirectory(pool: pool, sessions: sessions, clock: clock)
        let login = LoginFlow(
            accounts: accounts, challenges: challenges, failures: failures, secondFactor: secondFactor, hasher: hasher,
            issuer: issuer, sessions: sessions, clock: clock, logger: environment.logger)
        let users = UserEndpoints(
            directory: UserDirectory(
                pool: pool, accounts: accounts, secondFactor: secondFactor, hasher: hasher, rules: rules,
                clock: clock),
            passwords: PasswordChange(
                pool: pool, accounts: accounts, challenges: challenges, failures: failures, hasher: hasher,
                rules: rules, login: login, sessions: sessions),
            oneTimePasswords: OneTimePasswords(pool: pool, hasher: hasher, clock: clock), secondFactor: secondFactor,
            failures: failures, login: login,
            sessions: sessionDirectory)
        let auth = AuthEndpoints(
            login: login,
            passwordReset: PasswordReset(
                pool: pool, accounts: accounts, hasher: hasher, rules: rules, login: login, limiter: limiter,
                sender: substitutes.resetSender ?? Self.sender(environment), clock: clock),
            addressLimit: AddressLimit(limiter: limiter, rate: settings.addressRate), issuer: issuer,
            serviceSecrets: try ServiceSecrets(settings.serviceSecrets),
            refresh: RefreshFlow(
                pool: pool, sessions: sessions, issuer: issuer, clock: clock, logger: environment.logger),
            sessions: sessionDirectory)
        components = ServiceComponents(services: [
            .authV1AuthService(auth), .authV1UserService(users), .authV1TenantService(TenantEndpoints()),
            .authV1AuditService(AuditEndpoints()),
        ])
    }

    private static func limiter(
        _ settings: AuthSettings, _ environment: ServiceEnvironment, _ pool: PostgresPool
    ) throws -> AttemptLimiter {
        let redis = try settings.redis.map { try RedisAttempts(Self.redis($0, environment)) }
        return AttemptLimiter(
            primary: redis, fallback: DatabaseAttempts(pool: pool), logger: environment.logger)
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

    private static func sender(_ environment: ServiceEnvironment) -> any PasswordResetSender {
        environment.settings.environment == .development
            ? DevelopmentResetSender(logger: environment.logger) : NoResetSender(logger: environment.logger)
    }

    /// A wrong SECRET_KEY stops the start; a database that is down does not.
    private static func readKey(_ keyring: SigningKeyring, _ logger: Logger) async throws {
        do {
            _ = try await keyring.key()
        } catch let error as SigningKeyError {
            throw SettingsError("\(error).")
        } catch {
            logger.warning("the signing key can't be read yet", metadata: ["reason": "\(error)"])
        }
    }
}
