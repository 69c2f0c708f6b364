import Crypto
import FoundationEssentials
import Logging
import Messages
import RPC
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
    let devices: TrustedDeviceStore
    let hasher: PasswordHasher
    let issuer: TokenIssuer
    let sessions: SessionStore
    let clock: WallClock
    let logger: Logger

    /// - Parameters:
    ///   - code: a TOTP code given together with the password; empty if there is none.
    ///   - deviceToken: of a device that was remembered; empty if there is none, and as good as that if it is not.
    func login(
        username: String, password: Secret, code: String, deviceToken: String, origin: CallOrigin
    ) async throws -> Outcome {
        let username = Username(given: username)
        return try await failures.booked(
            username.text, counter: devices.counter(deviceToken, of: username), by: AuditActor(origin: origin),
            action: "auth.login"
        ) { attempt in
            let account = try await authenticate(username, password, attempt)
            let (proofs, device) = try await factors(of: account, code, deviceToken, origin)
            return try await proceed(account, proofs: proofs, origin: origin, attempt: attempt, device: device)
        }
    }

    /// What stands beside the password.
    private func factors(
        of account: Account, _ code: String, _ deviceToken: String, _ origin: CallOrigin
    ) async throws -> (Proofs, LoginDevice) {
        guard account.hasFactor, !account.passwordChangeRequired else { return (.password, .unknown) }
        if !code.isEmpty {
            try await secondFactor.prove(.totpCode(code), of: account, answering: nil)
            return ([.password, .code], .unknown)
        }
        guard let device = try await devices.recognize(deviceToken, of: account, origin: origin) else {
            return (.password, .unknown)
        }
        return ([.password, .trustedDevice], .trusted(device))
    }

    /// The second step: a code for the challenge that the first one gave.
    /// - Parameter rememberDevice: asks for a device token, which accounts get that may rely on one.
    func verify(
        _ proof: FactorProof, challengeToken: String, rememberDevice: Bool, origin: CallOrigin
    ) async throws -> (tokens: AuthV1.Tokens, device: TrustedDeviceStore.New?) {
        let challenge = try await mfaChallenge(challengeToken)
        guard let account = try await secondFactor.bookTry(challenge) else { throw LoginErrors.challengeOver }
        let actor = AuditActor(name: "users/\(account.id.text)", origin: origin)
        try await failures.booked(account.username, by: actor, action: "auth.verifyMfa") { attempt in
            try await secondFactor.prove(proof, of: account, answering: challenge)
            try await failures.cleared(attempt)
        }
        let device = rememberDevice && account.mayTrustDevices ? try devices.new(for: account) : nil
        let tokens = try await open(
            account, proof.proofs.union(.password), origin, device.map { .remembered($0) } ?? .unknown)
        return (tokens, device)
    }

    /// Tokens, or the challenge that stands before them.
    /// - Parameter authenticatedAt: when the proofs were given, if not now.
    func proceed(
        _ account: Account, proofs: Proofs, origin: CallOrigin, attempt: FailureLimit.Attempt?,
        device: LoginDevice = .unknown, authenticatedAt: Date? = nil
    ) async throws -> Outcome {
        if let kind = account.nextStep(after: proofs) {
            if let attempt { try await failures.succeeded(attempt) }
            return try await challenge(kind, account)
        }
        if let attempt { try await failures.cleared(attempt) }
        return .tokens(try await open(account, proofs, origin, device, authenticatedAt))
    }

    private func open(
        _ account: Account, _ proofs: Proofs, _ origin: CallOrigin, _ device: LoginDevice,
        _ authenticatedAt: Date? = nil
    ) async throws -> AuthV1.Tokens {
        let tokens = try await sessions.open(
            account, proofs: proofs, origin: origin, device: device, authenticatedAt: authenticatedAt)
        log("login", account, proofs)
        return tokens
    }

    private func challenge(_ kind: ChallengeClaims.Kind, _ account: Account) async throws -> Outcome {
        let claims = try await challenges.create(kind, for: account)
        switch kind {
        case .mfa:
            return .mfaChallenge(
                try await issuer.challenge(claims, answeredBy: secondFactor.methods(of: account)))
        case .enrollment: return .enrollmentChallenge(try await issuer.challenge(claims, answeredBy: ["totp"]))
        case .passwordChange:
            return .passwordChangeChallenge(try await issuer.challenge(claims, answeredBy: ["password"]))
        }
    }

    private func authenticate(
        _ username: Username, _ password: Secret, _ attempt: FailureLimit.Attempt
    ) async throws -> Account {
        let account = try await accounts.find(username)
        guard try await hasher.verify(password, against: account?.passwordHash), let account else {
            logger.notice(
                "login refused", metadata: ["reason": "password", "user": "\(account?.id.text ?? "unknown")"])
            throw LoginErrors.wrongPassword
        }
        if let refusal = account.refusal ?? passwordExpired(account) {
            // Refused for another reason than the proof. A deleted user's name is one that nobody has.
            if !account.isDeleted { try await failures.succeeded(attempt) }
            throw refusal
        }
        return hasher.needsRehash(account.passwordHash) ? try await renewHash(account, password) : account
    }

    private func passwordExpired(_ account: Account) -> RPCError? {
        account.passwordExpireTime.map { $0 <= clock.date } == true ? LoginErrors.passwordExpired : nil
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
