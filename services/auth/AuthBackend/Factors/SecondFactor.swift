import Crypto
import FoundationEssentials
import Logging
import Postgres
import RPC
import ServiceKit

/// Checks and enrols TOTP codes, so that each works once whoever asks, and wherever.
struct SecondFactor: Sendable {
    let pool: PostgresPool
    let factors: TOTPFactorStore
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

    /// Returns only if the code is right and was never used; it is used then, and so is the challenge.
    func prove(_ code: String, of account: Account, answering challenge: Challenge?) async throws {
        try await pool.withTransaction(tenant: account.tenant.text) { connection in
            guard let factor = try await factors.get(account.id, on: connection), factor.isConfirmed,
                let step = try match(code, factor),
                try await factors.useStep(step, of: account.id, on: connection)
            else { throw refusal(account) }
            if let challenge, try await !challenges.consume(challenge, on: connection) {
                throw LoginErrors.challengeOver
            }
        }
    }

    /// A new secret for an account without a confirmed factor.
    func enroll(_ user: UUID, tenant: UUID, answering challenge: Challenge?) async throws -> (Account, Secret) {
        let secret = try TOTP.makeSecret()
        return try await pool.withTransaction(tenant: tenant.text) { connection in
            if let challenge, try await !challenges.isLive(challenge, on: connection) {
                throw LoginErrors.challengeOver
            }
            guard let account = try await AccountStore.get(user, on: connection) else { throw LoginErrors.usersOnly }
            guard try await factors.enroll(secret, for: user, tenant: tenant, at: clock.date, on: connection) else {
                throw RPCError(.failedPrecondition, "A second factor is enrolled already.")
            }
            return (account, secret)
        }
    }

    /// Activates the enrolled factor if the code proves that its secret arrived.
    func confirm(_ code: String, of account: Account, answering challenge: Challenge?) async throws {
        try await pool.withTransaction(tenant: account.tenant.text) { connection in
            guard let factor = try await factors.get(account.id, on: connection), !factor.isConfirmed else {
                throw RPCError(.failedPrecondition, "There is no enrolment to confirm.")
            }
            guard let step = try match(code, factor),
                try await factors.confirm(factor, step: step, of: account.id, at: clock.date, on: connection)
            else { throw refusal(account) }
            if let challenge, try await !challenges.consume(challenge, on: connection) {
                throw LoginErrors.challengeOver
            }
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
