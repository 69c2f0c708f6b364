/// What an access token says (RFC 9068). Times are seconds since 1970.
package struct AccessClaims: Sendable, Hashable {
    package enum Kind: String, Sendable, Encodable {
        case user
        case apiKey = "api_key"
        case service
    }

    /// The lifetime that the product's users were promised.
    package static let userLifetimeSeconds: Int64 = 3600
    package static let serviceLifetimeSeconds: Int64 = 300
    package static let apiKeyLifetimeSeconds: Int64 = 300

    package var kind: Kind
    /// The id of the user, who may have sent an API key, or the service's name.
    package var subject: String
    /// The service that a service's token is for, and no other; nil for tokens of users and keys, which are for all.
    package var callee: String?
    /// The session that the token belongs to and ends with; nil for a service, which has none.
    package var sessionID: String?
    /// The tenant's id; empty for a service, which belongs to none.
    package var tenant: String
    package var roles: [String]
    /// The permissions that an API key is limited to, between spaces (RFC 8693 section 4.2); nil for all that the
    /// roles grant.
    package var scope: String?
    package var tokenID: String
    package var issuedAt: Int64
    package var notBefore: Int64
    package var expiresAt: Int64
    /// How the user proved their identity (RFC 8176): "pwd", "otp"; "mfa" when there were two proofs.
    package var authenticationMethods: [String]
    /// When they last did so.
    package var authenticatedAt: Int64

    /// - Parameter authenticatedAt: the time of issue unless given.
    package init(
        kind: Kind, subject: String, callee: String? = nil, sessionID: String? = nil, tenant: String, roles: [String],
        scope: String? = nil, tokenID: String, issuedAt: Int64, lifetimeSeconds: Int64,
        authenticationMethods: [String], authenticatedAt: Int64? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.callee = callee
        self.sessionID = sessionID
        self.tenant = tenant
        self.roles = roles
        self.scope = scope
        self.tokenID = tokenID
        self.issuedAt = issuedAt
        self.notBefore = issuedAt
        self.expiresAt = issuedAt + lifetimeSeconds
        self.authenticationMethods = authenticationMethods
        self.authenticatedAt = authenticatedAt ?? issuedAt
    }

    /// Whether a second factor was given for this token.
    package var secondFactor: Bool { authenticationMethods.contains("mfa") }
}

extension AccessClaims: Encodable {
    private enum CodingKeys: String, CodingKey {
        case kind
        case subject = "sub"
        case sessionID = "sid"
        case tenant
        case roles
        case scope
        case tokenID = "jti"
        case issuedAt = "iat"
        case notBefore = "nbf"
        case expiresAt = "exp"
        case authenticationMethods = "amr"
        case authenticatedAt = "auth_time"
    }
}
