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

    static let passwordCharactersMin = 12
    /// Longer ones are refused unhashed.
    static let passwordBytesMax = 1024
    /// Requests of a reset token for one account, however many addresses ask.
    static let resetRequestIntervalSeconds: Int64 = 20 * 60
    static let resetRequestBurst = 3
    static let resetTokenSeconds: Int64 = 30 * 60
    /// Of one user; one more ends the oldest.
    static let resetTokensMax = 3
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

    static let usernameCharactersMax = 64
    static let displayNameCharactersMax = 200
    static let rolesMax = 10
    static let secretKeyBytesMin = 32
    static let serviceSecretBytesMin = 16
}
