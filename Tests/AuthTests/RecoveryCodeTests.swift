import API
import Crypto
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("Recovery codes")
struct RecoveryCodeTests {
    @Test("a code is 12 characters in groups of 4, none of which looks like another, of 59 bits")
    func form() throws {
        let code = try RecoveryCode.random()
        #expect(code.text.split(separator: "-").map(\.count) == [4, 4, 4])
        #expect(RecoveryCode.alphabet.allSatisfy { !"0O1IL".contains($0) })
        #expect(Set(RecoveryCode.alphabet).count == 31)
    }

    @Test(
        "is read in either case, with spaces and dashes wherever they are",
        arguments: ["ABCD-EFGH-JKMN", "abcdefghjkmn", " abcd efgh jkmn ", "AB-CD-EF-GH-JK-MN", "ABCD\u{a0}EFGH\tJKMN\n"])
    func typed(text: String) {
        #expect(RecoveryCode(typed: text)?.canonical == "ABCDEFGHJKMN")
    }

    @Test(
        "what is no code is none",
        arguments: [
            "", "-", "ABCD-EFGH-JKM", "ABCD-EFGH-JKMNP", "ABCD-EFGH-JKM0", "ABCD-EFGH-JKMß", "123456",
            "ABCD-EFGH-JKMN" + String(repeating: " ", count: 51),
        ])
    func malformed(text: String) {
        #expect(RecoveryCode(typed: text) == nil)
    }

    @Test("ten different ones come with the factor; each signs in once, in place of a code")
    func login() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            #expect(Set(vera.recoveryCodes).count == 10)

            let challenge = try await need(auth.login("vera").mfa)
            #expect(challenge.methods == ["totp", "recovery_code"])
            let tokens = try await auth.recover(challenge, vera.recoveryCodes[0].lowercased())
            #expect(try await auth.methods(of: tokens) == ["pwd", "rec", "mfa"])
            #expect(try await auth.methods(of: auth.refresh(tokens)) == ["pwd", "rec", "mfa"])
            let factor = try await auth.users.getTotpFactor(
                AuthV1.GetTotpFactorRequest(name: AuthFixture.factorName), options: auth.bearer(tokens.accessToken))
            #expect(factor.recoveryCodesLeft == 9)

            let second = try await need(auth.login("vera").mfa)
            #expect(try await status { try await auth.recover(second, vera.recoveryCodes[0]) } == .unauthenticated)
            _ = try await auth.recover(second, vera.recoveryCodes[1])
        }
    }

    @Test("of many who bring the same code at once, to two replicas, one gets tokens")
    func concurrentUse() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            var challenges: [AuthV1.Challenge] = []
            for _ in 0..<4 { challenges.append(try await need(auth.login("vera").mfa)) }
            let codes = try await withThrowingTaskGroup(of: StatusCode?.self) { group in
                for (index, challenge) in challenges.enumerated() {
                    group.addTask {
                        try await status {
                            try await auth.recover(challenge, vera.recoveryCodes[0], replica: index % 2)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.count { $0 == .unauthenticated } == 3)
        }
    }

    @Test("the challenge names them only while some are left")
    func usedUp() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            for code in vera.recoveryCodes { _ = try await auth.recover(need(auth.login("vera").mfa), code) }
            #expect(try await auth.login("vera").mfa?.methods == ["totp"])
        }
    }

    @Test("the 6th answer to a challenge is refused, though its recovery code be right, and so is the account's next")
    func sixthTry() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let challenge = try await need(auth.login("vera").mfa)
            for _ in 0..<5 {
                #expect(try await status { try await auth.recover(challenge, "AAAA-AAAA-AAAA") } == .unauthenticated)
            }
            #expect(try await status { try await auth.recover(challenge, vera.recoveryCodes[0]) } == .unauthenticated)
            #expect(try await status { try await auth.login("vera") } == .resourceExhausted)
        }
    }

    @Test("an answer without a proof is a mistake, and names the field")
    func noProof() async throws {
        try await withAuth { auth in
            _ = try await auth.makeAdmin()
            let challenge = try await need(auth.login("admin").mfa)
            let refused = try await failure {
                try await auth.auth.verifyMfa(AuthV1.VerifyMfaRequest(challengeToken: challenge.challengeToken))
            }
            #expect(refused?.code == .invalidArgument)
            #expect(refused?.fields == ["proof"])
        }
    }

    @Test("new ones make the old ones void, take a fresh second factor, and are made for oneself only")
    func regenerated() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let request = AuthV1.RegenerateRecoveryCodesRequest(parent: "users/me")
            let refused = try await failure {
                try await auth.users.regenerateRecoveryCodes(request, options: auth.bearer(vera.token))
            }
            #expect(refused?.reason == "STEP_UP_REQUIRED")

            let token = try await need(auth.signIn(vera).tokens).accessToken
            let codes = try await auth.users.regenerateRecoveryCodes(request, options: auth.bearer(token))
                .recoveryCodes
            #expect(codes.count == 10)
            #expect(Set(codes).isDisjoint(with: vera.recoveryCodes))
            let challenge = try await need(auth.login("vera").mfa)
            #expect(try await status { try await auth.recover(challenge, vera.recoveryCodes[0]) } == .unauthenticated)
            _ = try await auth.recover(challenge, codes[0])

            let others = AuthV1.RegenerateRecoveryCodesRequest(parent: vera.user.name)
            #expect(
                try await status {
                    try await auth.users.regenerateRecoveryCodes(others, options: auth.bearer(admin.token))
                } == .notFound)
        }
    }

    @Test("a hash opens nothing without its key, nor in another user's row")
    func hashes() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let victor = try await auth.makeUserWithFactor("victor", by: admin.token)
            let owner = try await auth.database.connect()
            let hashes = try await owner.query("SELECT code_hash FROM auth.recovery_codes").map {
                try $0.decode([UInt8].self, 0)
            }
            let canonical = vera.recoveryCodes[0].filter { $0 != "-" }
            #expect(hashes.allSatisfy { $0.count == 32 && $0 != SHA256.hash(canonical.utf8) })
            try await owner.execute("DELETE FROM auth.recovery_codes WHERE 'users/' || user_id = \(victor.user.name)")
            try await owner.execute(
                """
                INSERT INTO auth.recovery_codes (tenant_id, user_id, code_hash, key_id)
                SELECT v.tenant_id, v.user_id, c.code_hash, c.key_id
                FROM auth.recovery_codes c, auth.users v WHERE 'users/' || v.user_id = \(victor.user.name)
                    AND 'users/' || c.user_id = \(vera.user.name)
                """)
            let challenge = try await need(auth.login("victor").mfa)
            #expect(try await status { try await auth.recover(challenge, vera.recoveryCodes[0]) } == .unauthenticated)
        }
    }

    @Test("codes of an earlier key work while that key is known, and count for nothing without it")
    func keyChange() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let user = try await UUID(uuidString: auth.claims(of: admin.token).subject)
            let account = try #require(user)
            let tenant = AdminBootstrap.defaultTenant
            let old = Secret("an earlier secret key, long enough")
            let before = try RecoveryCodeStore(secretKey: old)
            let after = try RecoveryCodeStore(secretKey: Secret("the secret key of today, long too"), previous: [old])
            let without = try RecoveryCodeStore(secretKey: Secret("the secret key of today, long too"))
            try await auth.pool.withTransaction(tenant: tenant.text) { connection in
                let codes = try await before.replace(of: account, tenant: tenant, on: connection)
                #expect(try await without.count(of: account, on: connection) == 0)
                #expect(try await !without.use(codes[0], of: account, on: connection))
                #expect(try await after.count(of: account, on: connection) == 10)
                #expect(try await after.use(codes[0], of: account, on: connection))
                #expect(try await !after.use(codes[0], of: account, on: connection))
                #expect(try await after.count(of: account, on: connection) == 9)
            }
        }
    }
}
