/// What a challenge token says: that its holder has passed the steps before the one it names. It opens that
/// step only; no verifier takes it for an access token.
package struct ChallengeClaims: Sendable, Hashable {
    package enum Kind: String, Sendable, Encodable {
        case mfa
        case enrollment
        case passwordChange = "password_change"
    }

    package static let lifetimeSeconds: Int64 = 600

    package var kind: Kind
    package var subject: String
    package var tenant: String
    /// Names the challenge in auth's records, where its tries are counted.
    package var tokenID: String
    package var issuedAt: Int64
    package var notBefore: Int64
    package var expiresAt: Int64

    package init(
        kind: Kind, subject: String, tenant: String, tokenID: String, issuedAt: Int64,
        lifetimeSeconds: Int64 = lifetimeSeconds
    ) {
        self.kind = kind
        self.subject = subject
        self.tenant = tenant
        self.tokenID = tokenID
        self.issuedAt = issuedAt
        self.notBefore = issuedAt
        self.expiresAt = issuedAt + lifetimeSeconds
    }
}

extension ChallengeClaims: Encodable {
    private enum CodingKeys: String, CodingKey {
        case kind = "challenge"
        case subject = "sub"
        case tenant
        case tokenID = "jti"
        case issuedAt = "iat"
        case notBefore = "nbf"
        case expiresAt = "exp"
    }
}
