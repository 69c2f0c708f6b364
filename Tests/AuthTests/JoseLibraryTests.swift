import API
import Crypto
import FoundationEssentials
import Messages
import Postgres
import RPC
import TestKit
import Testing

@testable import AuthBackend

/// Our tokens and an independent implementation of JOSE: PyJWT over pyca/cryptography.
@Suite("Tokens and another library")
struct JoseLibraryTests {
    /// Verifies the token on its standard input with the key set beside it, and prints tokens of its own: each with a
    /// name, signed in the way that the name says.
    private static let program = """
        import base64, hashlib, hmac, json, sys
        import jwt
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

        given = json.load(sys.stdin)
        ours = given["token"]
        kid = jwt.get_unverified_header(ours)["kid"]
        public = jwt.PyJWKSet.from_dict(given["jwks"])[kid]
        claims = jwt.decode(
            ours, public, algorithms=["EdDSA"], audience="pynomaly", issuer="pynomaly-auth",
            options={"require": ["exp", "nbf", "iat", "sub", "jti"]})
        assert jwt.get_unverified_header(ours)["typ"] == "at+jwt"
        try:
            jwt.decode(ours[:-8] + "AAAAAAAA", public, algorithms=["EdDSA"], audience="pynomaly")
            raise SystemExit("a changed signature was taken for ours")
        except jwt.InvalidSignatureError:
            pass

        def unpadded(data):
            return base64.urlsafe_b64encode(data).decode().rstrip("=")

        key = ed25519.Ed25519PrivateKey.from_private_bytes(bytes.fromhex(given["seed"]))
        raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        pem = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

        def token(algorithm="EdDSA", key=key, kid=kid, typ="at+jwt", **changes):
            headers = {"typ": typ}
            if kid:
                headers["kid"] = kid
            return jwt.encode({**claims, **changes}, key, algorithm=algorithm, headers=headers)

        def hs256(secret):
            header = unpadded(json.dumps({"alg": "HS256", "typ": "at+jwt", "kid": kid}).encode())
            signed = header + "." + unpadded(json.dumps(claims).encode())
            return signed + "." + unpadded(hmac.new(secret, signed.encode(), hashlib.sha256).digest())

        good = token()
        tokens = {
            "good": good,
            "none": token("none", None),
            "none, with our signature": token("none", None) + good.split(".")[2],
            "HS256 with the public key": hs256(raw),
            "HS256 with its PEM": hs256(pem),
            "HS256 with its JWK text": hs256(json.dumps(given["jwks"]["keys"][0]).encode()),
            "RS256": token("RS256", rsa.generate_private_key(65537, 2048)),
            "ES256": token("ES256", ec.generate_private_key(ec.SECP256R1())),
            "ES512": token("ES512", ec.generate_private_key(ec.SECP521R1())),
            "another key under our kid": token(key=ed25519.Ed25519PrivateKey.generate()),
            "another kid": token(kid="someone-elses"),
            "no kid": token(kid=None),
            "a truncated signature": good[:-4],
            "no signature": good.rsplit(".", 1)[0] + ".",
            "two parts": good.rsplit(".", 1)[0],
            "typ JWT": token(typ="JWT"),
            "a challenge's typ": token(typ="challenge+jwt"),
            "another audience": token(aud="pynomaly/challenge"),
            "a list of audiences": token(aud=["pynomaly", "elsewhere"]),
            "another issuer": token(iss="https://elsewhere/"),
            "expired": token(exp=claims["iat"] - 61),
            "not yet valid": token(nbf=claims["iat"] + 3600),
            "times with fractions": token(exp=claims["exp"] + 0.5),
            "no subject": jwt.encode({k: v for k, v in claims.items() if k != "sub"}, key, "EdDSA",
                                     headers={"typ": "at+jwt", "kid": kid}),
        }
        for name, text in tokens.items():
            print(name + chr(9) + text)
        """

    private struct Key: Encodable {
        var kty, crv, alg, use, kid, x: String
    }

    private struct Given: Encodable {
        var token: String
        var seed: String
        var jwks: [String: [Key]]
    }

    @Test("it verifies our tokens with our key set, and of its own we take only the one that is right in everything")
    func bothWays() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let keys = try await auth.auth.getJwks(AuthV1.GetJwksRequest()).keys.map { key in
                Key(kty: key.kty, crv: key.crv, alg: key.alg, use: key.use, kid: key.kid, x: key.x)
            }
            let given = Given(token: admin.token, seed: try await seed(auth), jwks: ["keys": keys])
            let input = String(decoding: try JSONEncoder().encode(given), as: UTF8.self)
            let output = try await PythonEnvironment.run(["-c", Self.program], input: input)
            let tokens = output.split(separator: "\n").map { $0.split(separator: "\t") }
            #expect(tokens.count == 24)
            for line in tokens {
                let options = auth.bearer(String(try #require(line.last)))
                let code = try await status { try await auth.users.getMe(AuthV1.GetMeRequest(), options: options) }
                #expect(code == (line[0] == "good" ? nil : .unauthenticated), "\(line[0])")
            }
        }
    }

    /// The signing key in the open, which only a test may have.
    private func seed(_ auth: AuthFixture) async throws -> String {
        let owner = try await auth.database.connect()
        let rows = try await owner.query("SELECT key_id, sealed_seed FROM auth.signing_keys")
        let (keyID, sealed) = try rows[0].values(String.self, [UInt8].self)
        let seal = try KeySeal(secretKey: Secret(AuthFixture.secretKey), purpose: "signing-key")
        return Hex.encode(try seal.open(sealed, owner: keyID).reveal())
    }
}
