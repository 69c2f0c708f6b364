import Crypto
import ServiceKit

/// What auth is told beside what every service is.
struct AuthSettings: Sendable {
    static let declarations: [SettingDeclaration] = [
        .secret("SECRET_KEY", "seals signing keys and TOTP secrets in the database; at least 32 bytes"),
        .secretFamily("SERVICE_SECRET_", "SERVICE_SECRET_DATASET and so on: each service's own secret"),
    ]

    var secretKey: Secret
    /// By service name; a service without one gets no token.
    var serviceSecrets: [String: Secret]

    init(_ values: SettingValues) throws(SettingsError) {
        guard let key = try values.secret("SECRET_KEY") else {
            throw SettingsError("SECRET_KEY is not set; auth needs it to seal its keys.")
        }
        guard key.count >= AuthLimits.secretKeyBytesMin else {
            throw SettingsError("SECRET_KEY must have at least \(AuthLimits.secretKeyBytesMin) bytes.")
        }
        secretKey = key
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
