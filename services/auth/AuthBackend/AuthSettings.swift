import Crypto
import ServiceKit

/// What auth is told beside what every service is.
struct AuthSettings: Sendable {
    static let declarations: [SettingDeclaration] =
        [
            .secret("SECRET_KEY", "seals signing keys and TOTP secrets in the database; at least 32 bytes"),
            .secret("SECRET_KEY_PREVIOUS", "the SECRET_KEY before this one, until nothing is sealed with it any more"),
            SettingDeclaration(
                "SIGNING_KEY_ROTATION_DAYS", "days between keys that sign tokens; default 30, 0 for never"),
            .secret("AUDIT_KEY", "links audit events to chains; at least 32 bytes; default: derived from SECRET_KEY"),
            .secret("AUDIT_KEY_PREVIOUS", "former audit keys, parted by commas, which still verify what they linked"),
            SettingDeclaration(
                "AUDIT_RETENTION_DAYS",
                "how long audit events are kept; default \(AuthLimits.auditRetentionDays), 0 for ever"),
            SettingDeclaration("AUDIT_HEADS_FILE", "a file to which heads of audit chains are appended"),
            .secretFamily("SERVICE_SECRET_", "SERVICE_SECRET_DATASET and so on: each service's own secret"),
            SettingDeclaration("LOGIN_RATE_PER_SECOND", "tries to log in from one address after a burst; default 1"),
            SettingDeclaration("LOGIN_BURST", "tries to log in from one address at once; default 5"),
            SettingDeclaration("PASSWORD_DENYLIST_FILE", "passwords that nobody may choose, one a line"),
        ] + RedisSettings.declarations

    var secretKey: Secret
    var previousSecretKey: Secret?
    var signingKeyDays: Int
    var auditKey: Secret?
    var previousAuditKeys: [Secret]
    /// 0 keeps everything.
    var auditRetentionDays: Int
    var auditHeadsFile: String?
    /// By service name; a service without one gets no token.
    var serviceSecrets: [String: Secret]
    var addressRate: AttemptRate
    var denylistFile: String?
    /// Only where ENVIRONMENT says development: whoever leaves it out may run anything.
    var logsResetTokens: Bool
    var redis: RedisSettings?

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
        if let previousSecretKey {
            guard previousSecretKey.count >= AuthLimits.secretKeyBytesMin else {
                throw SettingsError("SECRET_KEY_PREVIOUS must have at least \(AuthLimits.secretKeyBytesMin) bytes.")
            }
            guard previousSecretKey.reveal() != key.reveal() else {
                throw SettingsError("SECRET_KEY_PREVIOUS is the same as SECRET_KEY; unset it, or set the new key.")
            }
        }
        signingKeyDays = try values.integer(
            "SIGNING_KEY_ROTATION_DAYS", default: AuthLimits.signingKeyDaysDefault,
            in: 0...AuthLimits.signingKeyDaysMax)
        auditKey = try Self.auditKey(values)
        previousAuditKeys = try Self.previousAuditKeys(values)
        auditRetentionDays = try Self.auditRetentionDays(values)
        auditHeadsFile = try values.path("AUDIT_HEADS_FILE")
        addressRate = AttemptRate(
            perSecond: try values.integer(
                "LOGIN_RATE_PER_SECOND", default: AuthLimits.addressRatePerSecond, in: 1...10_000),
            burst: try values.integer("LOGIN_BURST", default: AuthLimits.addressBurst, in: 1...100_000),
            subject: "from this address")
        logsResetTokens = try values.string("ENVIRONMENT") == "development"
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

extension AuthSettings {
    private static func auditKey(_ values: SettingValues) throws(SettingsError) -> Secret? {
        guard let key = try values.secret("AUDIT_KEY") else { return nil }
        guard key.count >= AuthLimits.auditKeyBytesMin else {
            throw SettingsError("AUDIT_KEY must have at least \(AuthLimits.auditKeyBytesMin) bytes.")
        }
        guard !key.reveal().contains(UInt8(ascii: ",")) else {
            throw SettingsError("AUDIT_KEY must not have a comma, for it could not stand in AUDIT_KEY_PREVIOUS.")
        }
        return key
    }

    private static func previousAuditKeys(_ values: SettingValues) throws(SettingsError) -> [Secret] {
        let keys = try values.secret("AUDIT_KEY_PREVIOUS")?.reveal().split(separator: UInt8(ascii: ",")) ?? []
        guard keys.count <= AuthLimits.auditKeysPreviousMax else {
            throw SettingsError("AUDIT_KEY_PREVIOUS may have at most \(AuthLimits.auditKeysPreviousMax) keys.")
        }
        guard keys.allSatisfy({ $0.count >= AuthLimits.auditKeyBytesMin }) else {
            throw SettingsError(
                "Each key of AUDIT_KEY_PREVIOUS must have at least \(AuthLimits.auditKeyBytesMin) bytes.")
        }
        return keys.map { Secret($0) }
    }

    private static func auditRetentionDays(_ values: SettingValues) throws(SettingsError) -> Int {
        let days = try values.integer(
            "AUDIT_RETENTION_DAYS", default: AuthLimits.auditRetentionDays, in: 0...AuthLimits.auditRetentionDaysMax)
        guard days == 0 || days >= AuthLimits.auditRetentionDaysMin else {
            throw SettingsError(
                "AUDIT_RETENTION_DAYS must be at least \(AuthLimits.auditRetentionDaysMin), or 0 to keep everything.")
        }
        return days
    }
}
