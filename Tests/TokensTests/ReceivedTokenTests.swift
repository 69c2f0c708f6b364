import Crypto
import Testing

@testable import Tokens

@Suite("Tokens as others may write them")
struct ReceivedTokenTests {
    let issuer = try! Issuer()

    private static let claims = [
        #""kind":"user""#, #""sub":"u1""#, #""tenant":"t1""#, #""roles":["viewer"]"#, #""jti":"j1""#,
        #""iat":1700000000"#, #""nbf":1700000000"#, #""exp":1700003600"#, #""amr":["pwd","otp","mfa"]"#,
        #""auth_time":1700000000"#, #""iss":"pynomaly-auth""#, #""aud":"pynomaly""#,
    ]

    private func header(_ more: String...) -> String {
        "{"
            + ([#""alg":"EdDSA""#, #""typ":"at+jwt""#, #""kid":"\#(issuer.signer.keyID)""#] + more).joined(
                separator: ",")
            + "}"
    }

    private func verify(header: String, body: [String]) throws -> AccessClaims {
        let signed = Base64URL.encode(header.utf8) + "." + Base64URL.encode("{\(body.joined(separator: ","))}".utf8)
        let token = try signed + "." + Base64URL.encode(issuer.key.signature(for: signed.utf8))
        return try issuer.verifier.verifyAccess(token, now: Issuer.now)
    }

    @Test("members may come in any order and unknown ones do not matter")
    func order() throws {
        let extended = Self.claims.reversed() + [#""x":{"sub":["nobody"]}"#, #""x":null"#]
        #expect(try verify(header: header(#""jku":"https://elsewhere/""#), body: extended) == Issuer.access)
    }

    @Test("each claim is needed", arguments: claims.indices)
    func missing(index: Int) {
        var body = Self.claims
        body.remove(at: index)
        #expect(throws: TokenError.malformed) { try verify(header: header(), body: body) }
    }

    @Test("no claim may come twice, not even with the same value", arguments: claims.indices)
    func twice(index: Int) {
        #expect(throws: TokenError.malformed) {
            try verify(header: header(), body: Self.claims + [Self.claims[index]])
        }
    }

    @Test(
        "a claim of another type is refused",
        arguments: [
            (#""sub""#, "1"), (#""roles""#, #""viewer""#), (#""exp""#, #""1700003600""#), (#""exp""#, "1700003600.5"),
            (#""aud""#, #"["pynomaly"]"#), (#""kind""#, #""root""#), (#""sid""#, "null"), (#""amr""#, "[1]"),
            (#""exp""#, "99999999999999999999"),
        ])
    func types(name: String, value: String) {
        let body = Self.claims.filter { !$0.hasPrefix(name) } + ["\(name):\(value)"]
        #expect(throws: TokenError.malformed) { try verify(header: header(), body: body) }
    }

    @Test("a header's members come once, and an extension is refused even if it is empty")
    func headers() {
        for more in [#""alg":"EdDSA""#, #""typ":"at+jwt""#, #""kid":"x""#, #""alg":"none""#] {
            #expect(throws: TokenError.malformed) { try verify(header: header(more), body: Self.claims) }
        }
        for more in [#""crit":[]"#, #""crit":null"#, #""crit":["exp"]"#] {
            #expect(throws: TokenError.unsupportedAlgorithm) { try verify(header: header(more), body: Self.claims) }
        }
    }

    @Test("an escaped name is the name: a second issuer can't hide behind it")
    func escapedName() {
        #expect(throws: TokenError.malformed) {
            try verify(header: header(), body: Self.claims + [#""\u0069ss":"pynomaly-auth""#])
        }
    }

    @Test("the key that a token names is read without believing it")
    func claimedKey() throws {
        let other = try Issuer()
        #expect(TokenFormat.claimedKeyID(of: try other.signer.sign(Issuer.access)) == other.signer.keyID)
        #expect(TokenFormat.claimedKeyID(of: "not a token") == nil)
    }

    @Test("so is the session that it names, if it names one")
    func claimedSession() throws {
        var claims = Issuer.access
        #expect(TokenFormat.claimedSessionID(of: try issuer.signer.sign(claims)) == nil)
        claims.sessionID = "s1"
        #expect(TokenFormat.claimedSessionID(of: try issuer.signer.sign(claims)) == "s1")
        #expect(TokenFormat.claimedSessionID(of: "not a token") == nil)
    }
}

@Suite("Test vectors of the standards")
struct TokenVectorTests {
    @Test("a signature is the one of RFC 8037 appendix A.4, and is found right (A.5)")
    func ed25519() throws {
        let key = try Ed25519PrivateKey(seed: Secret(Base64URL.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")))
        let signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
        let signature = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        #expect(try Base64URL.encode(key.signature(for: signed.utf8)) == signature)
        #expect(key.publicKey.isValid(try Base64URL.decode(signature), for: signed.utf8))
        // It is right and still no token of ours: it says neither its kind nor its key.
        let verifier = TokenVerifier(keys: KeySet([JSONWebKey(key.publicKey)]))
        #expect(throws: TokenError.malformed) { try verifier.verify("\(signed).\(signature)", now: 0) }
    }

    @Test(
        "the tokens of RFC 7515 appendices A.1 (HS256), A.3 (ES256) and A.5 (none) are refused for their algorithm",
        arguments: [
            """
            eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt\
            cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
            """,
            """
            eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290\
            Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q
            """,
            """
            eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290\
            Ijp0cnVlfQ.
            """,
        ])
    func others(token: String) throws {
        let verifier = try Issuer().verifier
        #expect(throws: TokenError.unsupportedAlgorithm) { try verifier.verify(token, now: 1_300_819_300) }
    }
}

@Suite("Damaged tokens")
struct DamagedTokenTests {
    let issuer = try! Issuer()

    /// SplitMix64, so that a seed says all about a run.
    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var z = state
            z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
            return z ^ (z >> 31)
        }
    }

    @Test("each token cut short is refused")
    func truncated() throws {
        let token = try issuer.signer.sign(Issuer.access)
        for length in 0..<token.utf8.count {
            #expect(throws: TokenError.self) {
                try issuer.verifier.verify(String(token.prefix(length)), now: Issuer.now)
            }
        }
    }

    @Test("a token with flipped bits, lost, doubled or swapped bytes is refused", arguments: 0..<16 as Range<UInt64>)
    func mutated(seed: UInt64) throws {
        var random = Random(state: seed)
        let token = Array(try issuer.signer.sign(Issuer.access).utf8)
        for _ in 0..<100 {
            var damaged = token
            for _ in 0...Int.random(in: 0..<3, using: &random) { damage(&damaged, &random) }
            let text = String(decoding: damaged, as: UTF8.self)
            guard damaged != token else { continue }
            #expect(throws: TokenError.self) { try issuer.verifier.verify(text, now: Issuer.now) }
        }
    }

    /// These are signed as they are, so that what is wrong with them reaches the reader behind the signature.
    @Test(
        "damaged claims under a right signature never become claims with other times",
        arguments: 0..<16 as Range<UInt64>)
    func signedDamage(seed: UInt64) throws {
        var random = Random(state: seed)
        let parts = try issuer.signer.sign(Issuer.access).split(separator: ".")
        let claims = try Base64URL.decode(parts[1])
        for _ in 0..<100 {
            var damaged = claims
            damage(&damaged, &random)
            let signed = "\(parts[0])." + Base64URL.encode(damaged)
            let token = try signed + "." + Base64URL.encode(issuer.key.signature(for: signed.utf8))
            // One flipped bit may still be JSON; what matters is that nothing crashes and that all checks were made.
            guard let read = try? issuer.verifier.verifyAccess(token, now: Issuer.now) else { continue }
            #expect(read.expiresAt + TokenFormat.clockSkewSeconds > Issuer.now)
            #expect(read.notBefore <= Issuer.now + TokenFormat.clockSkewSeconds)
        }
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout Random) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(bytes[place], at: place)
        case 3: bytes.swapAt(place, Int.random(in: bytes.indices, using: &random))
        default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1..<64, using: &random)))
        }
    }
}
