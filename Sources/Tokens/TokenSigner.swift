package import Crypto
internal import FoundationEssentials

/// Signs tokens in JWS compact form (RFC 7515) with one Ed25519 key.
package struct TokenSigner: Sendable {
    package let keyID: String
    private let key: Ed25519PrivateKey

    package init(key: Ed25519PrivateKey) {
        self.key = key
        self.keyID = JSONWebKey(key.publicKey).keyID
    }

    package func sign(_ claims: AccessClaims) throws -> String {
        try sign(claims, as: .access, for: TokenFormat.audience(of: claims.callee))
    }

    package func sign(_ claims: ChallengeClaims) throws -> String {
        try sign(claims, as: .challenge, for: TokenType.challenge.audience)
    }

    private func sign(_ claims: some Encodable, as type: TokenType, for audience: String) throws -> String {
        let header = TokenHeader(alg: TokenFormat.algorithm, typ: type.rawValue, kid: keyID, crit: nil)
        let body = Addressed(issuer: TokenFormat.issuer, audience: audience, claims: claims)
        return try Self.compact(header: header, body: body, key: key)
    }

    static func compact(header: some Encodable, body: some Encodable, key: Ed25519PrivateKey) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let signed = try Base64URL.encode(encoder.encode(header)) + "." + Base64URL.encode(encoder.encode(body))
        return try signed + "." + Base64URL.encode(key.signature(for: signed.utf8))
    }
}

/// Claims with their sender and addressee beside them in the same JSON object.
struct Addressed<Claims: Encodable>: Encodable {
    var issuer: String
    var audience: String
    var claims: Claims

    private enum CodingKeys: String, CodingKey {
        case iss
        case aud
    }

    func encode(to encoder: any Encoder) throws {
        try claims.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(issuer, forKey: .iss)
        try container.encode(audience, forKey: .aud)
    }
}
