internal import Crypto
internal import FoundationEssentials

/// A token whose signature, issuer, audience and times were found right.
package enum VerifiedToken: Sendable, Hashable {
    case access(AccessClaims)
    case challenge(ChallengeClaims)
}

/// Decides whether a token is believed. It knows one algorithm, EdDSA, whatever the token's header asks for,
/// and takes the key from its own set, never from the token.
package struct TokenVerifier: Sendable {
    package var keys: KeySet

    package init(keys: KeySet) {
        self.keys = keys
    }

    /// - Parameter now: seconds since 1970.
    package func verifyAccess(_ token: String, now: Int64) throws(TokenError) -> AccessClaims {
        guard case .access(let claims) = try verify(token, now: now) else { throw .wrongType }
        return claims
    }

    package func verifyChallenge(_ token: String, now: Int64) throws(TokenError) -> ChallengeClaims {
        guard case .challenge(let claims) = try verify(token, now: now) else { throw .wrongType }
        return claims
    }

    /// Takes either kind; the caller must say which one may do what.
    package func verify(_ token: String, now: Int64) throws(TokenError) -> VerifiedToken {
        let parts = try CompactToken(token)
        guard let type = TokenType(rawValue: parts.header.typ) else { throw .wrongType }
        guard let key = keys[parts.header.kid] else { throw .unknownKey(parts.header.kid) }
        guard key.isValid(parts.signature, for: parts.signedText) else { throw .badSignature }
        try check(parts.decode(Envelope.self), type: type, now: now)
        switch type {
        case .access: return .access(try parts.decode(AccessClaims.self))
        case .challenge: return .challenge(try parts.decode(ChallengeClaims.self))
        }
    }

    private func check(_ envelope: Envelope, type: TokenType, now: Int64) throws(TokenError) {
        guard envelope.iss == TokenFormat.issuer else { throw .wrongIssuer }
        guard envelope.aud == type.audience else { throw .wrongAudience }
        guard now < envelope.exp.addingClamped(TokenFormat.clockSkewSeconds) else { throw .expired }
        guard envelope.nbf <= now.addingClamped(TokenFormat.clockSkewSeconds) else { throw .notYetValid }
    }
}

/// A token taken apart, nothing of it believed yet except that its header names our algorithm.
private struct CompactToken {
    let header: TokenHeader
    let payload: [UInt8]
    let signature: [UInt8]
    let signedText: Substring.UTF8View

    init(_ token: String) throws(TokenError) {
        guard token.utf8.count <= TokenFormat.tokenBytesMax else { throw .tooLong }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = try? Base64URL.decode(parts[0]),
            let payload = try? Base64URL.decode(parts[1]), let signature = try? Base64URL.decode(parts[2])
        else { throw .malformed }
        self.header = try Self.header(of: header)
        self.payload = payload
        self.signature = signature
        signedText = token[..<parts[1].endIndex].utf8
    }

    private static func header(of bytes: [UInt8]) throws(TokenError) -> TokenHeader {
        struct Algorithm: Decodable { var alg: String }
        guard let algorithm = try? JSONDecoder().decode(Algorithm.self, from: Data(bytes)) else { throw .malformed }
        guard algorithm.alg == TokenFormat.algorithm else { throw .unsupportedAlgorithm }
        guard let header = try? JSONDecoder().decode(TokenHeader.self, from: Data(bytes)) else { throw .malformed }
        guard header.crit == nil else { throw .unsupportedAlgorithm }
        return header
    }

    func decode<T: Decodable>(_ type: T.Type) throws(TokenError) -> T {
        guard let value = try? JSONDecoder().decode(type, from: Data(payload)) else { throw .malformed }
        return value
    }
}

extension Int64 {
    /// A hostile `exp` must not overflow.
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
