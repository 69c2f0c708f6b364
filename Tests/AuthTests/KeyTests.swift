import API
import Crypto
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("Keys and service identities")
struct AuthKeyTests {
    @Test("the published key set verifies what was issued, on every replica")
    func jwks() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            for index in 0..<2 {
                let keys = try await auth.replica(index).getJwks(AuthV1.GetJwksRequest()).keys
                #expect(keys.count == 1)
                #expect(keys.first?.alg == "EdDSA")
                let set = KeySet(
                    keys.map { key in
                        JSONWebKey(kty: key.kty, crv: key.crv, alg: key.alg, use: key.use, kid: key.kid, x: key.x)
                    })
                let claims = try TokenVerifier(keys: set).verifyAccess(admin.token, now: auth.time.seconds)
                #expect(claims.roles == ["super_admin"])
            }
        }
    }

    @Test("the database holds neither the signing key nor a TOTP secret in the open")
    func sealed() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let owner = try await auth.database.connect()
            let secret = try await owner.query("SELECT sealed_secret FROM auth.totp_factors")
            #expect(try secret[0].decode([UInt8].self, 0) != admin.secret.reveal())
            #expect(try secret[0].decode([UInt8].self, 0).count == 20 + 12 + 16)
            let key = try await owner.query("SELECT sealed_seed FROM auth.signing_keys")
            #expect(key.count == 1)
            #expect(try key[0].decode([UInt8].self, 0).count == 32 + 12 + 16)
        }
    }

    @Test("another SECRET_KEY does not open the signing key, and says so")
    func wrongSecretKey() async throws {
        try await withAuth { (auth: AuthFixture) async throws in
            _ = try await auth.auth.getJwks(AuthV1.GetJwksRequest())
            let pool = try auth.database.pool(service: "auth")
            let seal = try KeySeal(secretKey: Secret(String(repeating: "y", count: 40)), purpose: "signing-key")
            let keyring = SigningKeyring(store: SigningKeyStore(pool: pool, seal: seal), clock: .system)
            await #expect(throws: SigningKeyError.self) { try await keyring.keys() }
            await pool.close()
        }
    }

    @Test("a service gets a token of five minutes for its own secret")
    func serviceToken() async throws {
        try await withAuth { auth in
            let issued = try await auth.auth.issueServiceToken(
                AuthV1.IssueServiceTokenRequest(
                    service: "dataset", secret: "the secret of dataset", audience: "auth"))
            #expect(issued.expiresIn == 300)
            let claims = try await auth.claims(of: issued.accessToken, by: "auth")
            #expect(claims.kind == .service)
            #expect(claims.subject == "dataset")
            #expect(claims.roles.isEmpty)
            #expect(claims.expiresAt - claims.issuedAt == 300)
            #expect(
                try await status {
                    try await auth.users.getMe(AuthV1.GetMeRequest(), options: auth.bearer(issued.accessToken))
                }
                    == .permissionDenied)
        }
    }

    @Test(
        "a wrong secret, another service's, none and an unknown service are refused alike",
        arguments: [
            ("dataset", "wrong"), ("detection", "the secret of dataset"), ("dataset", ""), ("gateway", ""), ("x", ""),
        ])
    func wrongSecret(service: String, secret: String) async throws {
        try await withAuth { (auth: AuthFixture) async throws in
            let request = AuthV1.IssueServiceTokenRequest(service: service, secret: secret, audience: "auth")
            #expect(try await status { try await auth.auth.issueServiceToken(request) } == .unauthenticated)
        }
    }

    @Test("a previous key that could not have been one is named", arguments: ["short", AuthFixture.secretKey])
    func previousKey(previous: String) throws {
        let values = SettingValues(
            environment: ["SECRET_KEY": AuthFixture.secretKey, "SECRET_KEY_PREVIOUS": previous])
        let error = #expect(throws: SettingsError.self) { try AuthSettings(values) }
        #expect(error?.description.contains("SECRET_KEY_PREVIOUS") == true)
    }

    @Test("a missing or short SECRET_KEY is named", arguments: [nil, "short"])
    func settings(key: String?) throws {
        let values = SettingValues(environment: key.map { ["SECRET_KEY": $0] } ?? [:])
        let error = #expect(throws: SettingsError.self) { try AuthSettings(values) }
        #expect(error?.description.contains("SECRET_KEY") == true)
        #expect(error?.description.contains("short") != true)
    }
}
