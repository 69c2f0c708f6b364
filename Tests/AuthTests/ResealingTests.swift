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

@testable import AuthBackend

@Suite("A change of SECRET_KEY")
struct ResealingTests {
    private static let next = String(repeating: "y", count: 40)
    private static let change = ["SECRET_KEY": next, "SECRET_KEY_PREVIOUS": AuthFixture.secretKey]

    private func seal(_ secret: String, previous: String? = nil, _ purpose: String) throws -> KeySeal {
        try KeySeal(secretKey: Secret(secret), previous: previous.map { Secret($0) }, purpose: purpose)
    }

    private func resealing(
        _ pool: PostgresPool, from old: String = AuthFixture.secretKey, to new: String = Self.next,
        _ recorder: LogRecorder = LogRecorder()
    ) throws -> Resealing {
        Resealing(
            pool: pool, signingKeys: try seal(new, previous: old, "signing-key"),
            totpSecrets: try seal(new, previous: old, "totp-secret"),
            recoveryCodes: try RecoveryCodeStore(secretKey: Secret(new), previous: [Secret(old)]),
            auditKeyUse: try AuditKeyUse(pool: pool, previousSecretKey: Secret(old)), logger: recorder.logger)
    }

    /// How many of the sealed values one secret opens.
    private func opened(by secret: String, _ auth: AuthFixture) async throws -> Int {
        let owner = try await auth.database.connect()
        let keys = try await owner.query("SELECT key_id, sealed_seed FROM auth.signing_keys")
        let factors = try await owner.query("SELECT user_id::text, sealed_secret FROM auth.totp_factors")
        let keySeal = try seal(secret, "signing-key")
        let factorSeal = try seal(secret, "totp-secret")
        return try keys.filter { row in
            let (owner, sealed) = try row.values(String.self, [UInt8].self)
            return (try? keySeal.open(sealed, owner: owner)) != nil
        }.count
            + factors.filter { row in
                let (owner, sealed) = try row.values(String.self, [UInt8].self)
                return (try? factorSeal.open(sealed, owner: owner)) != nil
            }.count
    }

    @Test("everything is sealed anew while the service runs, and the old secret is needed no more")
    func change() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            #expect(try await opened(by: AuthFixture.secretKey, auth) == 2)
            await auth.stop(replica: 0)

            let changed = try await auth.base.start(Self.change)
            let client = AuthV1.AuthServiceClient(changed.channel)
            try await eventually { try await opened(by: Self.next, auth) == 2 }
            let login = AuthV1.LoginRequest(
                username: "admin", password: AuthFixture.password, totpCode: try auth.code(admin.secret, steps: 1))
            #expect(try await client.login(login).outcome?.tokens != nil)
            await auth.base.stop(changed)

            _ = try await auth.base.start(["SECRET_KEY": Self.next])
            let error = await #expect(throws: SettingsError.self) { try await auth.base.start() }
            #expect(error?.description.contains("SECRET_KEY") == true)
        }
    }

    @Test("a replica that is not swapped yet takes nothing back of what one that is has sealed anew")
    func notSwappedYet() async throws {
        try await withAuth { auth in
            _ = try await auth.makeAdmin()
            let (pool, recorder) = (try auth.pool, LogRecorder())
            let swapped = try resealing(pool)
            let other = try resealing(pool, from: Self.next, to: AuthFixture.secretKey, recorder)
            // Before the swap, both are as the other one is.
            #expect(try await other.reseal() == Resealing.Round())
            #expect(try await swapped.reseal().resealed == 2)
            #expect(try await other.reseal().isRetired)
            #expect(try await opened(by: Self.next, auth) == 2)
            #expect(try await other.runOnce(false))
            #expect(recorder.lines.count == 1 && recorder.lines.first?.contains("replaced on another replica") == true)
            #expect(try await swapped.reseal().resealed == 0)
        }
    }

    @Test("replicas seal anew side by side; each value is changed once")
    func sideBySide() async throws {
        try await withAuth { auth in
            _ = try await auth.makeAdmin()
            try await addFactors(AuthLimits.resealedRowsMax + 1, auth)
            let count = AuthLimits.resealedRowsMax + 3
            let pools = [try auth.database.pool(service: "auth"), try auth.database.pool(service: "auth")]
            let resealed = try await withThrowingTaskGroup(of: Int.self) { group in
                for pool in pools {
                    let resealing = try resealing(pool)
                    group.addTask { try await resealing.reseal().resealed }
                }
                return try await group.reduce(0, +)
            }
            #expect(resealed == count)
            #expect(try await opened(by: Self.next, auth) == count)
            let again = try await resealing(pools[0]).reseal()
            #expect(again.resealed == 0)
            #expect(again.unreadable == 0)
            for pool in pools { await pool.close() }
        }
    }

    @Test("what neither secret opens is counted and left as it is")
    func unreadable() async throws {
        try await withAuth { auth in
            _ = try await auth.makeAdmin()
            let owner = try await auth.database.connect()
            _ = try await owner.query("UPDATE auth.totp_factors SET sealed_secret = '\\x00'")
            let pool = try auth.database.pool(service: "auth")
            let round = try await resealing(pool).reseal()
            #expect(round.resealed == 1)
            #expect(round.unreadable == 1)
            await pool.close()
        }
    }

    @Test("when all is sealed anew, the log tells what of the audit chains still needs the old secret")
    func auditEvents() async throws {
        try await withAuth { (auth: AuthFixture) async throws in
            let recorder = LogRecorder()
            let resealing = try resealing(auth.pool, recorder)
            let owner = try await auth.database.connect()
            auth.time.advance(by: -400 * 86_400)
            let tenant = UUID()
            try await auth.makeChain(3, of: tenant)
            auth.time.advance(by: 400 * 86_400)
            try await auth.makeChain(2, of: tenant)
            let own = try AuthFixture.auditKeys(["AUDIT_KEY": String(repeating: "a", count: 32)])
            try await auth.chain(own).record([auth.event(tenant: tenant)])
            #expect(try await resealing.runOnce(false) == false)
            #expect(try await resealing.runOnce(false) == true)
            #expect(recorder.lines.last?.hasPrefix("warning nothing is sealed with SECRET_KEY_PREVIOUS") == true)
            #expect(recorder.lines.last?.contains("audit_events=5") == true)
            let told = recorder.lines.count
            #expect(try await resealing.runOnce(true) == true)
            #expect(recorder.lines.count == told)
            // The mark of what retention removed is under that key as well.
            #expect(try await auth.retention(days: 365).run() == 3)
            #expect(try await resealing.auditKeyUse.count() == 3)
            try await owner.script(
                "DELETE FROM auth.audit_events WHERE number < 6; DELETE FROM auth.audit_checkpoints")
            #expect(try await resealing.runOnce(false) == true)
            #expect(recorder.lines.last?.hasPrefix("info nothing is sealed") == true)
            #expect(recorder.lines.last?.contains("audit_events=0") == true)
        }
    }

    /// More users with a factor, each in a tenant that has one of them at least.
    private func addFactors(_ count: Int, _ auth: AuthFixture) async throws {
        let owner = try await auth.database.connect()
        let tenant = try await owner.query("SELECT tenant_id FROM auth.tenants")[0].decode(UUID.self, 0)
        let totp = try seal(AuthFixture.secretKey, "totp-secret")
        for index in 0..<count {
            let user = UUID()
            let sealed = try totp.seal(Secret("secret \(index)"), owner: user.text)
            for statement: SQL in [
                """
                INSERT INTO auth.users (tenant_id, user_id, username, display_name, roles, password_hash,
                    password_change_required, create_time)
                VALUES (\(tenant), \(user), \("user\(index)"), '', '{viewer}', '', false, now())
                """,
                "INSERT INTO auth.login_directory VALUES (\("user\(index)"), \(tenant), \(user))",
                """
                INSERT INTO auth.totp_factors (tenant_id, user_id, sealed_secret, create_time)
                VALUES (\(tenant), \(user), \(sealed), now())
                """,
            ] { _ = try await owner.query(statement) }
        }
    }
}
