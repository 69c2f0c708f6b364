import API
import Crypto
import FoundationEssentials
import Logging
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("Rotation of signing keys")
struct KeyRotationTests {
    private func published(_ auth: AuthFixture, _ replica: Int = 0) async throws -> [String] {
        try await auth.replica(replica).getJwks(AuthV1.GetJwksRequest()).keys.map(\.kid)
    }

    /// The key that signs on a replica now.
    private func signing(_ auth: AuthFixture, _ replica: Int = 0) async throws -> String? {
        let issued = try await auth.replica(replica).issueServiceToken(
            AuthV1.IssueServiceTokenRequest(
                service: "dataset", secret: "the secret of dataset", audience: "metrics"))
        return TokenFormat.claimedKeyID(of: issued.accessToken)
    }

    private func rotation(_ auth: AuthFixture, _ pool: PostgresPool, days: Int) throws -> KeyRotation {
        let store = try auth.keyStore(pool)
        return KeyRotation(
            store: store, keyring: SigningKeyring(store: store, clock: auth.time.clock), clock: auth.time.clock,
            logger: Logger(label: "test"), days: days)
    }

    private func isAudited(_ action: String, _ auth: AuthFixture) async throws -> Bool {
        try await !auth.auditEvents(action).isEmpty
    }

    @Test("a new key is published everywhere before it signs, and the old one verifies until its last token has ended")
    func onDemand() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            let old = try #require(try await signing(auth))
            let rotated = try await auth.auth.rotateSigningKey(
                AuthV1.RotateSigningKeyRequest(), options: auth.bearer(admin.token))
            #expect(rotated.activateTime?.seconds == auth.time.seconds + AuthLimits.signingKeyLeadSeconds)
            #expect(try await isAudited("signingKeys.rotate", auth))
            for index in 0..<2 {
                try await eventually { try await published(auth, index) == [old, rotated.keyId] }
                #expect(try await signing(auth, index) == old)
            }
            // Once more before its time: it is the next key already.
            let again = try await auth.auth.rotateSigningKey(
                AuthV1.RotateSigningKeyRequest(), options: auth.bearer(admin.token))
            #expect(again.keyId == rotated.keyId)

            auth.time.advance(by: AuthLimits.signingKeyLeadSeconds - 1)
            #expect(try await signing(auth) == old)
            auth.time.advance(by: 1)
            for index in 0..<2 { #expect(try await signing(auth, index) == rotated.keyId) }
            #expect(try await auth.claims(of: admin.token).roles == ["super_admin"])

            let pool = try auth.database.pool(service: "auth")
            let rotation = try rotation(auth, pool, days: 30)
            auth.time.advance(by: AuthLimits.signedTokenSecondsMax + RevocationLog.memorySeconds)
            #expect(try await rotation.runSchedule() == 0)
            auth.time.advance(by: 1)
            #expect(try await rotation.runSchedule() == 1)
            for index in 0..<2 { try await eventually { try await published(auth, index) == [rotated.keyId] } }
            await pool.close()
        }
    }

    @Test("the schedule makes one key when the time has come, however many replicas look")
    func schedule() async throws {
        try await withAuth(replicas: 2) { auth in
            _ = try await signing(auth)
            let pool = try auth.database.pool(service: "auth")
            let rotation = try rotation(auth, pool, days: 30)
            auth.time.advance(by: 30 * 86_400 - 1)
            #expect(try await rotation.runSchedule() == 0)
            #expect(try await published(auth).count == 1)
            auth.time.advance(by: 1)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await rotation.runSchedule() } }
                try await group.waitForAll()
            }
            let owner = try await auth.database.connect()
            #expect(try await owner.query("SELECT 1 FROM auth.signing_keys").count == 2)
            let events = try await auth.auditEvents("signingKeys.rotate")
            #expect(events.map(\.actor) == ["services/auth"])
            await pool.close()
        }
    }

    @Test("a schedule of 0 days makes none")
    func never() async throws {
        try await withAuth { auth in
            _ = try await signing(auth)
            // It has a schedule of its own, of the default 30 days.
            await auth.stop(replica: 0)
            let pool = try auth.database.pool(service: "auth")
            auth.time.advance(by: 4000 * 86_400)
            _ = try await rotation(auth, pool, days: 0).runSchedule()
            let owner = try await auth.database.connect()
            #expect(try await owner.query("SELECT 1 FROM auth.signing_keys").count == 1)
            await pool.close()
        }
    }

    @Test("revoking the old keys refuses all that they signed, everywhere, challenges included; sessions go on")
    func revoked() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("ann", by: admin.token)
            let ann = try await need(auth.login("ann").tokens)
            let challenge = try await need(auth.login("admin").mfa)
            try await WatchingService.with(authPort: auth.port(1)) { dataset in
                #expect(try await dataset.read(ann.accessToken) == "")
                let old = try #require(try await signing(auth))
                let rotated = try await auth.auth.rotateSigningKey(
                    AuthV1.RotateSigningKeyRequest(revokePrevious: true), options: auth.bearer(admin.token))
                #expect(rotated.activateTime?.seconds == auth.time.seconds)
                #expect(rotated.keyId != old)
                #expect(try await isAudited("signingKeys.revokeAndRotate", auth))

                try await eventually { try await dataset.read(ann.accessToken) == "TOKEN_REVOKED" }
                for index in 0..<2 {
                    try await eventually { try await published(auth, index) == [rotated.keyId] }
                    #expect(try await signing(auth, index) == rotated.keyId)
                    try await eventually {
                        try await status {
                            try await auth.userService(index).getMe(
                                AuthV1.GetMeRequest(), options: auth.bearer(ann.accessToken))
                        } == .unauthenticated
                    }
                    let answer = AuthV1.VerifyMfaRequest(
                        challengeToken: challenge.challengeToken,
                        proof: .totpCode(try auth.code(admin.secret, steps: 1)))
                    #expect(try await status { try await auth.replica(index).verifyMfa(answer) } == .unauthenticated)
                }
                // The session itself was not at fault.
                let renewed = try await need(
                    auth.auth.refreshToken(AuthV1.RefreshTokenRequest(refreshToken: ann.refreshToken)).tokens)
                #expect(TokenFormat.claimedKeyID(of: renewed.accessToken) == rotated.keyId)
                try await eventually { try await dataset.read(renewed.accessToken) == "" }
                // Its own tokens were the old key's work, too.
                let identity = dataset.service.environment.identity
                for callee in [PlatformService.auth, .metrics] {
                    let own = try await identity.credentials(for: callee)["authorization"]
                    #expect(TokenFormat.claimedKeyID(of: String(own?.dropFirst(7) ?? "")) == rotated.keyId)
                }
            }
        }
    }

    @Test("only a super_admin rotates, and only after a step-up")
    func refused() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("ann", by: admin.token)
            let ann = try await need(auth.login("ann").tokens).accessToken
            #expect(
                try await status {
                    try await auth.auth.rotateSigningKey(AuthV1.RotateSigningKeyRequest(), options: auth.bearer(ann))
                } == .permissionDenied)
            #expect(AuthV1.AuthServiceMethods.rotateSigningKey.policy?.stepUp == true)
        }
    }

    @Test("a schedule that is no number of days stops the start", arguments: ["-1", "soon", "3651"])
    func setting(days: String) {
        let values = SettingValues(
            environment: ["SECRET_KEY": AuthFixture.secretKey, "SIGNING_KEY_ROTATION_DAYS": days])
        let error = #expect(throws: SettingsError.self) { try AuthSettings(values) }
        #expect(error?.description.contains("SIGNING_KEY_ROTATION_DAYS") == true)
    }
}
