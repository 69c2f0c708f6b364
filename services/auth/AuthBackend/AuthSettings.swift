import Crypto
import ServiceKit

/// What auth is told beside what every service is.
struct AuthSettings: Sendable {
    static let declarations: [SettingDeclaration] = [
        .secret("SECRET_KEY", "seals signing keys and TOTP secrets in the database; at least 32 bytes"),
        .secret("SECRET_KEY_PREVIOUS", "the SECRET_KEY before this one, until nothing is sealed with it any more"),
        SettingDeclaration(
            "SIGNING_KEY_ROTATION_DAYS", "days between keys that sign tokens; default 30, 0 for never"),
        .secretFamily("SERVICE_SECRET_", "SERVICE_SECRET_DATASET and so on: each service's own secret"),
    ]

    var secretKey: Secret
    var previousSecretKey: Secret?
    var signingKeyDays: Int
    /// By service name; a service without one gets no token.
    var serviceSecrets: [String: Secret]

    /// Seals one kind of secret.
    func seal(_ purpose: String) throws -> KeySeal {
        try KeySeal(secretKey: secretKey, previous: previousSecretKey, purpose: purpose)
    }

    init(_ values: SettingValues) throws(SettingsError) {
        guard let key = try values.secret("SECRET_KEY") else {
            throw SettingsError("SECRET_KEY is not set; auth needs it to seal its keys.")
        }
        guard key.count >= AuthLimits.secretKeyBytesMin else {
            throw SettingsError("SECRET_KEY must have at least \(AuthLimits.secretKeyBytesMin) bytes.")
        }
        secretKey = key
        previousSecretKey = try values.secret("SECRET_KEY_PREVIOUS")
        signingKeyDays = try values.integer(
            "SIGNING_KEY_ROTATION_DAYS", default: AuthLimits.signingKeyDaysDefault,
            in: 0...AuthLimits.signingKeyDaysMax)
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
