/// Who makes a call, as the policy interceptor established it.
package struct Principal: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case user
        case service
        /// The holder of a challenge token, good for the next step of signing in only.
        case challenge(ChallengeKind)
    }

    package var kind: Kind
    /// A user's id, or a service's name.
    package var subject: String
    /// A UUID; empty for a service that names no tenant.
    package var tenantID: String
    package var roles: [String]
    package var tokenID: String
    /// Whether a second factor was given for this token.
    package var secondFactor: Bool
    /// The token itself, to be passed on in calls made for this caller.
    package var bearerToken: String

    package init(
        kind: Kind, subject: String, tenantID: String = "", roles: [String] = [], tokenID: String = "",
        secondFactor: Bool = false, bearerToken: String = ""
    ) {
        self.kind = kind
        self.subject = subject
        self.tenantID = tenantID
        self.roles = roles
        self.tokenID = tokenID
        self.secondFactor = secondFactor
        self.bearerToken = bearerToken
    }
}
