import API
import Crypto
import Logging
import Postgres
import RPC
import ServiceKit
import ServiceLifecycle

/// The service's objects, put together once.
struct AuthParts {
    let components: ServiceComponents

    init(_ environment: ServiceEnvironment, clock: WallClock) async throws {
        let settings = try AuthSettings(environment.settings.values)
        let pool = try environment.pool
        let keySeal = try settings.seal("signing-key")
        let keyStore = SigningKeyStore(pool: pool, seal: keySeal)
        let keyring = SigningKeyring(store: keyStore, clock: clock)
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

        let feed = try RevocationFeed(
            pool: pool, keyring: keyring, identity: environment.identity, clock: clock, logger: environment.logger)
        let rotation = KeyRotation(
            store: keyStore, keyring: keyring, clock: clock, logger: environment.logger, days: settings.signingKeyDays)

        let hasher = try PasswordHasher(executor: environment.cpuPool)
        let accounts = AccountStore(pool: pool)
        let challenges = ChallengeStore(pool: pool, clock: clock)
        let failures = FailureLimit(pool: pool, clock: clock)
        let totpSeal = try settings.seal("totp-secret")
        let factors = TOTPFactorStore(seal: totpSeal)
        let recoveryCodes = try RecoveryCodeStore(
            secretKey: settings.secretKey, previous: settings.previousSecretKey.map { [$0] } ?? [])
        let devices = TrustedDeviceStore(pool: pool, clock: clock)
        let secondFactor = SecondFactor(
            pool: pool, factors: factors, recoveryCodes: recoveryCodes, challenges: challenges, clock: clock,
            logger: environment.logger)
        let sessions = SessionStore(pool: pool, issuer: issuer, clock: clock)
        let sessionDirectory = SessionDirectory(pool: pool, sessions: sessions, clock: clock)
        let login = LoginFlow(
            accounts: accounts, challenges: challenges, failures: failures, secondFactor: secondFactor,
            devices: devices,
            hasher: hasher, issuer: issuer, sessions: sessions, clock: clock, logger: environment.logger)
        let mfaPolicies = MfaPolicyDirectory(pool: pool, sessions: sessions, clock: clock)
        let users = UserEndpoints(
            directory: UserDirectory(
                pool: pool, accounts: accounts, secondFactor: secondFactor, failures: failures, hasher: hasher,
                clock: clock),
            administration: UserAdministration(pool: pool, sessions: sessions, failures: failures, clock: clock),
            passwords: PasswordChange(
                pool: pool, accounts: accounts, challenges: challenges, failures: failures, hasher: hasher,
                login: login, sessions: sessions), secondFactor: secondFactor, failures: failures, login: login,
            sessions: sessionDirectory,
            apiKeys: ApiKeyDirectory(pool: pool, sessions: sessions, clock: clock),
            factors: FactorDirectory(pool: pool, recoveryCodes: recoveryCodes, sessions: sessions, clock: clock),
            devices: TrustedDeviceDirectory(pool: pool, sessions: sessions, clock: clock), mfaPolicies: mfaPolicies)
        let auth = AuthEndpoints(
            login: login, issuer: issuer, serviceSecrets: try ServiceSecrets(settings.serviceSecrets),
            refresh: RefreshFlow(
                pool: pool, sessions: sessions, issuer: issuer, clock: clock, logger: environment.logger),
            sessions: sessionDirectory, feed: feed, rotation: rotation, health: environment.health,
            apiKeys: ApiKeyExchange(
                pool: pool, issuer: issuer, clock: clock, logger: environment.logger, refusedFrom: { _ in }),
            stepUp: StepUpFlow(
                pool: pool, accounts: accounts, failures: failures, secondFactor: secondFactor, sessions: sessions,
                issuer: issuer, clock: clock))
        let tenants = TenantEndpoints(
            administration: TenantAdministration(pool: pool, sessions: sessions, clock: clock),
            list: TenantList(pool: pool), usage: TenantUsage(pool: pool, clock: clock), mfaPolicies: mfaPolicies)
        let audit = try AuditParts(environment, settings, pool: pool, clock: clock)
        let keys = KeyUpkeep(
            rotation: rotation,
            resealing: settings.previousSecretKey == nil
                ? nil
                : Resealing(
                    pool: pool, signingKeys: keySeal, totpSecrets: totpSeal, recoveryCodes: recoveryCodes,
                    logger: environment.logger))
        let sweep = TenantSweep(pool: pool, clock: clock)
        components = ServiceComponents(
            services: [
                .authV1AuthService(auth), .authV1UserService(users), .authV1TenantService(tenants),
                .authV1AuditService(audit.endpoints),
            ],
            background: [
                feed,
                SweepLoop(interval: AuthLimits.sweepInterval, logger: environment.logger) { try await sweep.run() },
            ] + keys.background(environment.logger) + audit.background, auditSink: audit.chain)
    }

    /// A wrong SECRET_KEY stops the start; a database that is down does not.
    private static func readKey(_ keyring: SigningKeyring, _ logger: Logger) async throws {
        do {
            _ = try await keyring.keys()
        } catch let error as SigningKeyError {
            throw SettingsError("\(error).")
        } catch {
            logger.warning("the signing key can't be read yet", metadata: ["reason": "\(error)"])
        }
    }
}
