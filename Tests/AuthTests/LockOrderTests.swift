import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

/// Who waits for whom: transactions that take the same rows take them in the same order, the user's first.
@Suite("The order of locks")
struct LockOrderTests {
    /// Runs the call into the lock of the user's row, and looks whether it has taken one of the rows meanwhile.
    private func expectFirst(
        _ auth: AuthFixture, of username: String, before rows: [SQL],
        _ call: @escaping @Sendable () async throws -> Void
    ) async throws {
        let holder = try await auth.database.connect()
        try await holder.execute("BEGIN")
        try await holder.execute("SELECT 1 FROM auth.users WHERE username = \(username) FOR NO KEY UPDATE")
        let outcome = try await auth.statusOfWaiting(call) {
            for selection in rows {
                let free = try await holder.query("\(selection) FOR UPDATE SKIP LOCKED").count
                #expect(free > 0, "\(selection)")
            }
            try await holder.execute("COMMIT")
        }
        #expect(outcome == nil)
    }

    @Test("an enrolment and its confirmation take the user's row before the session and the factor")
    func enrolment() async throws {
        try await withAuth { auth in
            let (_, tokens) = try await auth.makeViewer()
            let token = tokens.accessToken
            let (session, factor): (SQL, SQL) = ("SELECT 1 FROM auth.sessions", "SELECT 1 FROM auth.totp_factors")
            try await expectFirst(auth, of: "vera", before: [session]) { _ = try await auth.startEnrollment(token) }
            let secret = try await auth.startEnrollment(token)
            let confirm = AuthV1.ConfirmTotpRequest(name: AuthFixture.factorName, totpCode: try auth.code(secret))
            try await expectFirst(auth, of: "vera", before: [session, factor]) {
                _ = try await auth.users.confirmTotp(confirm, options: auth.bearer(token))
            }
        }
    }

    @Test("a change of the password takes the user's row before the challenge")
    func passwordChange() async throws {
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time password")
            let challenge = try await need(auth.login("admin", "one-time password").passwordChange)
            try await expectFirst(auth, of: "admin", before: ["SELECT 1 FROM auth.challenges"]) {
                let failure = try await auth.changeFailure("another good one", challenge.challengeToken)
                #expect(failure == nil)
            }
        }
    }

    @Test("sessions that end together are taken in the order of their ids")
    func sessions() async throws {
        try await withAuth { auth in
            let (vera, _) = try await auth.makeViewer()
            for _ in 0..<3 { _ = try await auth.login("vera") }
            let owner = try await auth.database.connect()
            // The last of them, by time and by place in the table.
            let first = UUID(uuid: (0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 9))
            try await auth.addSessions(1, of: vera)
            try await owner.execute("UPDATE auth.sessions SET session_id = \(first) WHERE refresh_hash IS NULL")
            try await owner.execute("BEGIN")
            try await owner.execute("SELECT 1 FROM auth.sessions WHERE session_id = \(first) FOR NO KEY UPDATE")
            let store = SessionStore(pool: try auth.pool, issuer: try auth.issuer(), clock: auth.time.clock)
            let user = try ResourceName.id(vera.name, in: "users")
            let tenant = String(vera.tenant.dropFirst("tenants/".count))
            let outcome = try await auth.statusOfWaiting {
                try await store.pool.withTransaction(tenant: tenant) { connection in
                    let count = try await store.revokeAll(of: user, on: connection)
                    #expect(count == 5)
                }
            } until: {
                let free = try await owner.query("SELECT 1 FROM auth.sessions FOR UPDATE SKIP LOCKED").count
                #expect(free == 5)
                try await owner.execute("COMMIT")
            }
            #expect(outcome == nil)
        }
    }

    @Test("a login that ends an older session holds the head of the revocations for nothing else")
    func revocationsLast() async throws {
        try await withAuth { auth in
            let (vera, _) = try await auth.makeViewer()
            try await auth.addSessions(AuthLimits.sessionsMax - 1, of: vera)
            // Live tokens, or nothing of them would be revoked.
            let owner = try await auth.database.connect()
            try await owner.execute("UPDATE auth.sessions SET token_end_time = expire_time")
            try await owner.execute("BEGIN")
            try await owner.execute("LOCK TABLE auth.audit_outbox IN EXCLUSIVE MODE")
            let outcome = try await auth.statusOfWaiting {
                _ = try await auth.login("vera")
            } until: {
                let free = try await owner.query("SELECT 1 FROM auth.revocation_head FOR UPDATE SKIP LOCKED").count
                #expect(free == 1)
                try await owner.execute("COMMIT")
            }
            #expect(outcome == nil)
            #expect(try await auth.revokedSessions().count == 1)
        }
    }
}
