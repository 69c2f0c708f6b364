/// Who makes a call, as the policy interceptor established it.
package struct Principal: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case user
        /// A program with an API key of the user `subject`.
        case apiKey
        case service
        /// The holder of a challenge token, good for the next step of signing in only.
        case challenge(ChallengeKind)
    }

    package var kind: Kind
    /// A user's id, or a service's name.
    package var subject: String
    /// The tenant that the call works in, a UUID; empty for a service that names none.
    package var tenantID: String
    /// The user's own tenant, which is another one while a super_admin works in somebody else's.
    package var homeTenantID: String
    package var roles: [String]
    /// The permissions that an API key is limited to; nil for all that the roles grant.
    package var scopes: Set<String>?
    /// The session that the token belongs to; empty for a service, which has none.
    package var sessionID: String
    package var tokenID: String
    /// Whether a second factor was given for this token.
    package var secondFactor: Bool
    /// The token itself, to be passed on in calls made for this caller.
    package var bearerToken: String

    package init(
        kind: Kind, subject: String, tenantID: String = "", roles: [String] = [], scopes: Set<String>? = nil,
        sessionID: String = "", tokenID: String = "", secondFactor: Bool = false, bearerToken: String = ""
    ) {
        self.kind = kind
        self.subject = subject
        self.tenantID = tenantID
        self.homeTenantID = tenantID
        self.roles = roles
        self.scopes = scopes
        self.sessionID = sessionID
        self.tokenID = tokenID
        self.secondFactor = secondFactor
        self.bearerToken = bearerToken
    }
}
