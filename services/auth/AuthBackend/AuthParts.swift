import API
import Postgres
import RPC
import ServiceKit

/// The service's objects, put together once.
struct AuthParts {
    private let environment: ServiceEnvironment
    private let settings: AuthSettings
    private let substitutes: AuthSubstitutes
    private let pool: PostgresPool
    private let keys: KeyParts
    private let limits: LimitParts
    private let login: LoginParts
    private let sessions: SessionDirectory
    private let eviction: TenantEviction
    private let mfaPolicies: MfaPolicyDirectory

    private var clock: WallClock { substitutes.clock }

    init(_ environment: ServiceEnvironment, _ substitutes: AuthSubstitutes) async throws {
        self.environment = environment
        self.substitutes = substitutes
        let clock = substitutes.clock
        settings = try AuthSettings(environment.settings.values)
        pool = try environment.pool
        keys = try await KeyParts(environment, settings, pool: pool, clock: clock)
        limits = try LimitParts(environment, settings, pool: pool, clock: clock)
        login = try LoginParts(environment, settings, substitutes, keys: keys, limits: limits, pool: pool)
        sessions = SessionDirectory(pool: pool, sessions: login.sessions, clock: clock)
        eviction = TenantEviction(pool: pool, sessions: login.sessions)
        mfaPolicies = MfaPolicyDirectory(pool: pool, eviction: eviction, clock: clock)
    }

    func components() throws -> ServiceComponents {
        let audit = try AuditParts(environment, settings, pool: pool, clock: clock)
        let sweep = TenantSweep(pool: pool, clock: clock)
        let eviction = eviction
        let strangers = StrangerTries(pool: pool, clock: clock)
        return ServiceComponents(
            services: [
                .authV1AuthService(try authEndpoints()), .authV1UserService(userEndpoints()),
                .authV1TenantService(tenantEndpoints()), .authV1AuditService(audit.endpoints),
            ],
            background: keys.background + [
                SweepLoop(interval: AuthLimits.sweepInterval, logger: environment.logger) { try await sweep.run() },
                SweepLoop(interval: AuthLimits.evictionInterval, logger: environment.logger) {
                    try await eviction.run()
                },
                SweepLoop(interval: .seconds(AuthLimits.strangerWindowSeconds), logger: environment.logger) {
                    try await strangers.sweep()
                },
            ] + audit.background, auditSink: audit.chain, tenants: TenantDirectory(pool: pool))
    }

    private func authEndpoints() throws -> AuthEndpoints {
        AuthEndpoints(
            login: login.flow,
            passwordReset: PasswordReset(
                pool: pool, accounts: login.accounts, hasher: login.hasher, rules: login.rules, login: login.flow,
                limiter: limits.limiter, sender: resetSender, clock: clock),
            addressLimit: limits.addresses, issuer: keys.issuer,
            serviceSecrets: try ServiceSecrets(settings.serviceSecrets),
            serviceRefusals: ServiceRefusals(pool: pool, clock: clock, logger: environment.logger),
            refresh: RefreshFlow(
                pool: pool, sessions: login.sessions, issuer: keys.issuer, clock: clock, logger: environment.logger),
            sessions: sessions, feed: keys.feed, rotation: keys.rotation, health: environment.health,
            apiKeys: ApiKeyExchange(
                pool: pool, issuer: keys.issuer, clock: clock, limiter: limits.limiter, logger: environment.logger),
            stepUp: StepUpFlow(
                pool: pool, accounts: login.accounts, failures: limits.failures, secondFactor: login.secondFactor,
                sessions: login.sessions, issuer: keys.issuer, clock: clock))
    }

    private func userEndpoints() -> UserEndpoints {
        UserEndpoints(
            directory: UserDirectory(
                pool: pool, accounts: login.accounts, secondFactor: login.secondFactor, failures: limits.failures,
                hasher: login.hasher, rules: login.rules, clock: clock),
            administration: UserAdministration(pool: pool, sessions: login.sessions, clock: clock),
            passwords: PasswordChange(
                pool: pool, accounts: login.accounts, challenges: login.challenges, failures: limits.failures,
                hasher: login.hasher, rules: login.rules, login: login.flow, sessions: login.sessions),
            oneTimePasswords: OneTimePasswords(pool: pool, hasher: login.hasher, clock: clock),
            secondFactor: login.secondFactor, failures: limits.failures, addressLimit: limits.addresses,
            login: login.flow, sessions: sessions,
            apiKeys: ApiKeyDirectory(pool: pool, sessions: login.sessions, clock: clock),
            factors: FactorDirectory(
                pool: pool, recoveryCodes: keys.recoveryCodes, sessions: login.sessions, clock: clock),
            devices: TrustedDeviceDirectory(pool: pool, sessions: login.sessions, clock: clock),
            mfaPolicies: mfaPolicies)
    }

    private func tenantEndpoints() -> TenantEndpoints {
        TenantEndpoints(
            administration: TenantAdministration(pool: pool, eviction: eviction, clock: clock),
            list: TenantList(pool: pool), usage: TenantUsage(pool: pool, clock: clock), mfaPolicies: mfaPolicies)
    }

    private var resetSender: any PasswordResetSender {
        if let sender = substitutes.resetSender { return sender }
        return settings.logsResetTokens
            ? DevelopmentResetSender(logger: environment.logger) : NoResetSender(logger: environment.logger)
    }
}
