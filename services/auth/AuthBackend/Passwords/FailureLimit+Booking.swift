import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// What becomes of a try.
extension FailureLimit {
    private enum Start {
        case booked(user: UUID?, tenant: UUID?)
        case locked(until: Date, user: UUID?, tenant: UUID?)
        /// As many tries as are left are being looked at.
        case busy
    }

    /// - Throws: RESOURCE_EXHAUSTED, unseen, for an account that is locked or has too many tries under way.
    func begin(_ attempt: Attempt) async throws -> Attempt {
        var attempt = attempt
        let start = try await pool.withTransaction(tenant: nil) { connection in
            try await book(attempt, on: connection)
        }
        switch start {
        case .booked(let user, let tenant):
            attempt.belongs(to: user, tenant)
            return attempt
        case .locked(let until, let user, let tenant):
            attempt.belongs(to: user, tenant)
            try await refused(attempt, until: until)
            throw Self.refusal(attempt.counter.lock, seconds: Int64(until.timeIntervalSince1970) - clock.seconds())
        case .busy: throw Self.refusal(("Too many attempts for this account at once", "ATTEMPTS_AT_ONCE"), seconds: 1)
        }
    }

    private func book(_ attempt: Attempt, on connection: PostgresConnection) async throws -> Start {
        let results = try await connection.batch([
            AdvisoryLock.take(attempt.account), sweepFailures, sweepLockouts,
            "SELECT user_id, tenant_id FROM auth.login_directory WHERE username = \(attempt.username)",
            """
            INSERT INTO auth.login_failures (attempt_id, account, failed_time)
            SELECT \(attempt.id), \(attempt.account), \(clock.date)
            WHERE NOT EXISTS (
                SELECT 1 FROM auth.lockouts WHERE account = \(attempt.account) AND lock_end_time > \(clock.date)
            ) AND (SELECT count(*) \(inWindow(attempt))) < \(AuthLimits.failuresMax)
            """,
            "SELECT count(*) \(inWindow(attempt)) AND (\(isCertain))",
            "SELECT lock_end_time FROM auth.lockouts WHERE account = \(attempt.account) AND lock_end_time > \(clock.date)",
        ])
        let user = try results[3].first?.decode(UUID.self, "user_id")
        let tenant = try results[3].first?.decode(UUID.self, "tenant_id")
        if results[4].affectedRows == 1 { return .booked(user: user, tenant: tenant) }
        if let until = try results[6].first?.decode(Date.self, "lock_end_time") {
            return .locked(until: until, user: user, tenant: tenant)
        }
        guard try results[5][0].decode(Int.self, 0) >= AuthLimits.failuresMax else { return .busy }
        return .locked(until: try await lock(attempt, on: connection), user: user, tenant: tenant)
    }

    /// Makes the failure certain, locks the account if it was one too many, and says so in the audit log. The same work
    /// for names that nobody has.
    func failed(_ attempt: Attempt, _ refusal: RPCError) async throws {
        try await pool.withTransaction(tenant: attempt.tenant.text) { connection in
            let results = try await connection.batch([
                AdvisoryLock.take(attempt.account),
                "UPDATE auth.login_failures SET is_certain = true WHERE attempt_id = \(attempt.id)",
                "UPDATE auth.lockouts SET last_failure_time = \(clock.date) WHERE account = \(attempt.account)",
                "SELECT count(*) \(inWindow(attempt)) AND (\(isCertain))",
            ])
            var detail = Self.reason(refusal, attempt)
            if try results[3][0].decode(Int.self, 0) >= AuthLimits.failuresMax {
                let end = try await lock(attempt, on: connection)
                detail += "; the account is locked for \(Int64(end.timeIntervalSince1970) - clock.seconds()) seconds"
            }
            try await write(attempt, detail, on: connection)
        }
    }

    /// A locked account's refusals are written down once in a while: whoever keeps trying must not fill the log.
    private func refused(_ attempt: Attempt, until end: Date) async throws {
        try await pool.withTransaction(tenant: attempt.tenant.text) { connection in
            let isNews = try await connection.execute(
                """
                UPDATE auth.lockouts SET refusal_time = \(clock.date)
                WHERE account = \(attempt.account)
                    AND coalesce(refusal_time <= \(clock.date(in: -AuthLimits.refusalAuditSeconds)), true)
                """)
            guard isNews == 1 else { return }
            try await write(attempt, "the account is locked", on: connection)
        }
    }

    private func write(_ attempt: Attempt, _ detail: String, on connection: PostgresConnection) async throws {
        try await StrangerTries.record(
            event(attempt, detail), isKnown: attempt.user != nil, at: clock.date, on: connection)
    }

    private func event(_ attempt: Attempt, _ detail: String) -> AuditEvent {
        // A name that nobody has is not written down: it may be a password in the wrong place.
        var actor = attempt.actor
        actor.username = attempt.user == nil ? "" : attempt.username
        return AuditEvent(
            tenant: attempt.tenant, time: clock.date, actor: actor, action: attempt.action,
            resource: attempt.user.map { "users/\($0.text)" } ?? "", result: .denied,
            detail: detail)
    }

    /// More than the caller is told.
    private static func reason(_ refusal: RPCError, _ attempt: Attempt) -> String {
        guard refusal == LoginErrors.wrongPassword else { return refusal.message }
        return attempt.user == nil ? "nobody has this name" : "the password is wrong, or the user is deleted"
    }

    private func inWindow(_ attempt: Attempt) -> SQL {
        """
        FROM auth.login_failures WHERE account = \(attempt.account)
            AND failed_time > \(clock.date(in: -AuthLimits.failureWindowSeconds))
        """
    }

    private var isCertain: SQL {
        "is_certain OR failed_time <= \(clock.date(in: -AuthLimits.decisionSecondsMax))"
    }

    /// Rows that another login is sweeping are left to it, or the two might wait for each other.
    private var sweepFailures: SQL {
        """
        DELETE FROM auth.login_failures WHERE attempt_id IN (
            SELECT attempt_id FROM auth.login_failures
            WHERE failed_time <= \(clock.date(in: -AuthLimits.failureWindowSeconds))
            LIMIT \(AuthLimits.failuresSweptMax) FOR UPDATE SKIP LOCKED)
        """
    }

    private static func refusal(_ lock: (message: String, reason: String), seconds: Int64) -> RPCError {
        let seconds = max(1, seconds)
        return RPCError(
            .resourceExhausted, "\(lock.message); try again in \(seconds) seconds.",
            details: [
                GoogleRpc.RetryInfo(retryDelay: GoogleProtobuf.Duration(seconds: seconds)),
                GoogleRpc.ErrorInfo(reason: lock.reason, domain: Refusal.domain),
            ])
    }
}
