import API
import Crypto
import Messages
import RPC
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
}

/// Runs jobs where they are enqueued.
private final class InlineExecutor: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        job.runSynchronously(on: asUnownedTaskExecutor())
    }
}

extension AuthFixture {
    fileprivate func changeFailure(_ new: String, _ token: String) async throws -> RPCError? {
        try await failure {
            try await users.changePassword(
                AuthV1.ChangePasswordRequest(name: "users/me", newPassword: new), options: bearer(token))
        }
    }
}
