import Tokens

/// Every limit of the service, with its default.
enum AuthLimits {
    /// Failed proofs of identity that one account may have within `failureWindowSeconds`; the last of them locks the
    /// account, and whatever is tried then is refused unseen.
    static let failuresMax = 5
    static let failureWindowSeconds: Int64 = 15 * 60
    /// The first lock; each further one without a complete login in between is twice as long.
    static let lockSecondsMin: Int64 = 15 * 60
    static let lockSecondsMax: Int64 = 24 * 3600
    /// After this long without a lock and a failure the next lock is a first one.
    static let lockMemorySeconds: Int64 = 24 * 3600
    /// A try that nobody decided in this time counts as wrong: its caller hung up, or its replica died.
    static let decisionSecondsMax: Int64 = 60
    /// Of the tries that a locked account refuses, one in this time is written to the audit log.
    static let refusalAuditSeconds: Int64 = 60
    static let lockoutsSweptMax = 100
    /// Refused tries of people we don't know, by names that nobody has for one, which are written to the audit log of a
    /// network's in this time; the others are counted.
    static let strangerEventsMax = 5
    static let strangerWindowSeconds: Int64 = 60

    /// Tries of one address to log in, in whatever way; settings may say otherwise.
    static let addressRatePerSecond = 1
    static let addressBurst = 5
    static let attemptLimitsSweptMax = 100
    /// Answers that one challenge accepts.
    static let challengeTriesMax = 5
    /// Ended challenges stay this long for whoever looks into an incident.
    static let challengeRetentionSeconds: Int64 = 24 * 3600
    /// Outdated failures that one login clears away beside its own.
    static let failuresSweptMax = 100

    /// A refresh token that is not used ends its session after this; used ones end it after `sessionSeconds` at most.
    static let refreshIdleSeconds: Int64 = 7 * 24 * 3600
    static let sessionSeconds: Int64 = 30 * 24 * 3600
    /// Of one user; one more ends the oldest.
    static let sessionsMax = 100
    static let sessionRetentionSeconds: Int64 = 24 * 3600
    static let sessionsSweptMax = 100
    static let revocationsSweptMax = 100
    /// Revocations that are read or sent at once.
    static let revocationsPageMax = 1_000
    /// How often a replica looks into the log, whether or not it was woken.
    static let revocationPollInterval: Duration = .milliseconds(500)
    /// What was read longer ago is told to nobody.
    static let revocationsReadAgeMax: Duration = .seconds(2)

    /// A new key is published for so long before it signs: longer than verifiers keep a key set without asking.
    static let signingKeyLeadSeconds: Int64 = 600
    /// The longest life of a token.
    static let signedTokenSecondsMax = AccessClaims.userLifetimeSeconds
    static let signingKeyDaysDefault = 30
    /// How long others may keep the published key set: what is withdrawn ends there no later than this.
    static let keySetSecondsMax = 60
    static let signingKeyDaysMax = 3650
    /// How often the schedule of rotations is looked at.
    static let signingKeyCheckInterval: Duration = .seconds(600)
    /// Rows that are sealed anew in one transaction, and the pause between two rounds.
    static let resealedRowsMax = 100
    static let resealInterval: Duration = .seconds(60)

    /// Live keys of one user, unless their tenant has another quota.
    static let apiKeysMax = 20
    static let apiKeySecondsDefault: Int64 = 90 * 24 * 3600
    static let apiKeySecondsMax: Int64 = 365 * 24 * 3600
    static let apiKeyScopesMax = 32
    static let apiKeyNetworksMax = 20
    /// How long the secret before a rotation may still work.
    static let apiKeyOverlapSecondsMax: Int64 = 7 * 24 * 3600
    /// A key's last use, and the audit of a refused one, are written this often at most.
    static let apiKeyUseSeconds: Int64 = 60
    /// The networks that a key was used from last: another use from one of them leaves no audit event.
    static let apiKeyNetworksKnownMax = 16
    /// Exchanges of one secret, after a burst: the gateway keeps a token for each address that it is used from.
    static let apiKeyExchangesPerSecond = 2
    static let apiKeyExchangeBurst = 100
    /// Enough for the tenant's id and some of the key's own; the secret begins later.
    static let apiKeyHintCharacters = 32
    /// Ended keys stay listed for this long.
    static let apiKeyRetentionSeconds: Int64 = 90 * 24 * 3600
    static let apiKeysSweptMax = 100
    /// Made at a time, each good for one login.
    static let recoveryCodes = 10
    /// Of one user; one more ends the oldest.
    static let trustedDevicesMax = 20
    static let trustedDeviceSeconds: Int64 = 30 * 24 * 3600
    static let trustedDevicesSweptMax = 100

    static let passwordCharactersMin = 12
    /// Longer ones are refused unhashed.
    static let passwordBytesMax = 1024
    /// Requests of a reset token for one account by one address.
    static let resetRequestIntervalSeconds: Int64 = 20 * 60
    static let resetRequestBurst = 3
    /// The same, however many addresses ask. Where they leave its owner no request, the last token that they had sent to
    /// the owner is younger than the interval, and so good for longer than that.
    static let accountResetIntervalSeconds: Int64 = 5 * 60
    static let accountResetBurst = 12
    static let resetTokenSeconds: Int64 = 30 * 60
    /// Of one user; one more ends the oldest. As many as can be sent in a token's life, so that no request ends a token
    /// that was sent before.
    static let resetTokensMax = 18
    static let resetTokensSweptMax = 100
    /// A new password has at least this many characters that no list, rule or sequence gives away; of its digits and
    /// signs the first few don't count, for everybody puts them behind a word.
    static let passwordFreeCharactersMin = 4
    static let passwordIdleSignsMax = 5
    static let passwordDistinctCharactersMin = 5
    /// Words and sequences are looked for in this much of it, which bounds the work.
    static let passwordExaminedMax = 128
    /// Of an operator's own list of denied passwords.
    static let denylistBytesMax = 32 << 20
    static let denylistEntriesMax = 1_000_000
    /// Passwords that are hashed or wait for it at once; one more is refused, since each takes 19 MiB and some
    /// 20 ms of a core.
    static let hashesMax = 64
    /// A password that somebody else made is good for this long.
    static let oneTimePasswordSeconds: Int64 = 24 * 3600

    /// Users of a tenant that has no quota of its own, and what a quota may be.
    static let usersMaxDefault = 1_000
    static let usersQuotaMax = 1_000_000
    static let apiKeysQuotaMax = 1_000
    /// A deleted user can be had back for this long; until then their name stays taken.
    static let userPurgeSeconds: Int64 = 30 * 24 * 3600
    /// How long a repeated request (`request_id`) is recognized.
    static let requestRetentionSeconds: Int64 = 24 * 3600
    /// How often each tenant is swept of what is beyond its retention, and how much of a table goes at once.
    static let sweepInterval: Duration = .seconds(3600)
    static let rowsSweptMax = 500
    /// Tenants that one call of a list looks through for those that its filter means.
    static let tenantsScannedMax = 1_000
    /// Sessions of one tenant that end in one transaction, and how often a replica looks for some that are left.
    static let evictedSessionsMax = 1_000
    static let evictionInterval: Duration = .seconds(2)
    /// Tenants that are read in one round trip.
    static let tenantsReadMax = 100

    static let usernameCharactersMax = 64
    static let displayNameCharactersMax = 200
    static let rolesMax = 10
    static let secretKeyBytesMin = 32

    static let auditKeyBytesMin = 32
    /// Former audit keys that still verify.
    static let auditKeysPreviousMax = 20
    static let auditMarkBytesMax = 512
    /// Rows of a chain that are read, and held, at once.
    static let auditScanRows = 500
    /// Events that one page of a list, or one transaction of an export, looks through for those that its filter means.
    static let auditFilteredMax: Int64 = 10_000
    /// Whole chains that a replica exports at once, and verifies, if its pool is large enough.
    static let auditScansMax = 4
    static let auditScansOfTenantMax = 2
    /// Of so many of a pool's connections one may be held by a verification.
    static let auditScanConnections = 3
    /// The longest that a verification or an export may take.
    static let auditScanTimeMax: Duration = .seconds(600)
    /// The pause between two rounds in which the heads of all chains are told.
    static let auditHeadInterval: Duration = .seconds(60)
    static let auditRetentionDays = 365
    /// Fewer are not possible; `auth.remove_audit_events` says the same.
    static let auditRetentionDaysMin = 30
    static let auditRetentionDaysMax = 36_500
    static let auditRetentionRows = 500
    static let auditSweepInterval: Duration = .seconds(3600)
    static let serviceSecretBytesMin = 16
}
