import FoundationEssentials
import RPC
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
    var isDisabled = false
    var isDeleted = false
    var tenantIsSuspended = false
    /// Whether a second factor is enrolled and confirmed.
    var hasFactor: Bool

    /// Whether the tenant's policy names one of the roles.
    var policyDemandsFactor = false

    var mustHaveFactor: Bool { policyDemandsFactor || isAdministrator }

    /// A remembered device may stand for the code; never for an administrator's.
    var mayTrustDevices: Bool { !isAdministrator }

    private var isAdministrator: Bool {
        roles.contains { Role(rawValue: $0)?.requiresSecondFactor == true }
    }

    /// Why nobody may sign in as this user; nil when they may.
    var refusal: RPCError? {
        if isDeleted { return LoginErrors.wrongPassword }
        if isDisabled { return LoginErrors.disabled }
        return tenantIsSuspended ? LoginErrors.suspended : nil
    }

    /// The step that stands between what was proven and the first token; nil when there is none.
    func nextStep(after proofs: Proofs) -> ChallengeClaims.Kind? {
        if passwordChangeRequired { return .passwordChange }
        if hasFactor {
            let isProven = proofs.hasSecondFactor || proofs.contains(.trustedDevice) && mayTrustDevices
            return isProven ? nil : .mfa
        }
        return mustHaveFactor ? .enrollment : nil
    }
}
