import FoundationEssentials
import Tokens

/// One user as the database knows them.
struct Account: Sendable {
    var id: UUID
    var tenant: UUID
    var username: String
    var displayName: String
    var roles: [String]
    var passwordHash: String
    var passwordChangeRequired: Bool
    /// Set for a password that somebody else made.
    var passwordExpireTime: Date?
    var createTime: Date
    /// Whether a second factor is enrolled and confirmed.
    var hasFactor: Bool

    var mustHaveFactor: Bool {
        roles.contains { Role(rawValue: $0)?.requiresSecondFactor == true }
    }
}
