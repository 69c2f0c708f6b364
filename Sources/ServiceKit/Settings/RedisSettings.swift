package import Crypto

/// Where Redis is, for the services that use it: they add `declarations` to their own.
package struct RedisSettings: Sendable {
    package static let declarations: [SettingDeclaration] = [
        .secret("REDIS_URL", "redis://, rediss:// or unix://; without it, what replicas share is kept in PostgreSQL"),
        .secret("REDIS_PASSWORD", "completes REDIS_URL"),
        SettingDeclaration("REDIS_CA_FILE", "authority of Redis' certificate (PEM); default: the system's"),
    ]

    /// May hold a password, so it is kept like one.
    package var url: Secret
    package var password: Secret?
    package var authorityFile: String?

    /// Nil without a URL.
    package init?(_ values: SettingValues) throws(SettingsError) {
        guard let url = try values.secret("REDIS_URL") else { return nil }
        self.url = url
        password = try values.secret("REDIS_PASSWORD")
        authorityFile = try values.path("REDIS_CA_FILE")
    }
}
