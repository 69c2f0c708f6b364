import FoundationEssentials
import RPC
import ServiceKit
import Tokens

/// The user who makes a call for their own account, with an access token or with a challenge.
struct Caller: Sendable {
    var user: UUID
    var tenant: UUID
    /// Set when the call was made with a challenge token.
    var challenge: Challenge?
    /// What the token stands for.
    var proofs: Proofs
    var roles: [String]

    init(_ context: ServerContext) throws(RPCError) {
        let principal = try context.requirePrincipal()
        guard principal.kind != .service, let user = UUID(uuidString: principal.subject),
            let tenant = UUID(uuidString: principal.tenantID)
        else { throw LoginErrors.usersOnly }
        self.user = user
        self.tenant = tenant
        roles = principal.roles
        proofs = principal.secondFactor ? [.password, .code] : .password
        if case .challenge(let kind) = principal.kind {
            guard
                let challenge = Challenge(
                    kind: ChallengeClaims.Kind(kind), tokenID: principal.tokenID, subject: principal.subject,
                    tenant: principal.tenantID)
            else { throw LoginErrors.challengeOver }
            self.challenge = challenge
        }
    }

    /// `users/me` and the caller's own id are the same; anybody else does not exist.
    func check(name: String, suffix: String = "") throws(RPCError) {
        guard name == "users/me\(suffix)" || name == "users/\(user.text)\(suffix)" else {
            throw RPCError(.notFound, "There is no \(name) that you may change.")
        }
    }
}

extension ChallengeClaims.Kind {
    init(_ kind: ChallengeKind) {
        switch kind {
        case .mfa: self = .mfa
        case .enrollment: self = .enrollment
        case .passwordChange: self = .passwordChange
        }
    }
}
