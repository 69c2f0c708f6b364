import Crypto
import FoundationEssentials
import Logging
import Messages
import ServiceKit
import Tokens

/// The steps from a password to tokens: change a password that somebody else made, then give or enrol the
/// second factor. Tokens come only after the last step that the account needs.
struct LoginFlow: Sendable {
    typealias Outcome = AuthV1.LoginResponse.Outcome

    let accounts: AccountStore
    let challenges: ChallengeStore
    let failures: FailureLimit
    let secondFactor: SecondFactor
    let hasher: PasswordHasher
    let issuer: TokenIssuer
    let sessions: SessionStore
    let clock: WallClock
    let logger: Logger

    /// - Parameter code: a TOTP code given together with the password; empty if there is none.
    func login(username: String, password: Secret, code: String, origin: CallOrigin) async throws -> Outcome {
        let username = Username(given: username)
        return try await failures.booked(username.text, origin: origin) { attempt in
            let account = try await authenticate(username, password)
            var proofs: Proofs = .password
            if !code.isEmpty, account.hasFactor, !account.passwordChangeRequired {
                try await secondFactor.prove(code, of: account, answering: nil)
                proofs.insert(.code)
            }
            return try await proceed(account, proofs: proofs, origin: origin, attempt: attempt)
        }
    }

    /// The second step: a code for the challenge that the first one gave.
    func verify(code: String, challengeToken: String, origin: CallOrigin) async throws -> AuthV1.Tokens {
        let challenge = try await mfaChallenge(challengeToken)
        guard let account = try await secondFactor.bookTry(challenge) else { throw LoginErrors.challengeOver }
        try await failures.booked(account.username, origin: origin) { attempt in
            try await secondFactor.prove(code, of: account, answering: challenge)
            try await failures.cleared(attempt)
        }
        return try await open(account, [.password, .code], origin)
    }

    /// Tokens, or the challenge that stands before them.
    func proceed(
        _ account: Account, proofs: Proofs, origin: CallOrigin, attempt: FailureLimit.Attempt?
    ) async throws -> Outcome {
        if let kind = account.nextStep(after: proofs) {
            if let attempt { try await failures.succeeded(attempt) }
            return try await challenge(kind, account)
        }
        if let attempt { try await failures.cleared(attempt) }
        return .tokens(try await open(account, proofs, origin))
    }

    private func open(_ account: Account, _ proofs: Proofs, _ origin: CallOrigin) async throws -> AuthV1.Tokens {
        let tokens = try await sessions.open(account, proofs: proofs, origin: origin)
        log("login", account, proofs)
        return tokens
    }

    private func challenge(_ kind: ChallengeClaims.Kind, _ account: Account) async throws -> Outcome {
        let claims = try await challenges.create(kind, for: account)
        switch kind {
        case .mfa: return .mfaChallenge(try await issuer.challenge(claims, answeredBy: ["totp"]))
        case .enrollment: return .enrollmentChallenge(try await issuer.challenge(claims, answeredBy: ["totp"]))
        case .passwordChange:
            return .passwordChangeChallenge(try await issuer.challenge(claims, answeredBy: ["password"]))
        }
    }

    private func authenticate(_ username: Username, _ password: Secret) async throws -> Account {
        let account = try await accounts.find(username)
        guard try await hasher.verify(password, against: account?.passwordHash), let account else {
            logger.notice(
                "login refused", metadata: ["reason": "password", "user": "\(account?.id.text ?? "unknown")"])
            throw LoginErrors.wrongPassword
        }
        if let refusal = account.refusal { throw refusal }
        if let end = account.passwordExpireTime, end <= clock.date { throw LoginErrors.passwordExpired }
        return hasher.needsRehash(account.passwordHash) ? try await renewHash(account, password) : account
    }

    /// The account with a hash of today's parameters. Another login may have been faster, or the password was changed,
    /// which shows when the session is opened.
    private func renewHash(_ account: Account, _ password: Secret) async throws -> Account {
        var renewed = account
        renewed.passwordHash = try await hasher.hash(password)
        if try await accounts.replaceHash(account.passwordHash, with: renewed.passwordHash, of: account) {
            return renewed
        }
        guard let current = try await accounts.get(account.id, tenant: account.tenant),
            try await hasher.verify(password, against: current.passwordHash)
        else { throw LoginErrors.wrongPassword }
        return current
    }

    private func mfaChallenge(_ token: String) async throws -> Challenge {
        guard let claims = try await issuer.verifiedChallenge(token), claims.kind == .mfa,
            let challenge = Challenge(claims)
        else { throw LoginErrors.challengeOver }
        return challenge
    }

    private func log(_ event: String, _ account: Account, _ proofs: Proofs) {
        logger.info(
            "\(event)",
            metadata: [
                "user": "\(account.id.text)", "tenant": "\(account.tenant.text)",
                "methods": "\(proofs.methods.joined(separator: " "))",
            ])
    }
}
