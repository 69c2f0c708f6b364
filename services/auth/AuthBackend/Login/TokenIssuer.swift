import FoundationEssentials
import Messages
import ServiceKit
import Tokens

/// Signs the tokens that the service gives out.
struct TokenIssuer: Sendable {
    let keyring: SigningKeyring
    let clock: WallClock

    /// - Parameters:
    ///   - authenticatedAt: when the user last proved who they are; now unless given.
    ///   - refresh: the session's new refresh token; empty leaves the one it has.
    func tokens(
        for account: Account, session: UUID, proofs: Proofs, authenticatedAt: Date? = nil, refresh: String = ""
    ) async throws -> AuthV1.Tokens {
        let claims = AccessClaims(
            kind: .user, subject: account.id.text, sessionID: session.text, tenant: account.tenant.text,
            roles: account.roles, tokenID: UUID().text, issuedAt: clock.seconds(),
            lifetimeSeconds: AccessClaims.userLifetimeSeconds, authenticationMethods: proofs.methods,
            authenticatedAt: authenticatedAt.map { Int64($0.timeIntervalSince1970) })
        return AuthV1.Tokens(
            accessToken: try await keyring.key().signer.sign(claims), tokenType: "bearer",
            expiresIn: Int32(AccessClaims.userLifetimeSeconds), refreshToken: refresh)
    }

    /// For an API key, which is worth what its scopes and its owner's roles both allow.
    func token(
        for account: Account, scopes: [String], session: UUID, lifetimeSeconds: Int64
    ) async throws -> String {
        try await keyring.key().signer.sign(
            AccessClaims(
                kind: .apiKey, subject: account.id.text, sessionID: session.text, tenant: account.tenant.text,
                roles: account.roles, scope: scopes.joined(separator: " "), tokenID: UUID().text,
                issuedAt: clock.seconds(), lifetimeSeconds: lifetimeSeconds, authenticationMethods: []))
    }

    /// - Parameter callee: the service that will accept it.
    func serviceToken(of service: String, for callee: PlatformService) async throws -> String {
        try await keyring.key().signer.sign(
            AccessClaims(
                kind: .service, subject: service, callee: callee.rawValue, tenant: "", roles: [],
                tokenID: UUID().text, issuedAt: clock.seconds(), lifetimeSeconds: AccessClaims.serviceLifetimeSeconds,
                authenticationMethods: []))
    }

    func challenge(_ claims: ChallengeClaims, answeredBy methods: [String]) async throws -> AuthV1.Challenge {
        AuthV1.Challenge(
            challengeToken: try await keyring.key().signer.sign(claims), methods: methods,
            expireTime: GoogleProtobuf.Timestamp(seconds: claims.expiresAt, nanos: 0))
    }

    /// Reads a challenge that came in a request instead of in `authorization`; nil if it is not one of ours.
    func verifiedChallenge(_ token: String) async throws -> ChallengeClaims? {
        let keys = try await keyring.keys().keySet
        return try? TokenVerifier(keys: keys).verifyChallenge(token, now: clock.seconds())
    }
}
