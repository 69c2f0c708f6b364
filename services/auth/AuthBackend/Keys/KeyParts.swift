import Crypto
import Logging
import Postgres
import RPC
import ServiceKit
import ServiceLifecycle
import Tokens

/// The keys that sign tokens and seal secrets, and what keeps them in order.
struct KeyParts: Sendable {
    let keyring: SigningKeyring
    let issuer: TokenIssuer
    let feed: RevocationFeed
    let rotation: KeyRotation
    let totpSeal: KeySeal
    let recoveryCodes: RecoveryCodeStore
    let background: [any Service]

    init(
        _ environment: ServiceEnvironment, _ settings: AuthSettings, pool: PostgresPool, clock: WallClock
    ) async throws {
        let seal = try settings.seal("signing-key")
        let store = SigningKeyStore(pool: pool, seal: seal)
        keyring = SigningKeyring(store: store, clock: clock)
        try await Self.readKey(keyring, environment.logger)
        issuer = TokenIssuer(keyring: keyring, clock: clock)
        Self.identify(environment.identity, keyring, issuer)
        feed = try RevocationFeed(
            pool: pool, keyring: keyring, identity: environment.identity, clock: clock, logger: environment.logger)
        rotation = KeyRotation(
            store: store, keyring: keyring, clock: clock, logger: environment.logger, days: settings.signingKeyDays)
        totpSeal = try settings.seal("totp-secret")
        recoveryCodes = try RecoveryCodeStore(
            secretKey: settings.secretKey, previous: settings.previousSecretKey.map { [$0] } ?? [])
        let resealing = try settings.previousSecretKey.map { [totpSeal, recoveryCodes] previous in
            Resealing(
                pool: pool, signingKeys: seal, totpSecrets: totpSeal, recoveryCodes: recoveryCodes,
                auditKeyUse: try AuditKeyUse(pool: pool, previousSecretKey: previous), logger: environment.logger)
        }
        background =
            [feed] + KeyUpkeep(rotation: rotation, resealing: resealing).background(environment.logger)
    }

    /// Auth needs no RPC to itself to know its own keys, or to be known by the others.
    private static func identify(_ identity: ServiceIdentity, _ keyring: SigningKeyring, _ issuer: TokenIssuer) {
        identity.use(keys: keyring) { callee async throws(RPCError) in
            do {
                return try await issuer.serviceToken(of: PlatformService.auth.rawValue, for: callee)
            } catch {
                throw RPCError(.unavailable, "The signing key can't be read.")
            }
        }
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
