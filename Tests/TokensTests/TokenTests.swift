import Crypto
import Testing

@testable import Tokens

/// A key, its signer and the verifier that knows only it.
struct Issuer {
    let key: Ed25519PrivateKey
    let signer: TokenSigner
    let verifier: TokenVerifier

    init() throws {
        key = try Ed25519PrivateKey()
        signer = TokenSigner(key: key)
        verifier = TokenVerifier(keys: KeySet([JSONWebKey(key.publicKey)]))
    }

    static let now: Int64 = 1_700_000_000

    static let access = AccessClaims(
        kind: .user, subject: "u1", tenant: "t1", roles: ["viewer"], tokenID: "j1", issuedAt: now,
        lifetimeSeconds: AccessClaims.userLifetimeSeconds, authenticationMethods: ["pwd", "otp", "mfa"])

    static let challenge = ChallengeClaims(kind: .mfa, subject: "u1", tenant: "t1", tokenID: "c1", issuedAt: now)

    /// A token with any header and body, truly signed.
    func forged(header: [String: String], body: String) throws -> String {
        let signed = Base64URL.encode(json(header).utf8) + "." + Base64URL.encode(body.utf8)
        return try signed + "." + Base64URL.encode(key.signature(for: signed.utf8))
    }

    private func json(_ members: [String: String]) -> String {
        "{" + members.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}"
    }
}

@Suite("Access tokens")
struct TokenTests {
    let issuer = try! Issuer()

    @Test("what was signed is what is read")
    func roundTrip() throws {
        let token = try issuer.signer.sign(Issuer.access)
        #expect(try issuer.verifier.verifyAccess(token, now: Issuer.now) == Issuer.access)
        #expect(Issuer.access.secondFactor)
        #expect(Issuer.access.expiresAt - Issuer.access.issuedAt == 3600)
    }

    @Test(
        "a user's token ends after its lifetime and the allowed skew",
        arguments: [
            (3659, nil), (3660, TokenError.expired), (-60, nil), (-61, TokenError.notYetValid),
        ] as [(Int64, TokenError?)])
    func times(offset: Int64, error: TokenError?) throws {
        let token = try issuer.signer.sign(Issuer.access)
        var found: TokenError?
        do throws(TokenError) {
            _ = try issuer.verifier.verifyAccess(token, now: Issuer.now + offset)
        } catch { found = error }
        #expect(found == error)
    }

    @Test("a key that is not in the set is unknown, and named")
    func unknownKey() throws {
        let other = try Issuer()
        let token = try other.signer.sign(Issuer.access)
        #expect(throws: TokenError.unknownKey(other.signer.keyID)) {
            try issuer.verifier.verifyAccess(token, now: Issuer.now)
        }
    }

    @Test("a token that names our key but was signed by another is refused")
    func stolenName() throws {
        let token = try TokenSigner.compact(
            header: TokenHeader(alg: "EdDSA", typ: "at+jwt", kid: issuer.signer.keyID, crit: nil),
            body: Addressed(issuer: TokenFormat.issuer, audience: "pynomaly", claims: Issuer.access),
            key: Ed25519PrivateKey())
        #expect(throws: TokenError.badSignature) { try issuer.verifier.verifyAccess(token, now: Issuer.now) }
    }

    @Test("each changed character of a token is noticed")
    func tampered() throws {
        let token = try issuer.signer.sign(Issuer.access)
        let characters = Array(token)
        for index in stride(from: 0, to: characters.count, by: 7) where characters[index] != "." {
            var altered = characters
            altered[index] = altered[index] == "A" ? "B" : "A"
            #expect(throws: TokenError.self) {
                try issuer.verifier.verifyAccess(String(altered), now: Issuer.now)
            }
        }
    }

    @Test(
        "another algorithm is refused, whatever the signature",
        arguments: ["none", "None", "HS256", "ES256", "RS256", ""])
    func algorithms(name: String) throws {
        let header = ["alg": name, "typ": "at+jwt", "kid": issuer.signer.keyID]
        let token = try issuer.forged(header: header, body: "{}")
        #expect(throws: TokenError.unsupportedAlgorithm) {
            try issuer.verifier.verifyAccess(token, now: Issuer.now)
        }
    }

    @Test("HS256 keyed with the public key is refused")
    func confusion() throws {
        let header = Base64URL.encode(#"{"alg":"HS256","typ":"at+jwt","kid":"\#(issuer.signer.keyID)"}"#.utf8)
        let body = try issuer.signer.sign(Issuer.access).split(separator: ".")[1]
        let mac = try HMAC.sha256("\(header).\(body)".utf8, key: Secret(issuer.key.publicKey.bytes))
        #expect(throws: TokenError.unsupportedAlgorithm) {
            try issuer.verifier.verifyAccess("\(header).\(body).\(Base64URL.encode(mac))", now: Issuer.now)
        }
    }

    @Test("a token without a signature is refused")
    func unsigned() throws {
        let token = try issuer.signer.sign(Issuer.access)
        let stripped = token.split(separator: ".").prefix(2).joined(separator: ".") + "."
        #expect(throws: TokenError.badSignature) { try issuer.verifier.verifyAccess(stripped, now: Issuer.now) }
    }

    @Test("a challenge token is never an access token, nor the reverse")
    func kinds() throws {
        let challenge = try issuer.signer.sign(Issuer.challenge)
        #expect(throws: TokenError.wrongType) { try issuer.verifier.verifyAccess(challenge, now: Issuer.now) }
        #expect(try issuer.verifier.verifyChallenge(challenge, now: Issuer.now) == Issuer.challenge)
        let verified = try issuer.verifier.verify(challenge, now: Issuer.now)
        #expect(verified == VerifiedToken(claims: .challenge(Issuer.challenge), keyID: issuer.signer.keyID))
        let access = try issuer.signer.sign(Issuer.access)
        #expect(throws: TokenError.wrongType) { try issuer.verifier.verifyChallenge(access, now: Issuer.now) }
    }

    @Test(
        "a signed token with another issuer or audience is refused",
        arguments: [
            ("someone", "pynomaly", TokenError.wrongIssuer), ("pynomaly-auth", "elsewhere", .wrongAudience),
            ("pynomaly-auth", "pynomaly/challenge", .wrongAudience),
        ])
    func addressee(from: String, to: String, error: TokenError) throws {
        let token = try TokenSigner.compact(
            header: TokenHeader(alg: "EdDSA", typ: "at+jwt", kid: issuer.signer.keyID, crit: nil),
            body: Addressed(issuer: from, audience: to, claims: Issuer.access), key: issuer.key)
        #expect(throws: error) { try issuer.verifier.verifyAccess(token, now: Issuer.now) }
    }

    @Test("a header that demands an unknown extension is refused")
    func critical() throws {
        let token = try TokenSigner.compact(
            header: TokenHeader(alg: "EdDSA", typ: "at+jwt", kid: issuer.signer.keyID, crit: ["b64"]),
            body: Addressed(issuer: TokenFormat.issuer, audience: "pynomaly", claims: Issuer.access), key: issuer.key)
        #expect(throws: TokenError.unsupportedAlgorithm) {
            try issuer.verifier.verifyAccess(token, now: Issuer.now)
        }
    }

    @Test("texts that are no token", arguments: ["", ".", "..", "a.b.c", "e30.e30.", "a.b.c.d", "not a token"])
    func malformed(text: String) {
        #expect(throws: TokenError.malformed) { try issuer.verifier.verifyAccess(text, now: Issuer.now) }
    }

    @Test("padding and a second form of the signature's last character are refused")
    func strictEncoding() throws {
        let token = try issuer.signer.sign(Issuer.access)
        for suffix in ["=", "==", " ", "\n"] {
            #expect(throws: TokenError.malformed) {
                try issuer.verifier.verifyAccess(token + suffix, now: Issuer.now)
            }
        }
    }

    @Test("a text at the size limit is read, one past it is not")
    func size() {
        let atLimit = String(repeating: "a", count: TokenFormat.tokenBytesMax)
        #expect(throws: TokenError.malformed) { try issuer.verifier.verifyAccess(atLimit, now: Issuer.now) }
        #expect(throws: TokenError.tooLong) { try issuer.verifier.verifyAccess(atLimit + "a", now: Issuer.now) }
    }

    @Test("an expiry at the end of time does not overflow")
    func hugeTimes() throws {
        var claims = Issuer.access
        claims.expiresAt = .max
        let token = try issuer.signer.sign(claims)
        #expect(try issuer.verifier.verifyAccess(token, now: Issuer.now) == claims)
        #expect(throws: TokenError.expired) { try issuer.verifier.verifyAccess(token, now: .max) }
    }
}
