package import Crypto

/// An Ed25519 public key as a JSON Web Key (RFC 7517, RFC 8037).
package struct JSONWebKey: Sendable, Hashable, Codable {
    package var kty: String
    package var crv: String
    package var alg: String
    package var use: String
    package var kid: String
    /// The key's 32 bytes, base64url.
    package var x: String

    package init(kty: String, crv: String, alg: String, use: String, kid: String, x: String) {
        self.kty = kty
        self.crv = crv
        self.alg = alg
        self.use = use
        self.kid = kid
        self.x = x
    }

    /// Names the key by its thumbprint (RFC 7638), so that equal names mean equal keys.
    package init(_ key: Ed25519PublicKey) {
        let x = Base64URL.encode(key.bytes)
        let thumbprint = SHA256.hash(#"{"crv":"Ed25519","kty":"OKP","x":"\#(x)"}"#.utf8)
        self.init(
            kty: "OKP", crv: "Ed25519", alg: TokenFormat.algorithm, use: "sig", kid: Base64URL.encode(thumbprint), x: x)
    }

    package var keyID: String { kid }

    /// Nil for a key of another type or for another use.
    package var publicKey: Ed25519PublicKey? {
        guard kty == "OKP", crv == "Ed25519", alg == TokenFormat.algorithm, use == "sig",
            let bytes = try? Base64URL.decode(x)
        else { return nil }
        return try? Ed25519PublicKey(bytes: bytes)
    }
}
