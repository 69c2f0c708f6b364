/// What an access token says (RFC 9068). Times are seconds since 1970.
package struct AccessClaims: Sendable, Hashable {
    package enum Kind: String, Sendable, Codable {
        case user
        case service
    }

    /// The lifetime that the product's users were promised.
    package static let userLifetimeSeconds: Int64 = 3600
    package static let serviceLifetimeSeconds: Int64 = 300

    package var kind: Kind
    /// The user's id, or the service's name.
    package var subject: String
    /// The tenant's id; empty for a service, which belongs to none.
    package var tenant: String
    package var roles: [String]
    package var tokenID: String
    package var issuedAt: Int64
    package var notBefore: Int64
    package var expiresAt: Int64
    /// How the user proved their identity (RFC 8176): "pwd", "otp"; "mfa" when there were two proofs.
    package var authenticationMethods: [String]
    package var authenticatedAt: Int64

    package init(
        kind: Kind, subject: String, tenant: String, roles: [String], tokenID: String, issuedAt: Int64,
        lifetimeSeconds: Int64, authenticationMethods: [String]
    ) {
        self.kind = kind
        self.subject = subject
        self.tenant = tenant
        self.roles = roles
        self.tokenID = tokenID
        self.issuedAt = issuedAt
        self.notBefore = issuedAt
        self.expiresAt = issuedAt + lifetimeSeconds
        self.authenticationMethods = authenticationMethods
        self.authenticatedAt = issuedAt
    }

    /// Whether a second factor was given for this token.
    package var secondFactor: Bool { authenticationMethods.contains("mfa") }
}

extension AccessClaims: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind
        case subject = "sub"
        case tenant
        case roles
        case tokenID = "jti"
        case issuedAt = "iat"
        case notBefore = "nbf"
        case expiresAt = "exp"
        case authenticationMethods = "amr"
        case authenticatedAt = "auth_time"
    }
}
