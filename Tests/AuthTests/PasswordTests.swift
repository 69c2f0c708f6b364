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

@Suite("Passwords")
struct PasswordTests {
    @Test("a short password is refused, and the field is named")
    func short() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            let change = try await need(auth.login("admin", "one-time password").passwordChange)
            for password in ["", "eleven char", "one-time password", String(repeating: "x", count: 1025)] {
                let refused = try await auth.changeFailure(password, change.challengeToken)
                #expect(refused?.code == .invalidArgument)
                let violation = try refused?.details.first?.unpack(as: GoogleRpc.BadRequest.self)
                #expect(violation?.fieldViolations.first?.field == "new_password")
            }
            #expect(try await auth.changeFailure("twelve chars", change.challengeToken) == nil)
        }
    }

    @Test("a password change challenge takes 5 answers that have to be hashed, and no more however it is used")
    func answers() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            func change() async throws -> AuthV1.Challenge {
                try await need(auth.login("admin", "one-time password").passwordChange)
            }
            let first = try await change()
            // The one in use: whether it is, only its hash tells.
            for _ in 0..<AuthLimits.challengeTriesMax {
                let refused = try await auth.changeFailure("one-time password", first.challengeToken)
                #expect(refused?.code == .invalidArgument)
            }
            #expect(
                try await auth.changeFailure("one-time password", first.challengeToken) == LoginErrors.challengeOver)
            #expect(try await auth.changeFailure("a new password", first.challengeToken) == LoginErrors.challengeOver)

            let second = try await change()
            for _ in 0...AuthLimits.challengeTriesMax {
                #expect(try await auth.changeFailure("short", second.challengeToken)?.code == .invalidArgument)
            }
            #expect(try await auth.changeFailure("a new password", second.challengeToken) == nil)
            // Used, it is looked at before the password is.
            #expect(try await auth.changeFailure("a new password", second.challengeToken) == LoginErrors.challengeOver)
        }
    }

    @Test("an address that has logged in too often changes no password either")
    func addressLimit() async throws {
        try await withAuth(["LOGIN_RATE_PER_SECOND": "1", "LOGIN_BURST": "1"]) { auth in
            try await auth.bootstrap("admin", "one-time password")
            let change = try await need(auth.login("admin", "one-time password").passwordChange)
            var refused: RPCError?
            // A slow machine may be given back a try now and then, never one for each call.
            for _ in 0..<40 where refused?.metadata["ratelimit-limit"] == nil {
                refused = try await auth.changeFailure("short", change.challengeToken)
            }
            #expect(refused?.code == .resourceExhausted)
            #expect(refused?.metadata["ratelimit-limit"] == "1")
        }
    }

    @Test("a password change challenge is used once, and after it the old password is gone")
    func once() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            let change = try await need(auth.login("admin", "one-time password").passwordChange)
            #expect(try await auth.changeFailure("a new password", change.challengeToken) == nil)
            let second = try await auth.changeFailure("another password", change.challengeToken)
            #expect(second?.code == .unauthenticated)
            #expect(try await status { try await auth.login("admin", "one-time password") } == .unauthenticated)
            #expect(try await auth.login("admin", "a new password").enrollment != nil)
        }
    }

    @Test("with an access token the current password must be given, and new tokens come back")
    func changed() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let request = AuthV1.ChangePasswordRequest(
                name: "users/me", currentPassword: "wrong", newPassword: "another good one")
            let wrong = try await failure {
                try await auth.users.changePassword(request, options: auth.bearer(admin.token))
            }
            #expect(wrong?.code == .invalidArgument)
            var right = request
            right.currentPassword = AuthFixture.password
            let outcome = try await auth.users.changePassword(right, options: auth.bearer(admin.token)).outcome
            let tokens = try #require(outcome?.tokens)
            #expect(try await auth.claims(of: tokens.accessToken).secondFactor)
            #expect(try await auth.login("admin", "another good one").mfa != nil)
        }
    }

    @Test("hashing beyond its capacity is refused, not queued")
    func capacity() async throws {
        let cheap = Argon2id.Parameters(memoryKiB: 64, passes: 1, lanes: 1)
        let hasher = try PasswordHasher(executor: InlineExecutor(), parameters: cheap, capacity: 0)
        #expect(try await status { try await hasher.hash(Secret("x")) } == .resourceExhausted)
        let one = try PasswordHasher(executor: InlineExecutor(), parameters: cheap, capacity: 1)
        let hash = try await one.hash(Secret("x"))
        #expect(try await one.verify(Secret("x"), against: hash))
        #expect(try await !one.verify(Secret("x"), against: nil))
    }

    @Test("a hash for a name that nobody has is bounded as any other")
    func decoyCapacity() async throws {
        let none = try PasswordHasher(executor: InlineExecutor(), parameters: Self.cheap, capacity: 0)
        #expect(try await status { try await none.verify(Secret("x"), against: nil) } == .resourceExhausted)
    }

    @Test("a hash of older parameters is made anew at the next login, and the password stays the same")
    func rehash() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUser("vera", by: admin.token)
            let owner = try await auth.database.connect()
            func stored() async throws -> String {
                try await owner.query("SELECT password_hash FROM auth.users WHERE username = 'vera'")[0]
                    .decode(String.self, 0)
            }
            let old = try Argon2id.hash(Secret(AuthFixture.password), parameters: Self.cheap)
            try await owner.execute("UPDATE auth.users SET password_hash = \(old) WHERE username = 'vera'")
            #expect(try await status { try await auth.login("vera", "wrong") } == .unauthenticated)
            #expect(try await stored() == old)
            // Two at once: one of them makes the new hash, and both get in.
            async let one = auth.login("vera")
            async let two = auth.login("vera")
            #expect(try await one.tokens != nil)
            #expect(try await two.tokens != nil)
            let new = try await stored()
            #expect(new.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
            #expect(try await auth.login("vera").tokens != nil)
            #expect(try await stored() == new)
            #expect(
                try await auth.users.getUser(AuthV1.GetUserRequest(name: vera.name), options: auth.bearer(admin.token))
                    .username == "vera")
        }
    }

    @Test("a login whose password is replaced before it is complete comes to nothing")
    func replacedMeanwhile() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let accounts = AccountStore(pool: try auth.pool)
            let known = try await need(accounts.find(Username(given: "vera")))
            let hash = try Argon2id.hash(Secret("another good one"), parameters: Self.cheap)
            #expect(try await accounts.replaceHash(known.passwordHash, with: hash, of: known))
            let sessions = SessionStore(pool: try auth.pool, issuer: try auth.issuer(), clock: auth.time.clock)
            let refused = try await failure {
                try await sessions.open(known, proofs: .password, origin: CallOrigin())
            }
            #expect(refused == LoginErrors.changedMeanwhile)
        }
    }

    @Test("a login that meets a new password half-way gets no challenge either")
    func challengedMeanwhile() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let replacing = try await auth.database.connect()
            try await replacing.execute("BEGIN")
            try await replacing.execute(
                "UPDATE auth.users SET password_hash = 'another' WHERE 'users/' || user_id = \(vera.user.name)")
            let outcome = try await auth.statusOfWaiting {
                _ = try await auth.login("vera")
            } until: {
                try await replacing.execute("COMMIT")
            }
            #expect(outcome == .unauthenticated)
            #expect(try await replacing.query("SELECT 1 FROM auth.challenges WHERE kind = 'mfa'").isEmpty)
        }
    }

    @Test("who may not sign in any more can't finish a change that was begun")
    func changedWhileDisabled() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            let change = try await need(auth.login("admin", "one-time password").passwordChange)
            let owner = try await auth.database.connect()
            try await owner.execute("UPDATE auth.users SET is_disabled = true")
            let refused = try await auth.changeFailure("another good one", change.challengeToken)
            #expect(refused == LoginErrors.disabled)
            try await owner.execute("UPDATE auth.users SET is_disabled = false")
            #expect(try await auth.login("admin", "one-time password").passwordChange != nil)
        }
    }

    private static let cheap = Argon2id.Parameters(memoryKiB: 64, passes: 1, lanes: 1)
}

/// Runs jobs where they are enqueued.
private final class InlineExecutor: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        job.runSynchronously(on: asUnownedTaskExecutor())
    }
}

extension AuthFixture {
    /// One that signs nothing, for parts that need one.
    func issuer() throws -> TokenIssuer {
        let seal = try KeySeal(secretKey: Secret("not needed, since nothing is signed here"), purpose: "x")
        let keyring = SigningKeyring(store: SigningKeyStore(pool: try pool, seal: seal), clock: time.clock)
        return TokenIssuer(keyring: keyring, clock: time.clock)
    }

    func changeFailure(_ new: String, _ token: String) async throws -> RPCError? {
        try await failure {
            try await users.changePassword(
                AuthV1.ChangePasswordRequest(name: "users/me", newPassword: new), options: bearer(token))
        }
    }
}
