import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// A second factor given again within a session, for methods that ask for a fresh one.
struct StepUpFlow: Sendable {
    let pool: PostgresPool
    let accounts: AccountStore
    let failures: FailureLimit
    let secondFactor: SecondFactor
    let sessions: SessionStore
    let issuer: TokenIssuer
    let clock: WallClock

    /// An access token of the same session; its refresh token stays as it is.
    func run(_ caller: Caller, code: String, actor: AuditActor) async throws -> AuthV1.Tokens {
        guard let session = caller.session,
            let account = try await accounts.get(caller.user, tenant: caller.homeTenant)
        else { throw LoginErrors.usersOnly }
        guard account.hasFactor else { throw FactorErrors.missing }
        guard !code.isEmpty else { throw RPCError.invalidArgument(field: "totp_code", "give a code") }
        try await failures.booked(account.username, counter: .stepUp, by: actor, action: "auth.stepUp") { attempt in
            try await secondFactor.prove(.totpCode(code), of: account, answering: nil)
            // A whole login forgives what failed before; one proof of two does not.
            try await failures.succeeded(attempt)
        }
        let (current, proofs) = try await raise(session, of: account, actor)
        return try await issuer.tokens(for: current, session: session, proofs: proofs, authenticatedAt: clock.date)
    }

    private func raise(_ session: UUID, of known: Account, _ actor: AuditActor) async throws -> (Account, Proofs) {
        try await pool.withTransaction(tenant: known.tenant.text) { connection in
            // The user's row first, as everywhere: what they may do stays as it is until the token is made.
            guard let account = try await AccountStore.get(known.id, on: connection, lock: true),
                account.refusal == nil, account.hasFactor,
                let standing = try await sessions.standing(of: session, user: account.id, on: connection)
            else { throw LoginErrors.changedMeanwhile }
            let proofs = standing.proofs.subtracting(.trustedDevice).union(.code)
            guard account.nextStep(after: proofs) == nil else { throw LoginErrors.changedMeanwhile }
            try await sessions.raise(session, of: account, to: proofs, on: connection)
            try await AuthSchema.outbox.record(
                AuditEvent(
                    tenant: account.tenant, time: clock.date, actor: actor, action: "auth.stepUp",
                    resource: "users/\(account.id.text)/sessions/\(session.text)",
                    detail: proofs.methods.joined(separator: " ")), on: connection)
            return (account, proofs)
        }
    }
}
