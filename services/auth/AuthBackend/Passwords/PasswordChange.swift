import Crypto
import FoundationEssentials
import Postgres
import RPC
import ServiceKit

/// Replaces a user's own password, as one step of a login or at any later time.
struct PasswordChange: Sendable {
    let pool: PostgresPool
    let accounts: AccountStore
    let challenges: ChallengeStore
    let failures: FailureLimit
    let hasher: PasswordHasher
    let rules: PasswordRules
    let login: LoginFlow
    let sessions: SessionStore

    func run(
        _ caller: Caller, current: String, new: String, actor: AuditActor
    ) async throws -> LoginFlow.Outcome {
        guard let account = try await accounts.get(caller.user, tenant: caller.homeTenant) else {
            throw LoginErrors.usersOnly
        }
        // A password that won't do uses no answer up, for it costs nothing to say so.
        try rules.check(new, field: "new_password", username: account.username)
        try await bookAnswer(caller)
        // Whoever holds the challenge gave the password a moment ago.
        if caller.challenge == nil || !current.isEmpty { try await check(current, account, caller, actor) }
        guard try await !hasher.verify(Secret(password: new), against: account.passwordHash) else {
            throw PasswordRules.sameAsBefore
        }
        let (changed, standing) = try await replace(
            account, with: hasher.hash(Secret(password: new)), caller, actor: actor)
        return try await login.proceed(
            changed, proofs: standing?.proofs ?? .password, origin: actor.origin, attempt: nil,
            authenticatedAt: standing?.authTime)
    }

    /// Before anything is hashed: a challenge is worth some answers, used or not, and not any number of hashes.
    private func bookAnswer(_ caller: Caller) async throws {
        guard let challenge = caller.challenge else { return }
        let isBooked = try await pool.withTransaction(tenant: challenge.tenant.text) { connection in
            try await challenges.useTry(challenge, on: connection)
        }
        guard isBooked else { throw LoginErrors.challengeOver }
    }

    private func check(_ current: String, _ account: Account, _ caller: Caller, _ actor: AuditActor) async throws {
        // In a session, whoever fails here can't lock those out who log in, nor the other way round.
        let counter: FailureCounter = caller.challenge == nil ? .passwordChange : .account
        try await failures.booked(account.username, counter: counter, by: actor, action: "users.changePassword") {
            attempt in
            guard try await hasher.verify(Secret(password: current), against: account.passwordHash) else {
                throw RPCError.invalidArgument(field: "current_password", "the current password is wrong")
            }
            try await failures.succeeded(attempt)
        }
    }

    private func replace(
        _ account: Account, with hash: String, _ caller: Caller, actor: AuditActor
    ) async throws -> (Account, SessionStore.Standing?) {
        try await pool.withTransaction(tenant: account.tenant.text) { connection in
            // The user's row first, as everywhere; a password that was replaced meanwhile stays.
            _ = try await AccountStore.locked(account, on: connection)
            if let challenge = caller.challenge, try await !challenges.consume(challenge, on: connection) {
                throw LoginErrors.challengeOver
            }
            try await AccountStore.setOwnPassword(hash, of: account.id, on: connection)
            guard let changed = try await AccountStore.get(account.id, on: connection) else {
                throw LoginErrors.usersOnly
            }
            let standing = try await standing(of: changed, caller, on: connection)
            try await AuthSchema.outbox.record(
                AuditEvent(
                    tenant: account.tenant, time: sessions.clock.date, actor: actor, action: "users.changePassword",
                    resource: "users/\(account.id.text)"), on: connection)
            // The caller gets a session of their own.
            try await CredentialReset.endEverything(of: account.id, at: sessions.clock.date, on: connection)
            return (changed, standing)
        }
    }

    /// What the caller's session had proven, and when: a password is no second factor, so the new session is not
    /// fresher than the old one. Nil for a challenge, whose password was given a moment ago.
    private func standing(
        of account: Account, _ caller: Caller, on connection: PostgresConnection
    ) async throws -> SessionStore.Standing? {
        guard caller.challenge == nil else { return nil }
        guard
            var standing = try await sessions.standing(of: caller.session, user: account.id, on: connection)
        else { throw LoginErrors.changedMeanwhile }
        standing.proofs.remove(.trustedDevice)
        if !account.hasFactor { standing.proofs.formIntersection(.password) }
        return standing
    }
}
