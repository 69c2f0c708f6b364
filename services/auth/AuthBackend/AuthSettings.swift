import Crypto
import ServiceKit

/// What auth is told beside what every service is.
struct AuthSettings: Sendable {
    static let declarations: [SettingDeclaration] =
        [
            .secret("SECRET_KEY", "seals signing keys and TOTP secrets in the database; at least 32 bytes"),
            .secretFamily("SERVICE_SECRET_", "SERVICE_SECRET_DATASET and so on: each service's own secret"),
            SettingDeclaration("LOGIN_RATE_PER_SECOND", "tries to log in from one address after a burst; default 1"),
            SettingDeclaration("LOGIN_BURST", "tries to log in from one address at once; default 5"),
            SettingDeclaration("PASSWORD_DENYLIST_FILE", "passwords that nobody may choose, one a line"),
        ] + RedisSettings.declarations

    var secretKey: Secret
    /// By service name; a service without one gets no token.
    var serviceSecrets: [String: Secret]
    var addressRate: AttemptRate
    var denylistFile: String?
    var redis: RedisSettings?

    init(_ values: SettingValues) throws(SettingsError) {
        guard let key = try values.secret("SECRET_KEY") else {
            throw SettingsError("SECRET_KEY is not set; auth needs it to seal its keys.")
        }
        guard key.count >= AuthLimits.secretKeyBytesMin else {
            throw SettingsError("SECRET_KEY must have at least \(AuthLimits.secretKeyBytesMin) bytes.")
        }
        secretKey = key
        addressRate = AttemptRate(
            perSecond: try values.integer(
                "LOGIN_RATE_PER_SECOND", default: AuthLimits.addressRatePerSecond, in: 1...10_000),
            burst: try values.integer("LOGIN_BURST", default: AuthLimits.addressBurst, in: 1...100_000))
        denylistFile = try values.path("PASSWORD_DENYLIST_FILE")
        redis = try RedisSettings(values)
        serviceSecrets = [:]
        for service in PlatformService.allCases {
            let name = "SERVICE_SECRET_\(service.rawValue.uppercased())"
            guard let secret = try values.secret(name) else { continue }
            guard secret.count >= AuthLimits.serviceSecretBytesMin else {
                throw SettingsError("\(name) must have at least \(AuthLimits.serviceSecretBytesMin) bytes.")
            }
            serviceSecrets[service.rawValue] = secret
        }
    }
}
