import API
import Crypto
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("Locked accounts")
struct LockoutTests {
    private func fail(_ auth: AuthFixture, _ name: String, times: Int = AuthLimits.failuresMax) async throws {
        for _ in 0..<times {
            #expect(try await status { try await auth.login(name, "wrong") } == .unauthenticated)
        }
    }

    private func limit(_ auth: AuthFixture) throws -> FailureLimit {
        FailureLimit(pool: try auth.pool, clock: auth.time.clock)
    }

    @Test("each lock is twice as long as the one before, up to a day", arguments: ["admin", "nobody"])
    func doubling(name: String) async throws {
        try await withAuth(substitute: { $0.hashing = .init(memoryKiB: 64, passes: 1, lanes: 1) }) { auth in
            try await auth.bootstrap("admin", "one-time password")
            let quarters: [Int64] = [1, 2, 4, 8, 16, 32, 64, 96, 96]
            for quarter in quarters {
                try await fail(auth, name)
                let end = try await need(limit(auth).lockEnd(of: Username(given: name)))
                #expect(Int64(end.timeIntervalSince1970) - auth.time.seconds == quarter * 15 * 60)
                auth.time.advance(by: quarter * 15 * 60 - 1)
                let refused = try await failure { try await auth.login(name, "one-time password") }
                #expect(refused?.code == .resourceExhausted)
                let retry = try refused?.details.first?.unpack(as: GoogleRpc.RetryInfo.self)
                #expect(retry?.retryDelay?.seconds == 1)
                auth.time.advance(by: 1)
                #expect(try await limit(auth).lockEnd(of: Username(given: name)) == nil)
            }
        }
    }

    @Test("a complete login makes the next lock a first one; so does a day without failures")
    func forgotten() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            func lockSeconds() async throws -> Int64 {
                try await fail(auth, "vera")
                let end = try await need(limit(auth).lockEnd(of: Username(given: "vera")))
                return Int64(end.timeIntervalSince1970) - auth.time.seconds
            }
            #expect(try await lockSeconds() == 900)
            auth.time.advance(by: 900)
            #expect(try await lockSeconds() == 1800)
            auth.time.advance(by: 1800)
            #expect(try await auth.login("vera").tokens != nil)
            #expect(try await lockSeconds() == 900)
            // To the second.
            auth.time.advance(by: 900 + AuthLimits.lockMemorySeconds)
            #expect(try await lockSeconds() == 1800)
            auth.time.advance(by: 1800 + AuthLimits.lockMemorySeconds + 1)
            #expect(try await lockSeconds() == 900)
        }
    }

    @Test("a lock that is cleared is gone, and so are its failures")
    func cleared() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            try await fail(auth, "admin")
            try await limit(auth).clear(Username(given: "Admin"))
            #expect(try await limit(auth).lockEnd(of: Username(given: "admin")) == nil)
            try await fail(auth, "admin", times: 4)
            #expect(try await auth.login("admin", "one-time password").passwordChange != nil)
        }
    }

    @Test("failures and locks count over all replicas")
    func replicas() async throws {
        try await withAuth(replicas: 2) { auth in
            try await auth.bootstrap("admin", "one-time password")
            let request = AuthV1.LoginRequest(username: "admin", password: "wrong")
            for number in 0..<5 {
                #expect(try await status { try await auth.replica(number % 2).login(request) } == .unauthenticated)
            }
            for number in 0..<2 {
                #expect(try await status { try await auth.replica(number).login(request) } == .resourceExhausted)
            }
        }
    }

    @Test("wrong codes lock the account as wrong passwords do")
    func codes() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let wrong = try auth.code(admin.secret, steps: 50)
            for _ in 0..<5 {
                let challenge = try await need(auth.login("admin").mfa)
                #expect(try await status { try await auth.verify(challenge, wrong) } == .unauthenticated)
            }
            #expect(try await status { try await auth.login("admin") } == .resourceExhausted)
            let details = try await auth.denials("auth.verifyMfa").map(\.detail)
            #expect(details.count { $0.contains("locked for 900 seconds") } == 1)
        }
    }

    @Test("tries that were never decided count as wrong after a minute, and lock then")
    func undecided() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            let failures = try limit(auth)
            for _ in 0..<5 {
                await #expect(throws: CancellationError.self) {
                    try await failures.booked("admin", by: AuditActor(origin: CallOrigin()), action: "auth.login") {
                        _ in throw CancellationError()
                    }
                }
            }
            #expect(try await status { try await auth.login("admin", "one-time password") } == .resourceExhausted)
            #expect(try await failures.lockEnd(of: Username(given: "admin")) == nil)
            auth.time.advance(by: AuthLimits.decisionSecondsMax)
            #expect(try await status { try await auth.login("admin", "one-time password") } == .resourceExhausted)
            #expect(try await failures.lockEnd(of: Username(given: "admin")) != nil)
        }
    }

    @Test("refused logins are in the audit log, with the reason that the caller is not told")
    func audited() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUser("vera", by: admin.token)
            let long = String(repeating: "x", count: 100)
            for name in ["Vera", "nobody", long] {
                #expect(try await status { try await auth.login(name, "wrong") } == .unauthenticated)
            }
            let events = try await auth.denials()
            #expect(events.map(\.actorUsername) == ["vera", "", ""])
            #expect(events.map(\.resource) == [vera.name, "", ""])
            #expect(
                events.map(\.detail) == [
                    "the password is wrong, or the user is deleted", "nobody has this name", "nobody has this name",
                ])
            #expect(events.allSatisfy { $0.actor.isEmpty && $0.clientAddress == "127.0.0.1" && !$0.requestId.isEmpty })
        }
    }

    @Test(
        "disabled users and suspended tenants get their answer only with the right password, and are in the audit log")
    func disabled() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            for name in ["vera", "dora", "susi"] { _ = try await auth.makeUser(name, by: admin.token) }
            let owner = try await auth.database.connect()
            try await owner.execute("UPDATE auth.users SET is_disabled = true WHERE username = 'vera'")
            try await owner.execute(
                "UPDATE auth.users SET delete_time = now(), purge_time = now() WHERE username = 'dora'")
            let unknown = try await failure { try await auth.login("nobody", "wrong") }
            for name in ["vera", "dora"] {
                #expect(try await failure { try await auth.login(name, "wrong") } == unknown)
            }
            #expect(try await failure { try await auth.login("vera") }?.message == LoginErrors.disabled.message)
            #expect(try await failure { try await auth.login("dora") } == unknown)
            try await owner.execute("UPDATE auth.tenants SET is_suspended = true")
            #expect(try await failure { try await auth.login("susi", "wrong") } == unknown)
            #expect(try await failure { try await auth.login("susi") }?.message == LoginErrors.suspended.message)
            let details = try await auth.denials().map(\.detail)
            #expect(details.contains(LoginErrors.disabled.message) && details.contains(LoginErrors.suspended.message))
        }
    }

    @Test("of the tries that a locked account refuses, one a minute is in the audit log")
    func bounded() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            try await fail(auth, "admin")
            #expect(try await auth.denials().count == 5)
            for _ in 0..<3 { _ = try await status { try await auth.login("admin", "wrong") } }
            #expect(try await auth.denials().map(\.detail).suffix(1) == ["the account is locked"])
            #expect(try await auth.denials().count == 6)
            auth.time.advance(by: 59)
            _ = try await status { try await auth.login("admin", "wrong") }
            #expect(try await auth.denials().count == 6)
            auth.time.advance(by: 1)
            _ = try await status { try await auth.login("admin", "wrong") }
            #expect(try await auth.denials().count == 7)
        }
    }

    @Test("old locks are swept by later logins")
    func swept() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            try await fail(auth, "nobody")
            auth.time.advance(by: 900 + AuthLimits.lockMemorySeconds)
            let owner = try await auth.database.connect()
            _ = try await status { try await auth.login("somebody", "wrong") }
            #expect(try await owner.query("SELECT 1 FROM auth.lockouts").count == 1)
            auth.time.advance(by: 1)
            _ = try await status { try await auth.login("somebody", "wrong") }
            #expect(try await owner.query("SELECT 1 FROM auth.lockouts").count == 0)
        }
    }
}
