internal import Crypto

/// A token whose signature, issuer, audience and times were found right.
package struct VerifiedToken: Sendable, Hashable {
    package enum Claims: Sendable, Hashable {
        case access(AccessClaims)
        case challenge(ChallengeClaims)
    }

    package var claims: Claims
    /// The key that signed it.
    package var keyID: String
}

/// Decides whether a token is believed. It knows one algorithm, EdDSA, whatever the token's header asks for,
/// and takes the key from its own set, never from the token.
package struct TokenVerifier: Sendable {
    package var keys: KeySet
    private let service: String?

    /// - Parameter service: the one that verifies. It takes services' tokens that are for itself; without a name, none.
    package init(keys: KeySet, service: String? = nil) {
        self.keys = keys
        self.service = service
    }

    /// - Parameter now: seconds since 1970.
    package func verifyAccess(_ token: String, now: Int64) throws(TokenError) -> AccessClaims {
        guard case .access(let claims) = try verify(token, now: now).claims else { throw .wrongType }
        return claims
    }

    package func verifyChallenge(_ token: String, now: Int64) throws(TokenError) -> ChallengeClaims {
        guard case .challenge(let claims) = try verify(token, now: now).claims else { throw .wrongType }
        return claims
    }

    /// Takes either kind; the caller must say which one may do what. The claims are not looked at before the signature
    /// was found right.
    package func verify(_ token: String, now: Int64) throws(TokenError) -> VerifiedToken {
        let parts = try CompactToken(token)
        let keyID = parts.header.keyID
        guard let type = TokenType(rawValue: parts.header.type) else { throw .wrongType }
        guard let key = keys[keyID] else { throw .unknownKey(keyID) }
        guard key.isValid(parts.signature, for: parts.signedText) else { throw .badSignature }
        let received = try ReceivedClaims(parts.claims)
        try received.check(type, by: service, now: now)
        switch type {
        case .access: return VerifiedToken(claims: .access(try received.access(by: service)), keyID: keyID)
        case .challenge: return VerifiedToken(claims: .challenge(try received.challengeClaims()), keyID: keyID)
        }
    }
}
