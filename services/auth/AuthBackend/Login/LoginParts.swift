import Postgres
import ServiceKit

/// What takes part in a login.
struct LoginParts: Sendable {
    let accounts: AccountStore
    let hasher: PasswordHasher
    let rules: PasswordRules
    let challenges: ChallengeStore
    let secondFactor: SecondFactor
    let sessions: SessionStore
    let flow: LoginFlow

    init(
        _ environment: ServiceEnvironment, _ settings: AuthSettings, _ substitutes: AuthSubstitutes,
        keys: KeyParts, limits: LimitParts, pool: PostgresPool
    ) throws {
        let clock = substitutes.clock
        accounts = AccountStore(pool: pool)
        hasher = try PasswordHasher(executor: environment.cpuPool, parameters: substitutes.hashing)
        rules = PasswordRules(denylist: try settings.denylistFile.map { try Denylist(file: $0) })
        challenges = ChallengeStore(pool: pool, clock: clock)
        secondFactor = SecondFactor(
            pool: pool, factors: TOTPFactorStore(seal: keys.totpSeal), recoveryCodes: keys.recoveryCodes,
            challenges: challenges, clock: clock, logger: environment.logger)
        sessions = SessionStore(pool: pool, issuer: keys.issuer, clock: clock)
        flow = LoginFlow(
            accounts: accounts, challenges: challenges, failures: limits.failures, secondFactor: secondFactor,
            devices: TrustedDeviceStore(pool: pool, clock: clock), hasher: hasher, issuer: keys.issuer,
            sessions: sessions, clock: clock, logger: environment.logger)
    }
}
