import Crypto
import FoundationEssentials
import Logging
import Postgres
import RPC
import ServiceKit

/// Checks and enrols second factors, so that each code works once whoever asks, and wherever.
struct SecondFactor: Sendable {
    let pool: PostgresPool
    let factors: TOTPFactorStore
    let recoveryCodes: RecoveryCodeStore
    let challenges: ChallengeStore
    let clock: WallClock
    let logger: Logger

    /// Books one answer to a challenge, in a transaction of its own so that a wrong answer stays counted. Nil if the
    /// challenge takes no more answers.
    func bookTry(_ challenge: Challenge) async throws -> Account? {
        try await pool.withTransaction(tenant: challenge.tenant.text) { connection in
            guard try await challenges.useTry(challenge, on: connection) else { return nil }
            return try await AccountStore.get(challenge.user, on: connection)
        }
    }

    /// Returns only if the proof is right and was never used; it is used then, and so is the challenge.
    func prove(_ proof: FactorProof, of account: Account, answering challenge: Challenge?) async throws {
        try await pool.withTransaction(tenant: account.tenant.text) { connection in
            guard try await take(proof, of: account, on: connection) else { throw refusal(account) }
            if let challenge, try await !challenges.consume(challenge, on: connection) {
                throw LoginErrors.challengeOver
            }
        }
    }

    /// What may answer a challenge for the account.
    func methods(of account: Account) async throws -> [String] {
        let left = try await pool.withTransaction(tenant: account.tenant.text) { connection in
            try await recoveryCodes.count(of: account.id, on: connection)
        }
        return left > 0 ? ["totp", "recovery_code"] : ["totp"]
    }

    private func take(
        _ proof: FactorProof, of account: Account, on connection: PostgresConnection
    ) async throws -> Bool {
        switch proof {
        case .totpCode(let code):
            guard let factor = try await factors.get(account.id, on: connection), factor.isConfirmed,
                let step = try match(code, factor)
            else { return false }
            return try await factors.useStep(step, of: account.id, on: connection)
        case .recoveryCode(let text):
            guard let code = RecoveryCode(typed: text) else { return false }
            return try await recoveryCodes.use(code, of: account.id, on: connection)
        }
    }

    private func match(_ code: String, _ factor: TOTPFactorStore.Factor) throws -> Int64? {
        try TOTP.matchingStep(code, secret: factor.secret, around: TOTP.step(atUnixSeconds: clock.seconds()))
    }

    private func refusal(_ account: Account) -> RPCError {
        logger.notice("login refused", metadata: ["reason": "code", "user": "\(account.id.text)"])
        return LoginErrors.wrongCode
    }
}

/// Enrolment: a secret that is shown, and a first code that proves it arrived.
extension SecondFactor {
    /// A new secret for the caller's account, which has no confirmed factor yet. In a session, the caller must have
    /// signed in lately, or whoever finds an old token could plant a factor of their own.
    func enroll(_ caller: Caller, sessions: SessionStore, actor: AuditActor) async throws -> (Account, Secret) {
        let secret = try TOTP.makeSecret()
        return try await pool.withTransaction(tenant: caller.homeTenant.text) { connection in
            let account = try await account(of: caller, sessions, on: connection)
            guard
                try await factors.enroll(
                    secret, for: account.id, tenant: account.tenant, at: clock.date, on: connection)
            else { throw FactorErrors.enrolled }
            try await record("users.enrollTotp", account, actor, on: connection)
            return (account, secret)
        }
    }

    /// Activates the enrolled factor if the code proves that its secret arrived, and makes its recovery codes.
    func confirm(
        _ code: String, by caller: Caller, sessions: SessionStore, actor: AuditActor
    ) async throws -> [RecoveryCode] {
        try await pool.withTransaction(tenant: caller.homeTenant.text) { connection in
            let account = try await account(of: caller, sessions, on: connection)
            guard let factor = try await factors.get(account.id, on: connection), !factor.isConfirmed else {
                throw FactorErrors.nothingToConfirm
            }
            guard let step = try match(code, factor),
                try await factors.confirm(factor, step: step, of: account.id, at: clock.date, on: connection)
            else { throw refusal(account) }
            let codes = try await recoveryCodes.replace(of: account.id, tenant: account.tenant, on: connection)
            if let challenge = caller.challenge, try await !challenges.consume(challenge, on: connection) {
                throw LoginErrors.challengeOver
            }
            try await record("users.confirmTotp", account, actor, on: connection)
            return codes
        }
    }

    /// The caller's account, whose row comes first, as everywhere. What they enrol in must go on: a factor that is
    /// planted with a challenge or a session that has just been ended would lock its owner out.
    private func account(
        of caller: Caller, _ sessions: SessionStore, on connection: PostgresConnection
    ) async throws -> Account {
        guard let account = try await AccountStore.get(caller.user, on: connection, lock: true) else {
            throw LoginErrors.usersOnly
        }
        if let refusal = account.refusal { throw refusal }
        if let challenge = caller.challenge {
            guard try await challenges.isLive(challenge, on: connection) else { throw LoginErrors.challengeOver }
        } else {
            try await sessions.requireFresh(caller, on: connection)
        }
        return account
    }

    private func record(
        _ action: String, _ account: Account, _ actor: AuditActor, on connection: PostgresConnection
    ) async throws {
        try await AuthSchema.outbox.record(
            AuditEvent(
                tenant: account.tenant, time: clock.date, actor: actor, action: action,
                resource: "users/\(account.id.text)/totpFactor"), on: connection)
    }
}
