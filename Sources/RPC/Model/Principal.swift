/// Who makes a call, as the policy interceptor established it. An object, and immutable: it is made once for a token and
/// handed to all of its calls, for the price of one reference each.
package final class Principal: Sendable {
    package enum Kind: Sendable, Equatable {
        case user
        /// A program with an API key of the user `subject`.
        case apiKey
        case service
        /// The holder of a challenge token, good for the next step of signing in only.
        case challenge(ChallengeKind)
    }

    package let kind: Kind
    /// A user's id, or a service's name.
    package let subject: String
    /// The tenant that the call works in, a UUID; empty for a service that names none.
    package let tenantID: String
    /// The user's own tenant, which is another one while a super_admin works in somebody else's.
    package let homeTenantID: String
    package let roles: [String]
    /// The permissions that an API key is limited to; nil for all that the roles grant.
    package let scopes: Set<String>?
    /// The session that the token belongs to; empty for a service, which has none.
    package let sessionID: String
    package let tokenID: String
    /// Whether a second factor was given for this token.
    package let secondFactor: Bool
    /// The token itself, to be passed on in calls made for this caller.
    package let bearerToken: String

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

    /// The same caller, at work in this tenant.
    package func working(in tenantID: String) -> Principal {
        tenantID == self.tenantID ? self : Principal(copying: self, tenantID: tenantID)
    }

    private init(copying other: Principal, tenantID: String) {
        kind = other.kind
        subject = other.subject
        self.tenantID = tenantID
        homeTenantID = other.homeTenantID
        roles = other.roles
        scopes = other.scopes
        sessionID = other.sessionID
        tokenID = other.tokenID
        secondFactor = other.secondFactor
        bearerToken = other.bearerToken
    }
}
