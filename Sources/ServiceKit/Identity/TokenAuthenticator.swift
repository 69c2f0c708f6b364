import FoundationEssentials
package import RPC
import Tokens

/// From a bearer token to the caller it speaks for.
package final class TokenAuthenticator: Sendable {
    /// Verified tokens are kept for a minute at most: a signature costs more than the rest of a small call.
    private let memory: TokenMemory
    private let service: PlatformService
    private let keys: any KeySource
    private let clock: @Sendable () -> Int64

    package static let rememberedMax = 4096
    package static let rememberedSeconds: Int64 = 60

    /// - Parameter service: the one that is called: other services' tokens must be for it.
    package init(
        service: PlatformService, keys: any KeySource, memory: TokenMemory,
        clock: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
    ) {
        self.service = service
        self.keys = keys
        self.memory = memory
        self.clock = clock
    }

    /// The caller whose token was shown in this text a moment ago: nothing to wait for, and most calls of most callers.
    func recall(_ shown: String, at now: Int64, _ need: TokenMemory.Need) throws(RPCError) -> Caller? {
        try memory.recall(shown, at: now, need)
    }

    /// Has a call that was admitted end when its caller's session does.
    func hold(_ context: ServerContext, of caller: Caller) throws(RPCError) { try memory.hold(context, of: caller) }

    /// - Parameters:
    ///   - shown: the text that the token was shown in, by which it is remembered; the token itself unless given.
    ///   - need: how recent the knowledge must be that the token's session goes on.
    ///   - waits: whether to wait for that knowledge right after the start of the service.
    package func caller(
        of token: String, shownAs shown: String? = nil, _ need: TokenMemory.Need = .trusted, waits: Bool = true
    ) async throws(RPCError) -> Caller {
        let now = clock()
        if let known = try memory.recall(shown ?? token, at: now, need) { return known }
        let verified = try await verify(token, now: now)
        let caller = caller(verified, token)
        try await memory.admit(caller, shownAs: shown ?? token, keyID: verified.keyID, at: now, need, waits: waits)
        return caller
    }

    private func verify(_ token: String, now: Int64) async throws(RPCError) -> VerifiedToken {
        var verifier = TokenVerifier(keys: try await keys.keys(for: nil), service: service.rawValue)
        do throws(TokenError) {
            return try verifier.verify(token, now: now)
        } catch .unknownKey(let keyID) {
            guard !memory.isRevoked(keyID: keyID) else { throw TokenMemory.revoked }
            verifier.keys = try await keys.keys(for: keyID)
            return try Self.refusing { () throws(TokenError) in try verifier.verify(token, now: now) }
        } catch {
            throw Self.refusal(error)
        }
    }

    private static func refusing<Value>(_ body: () throws(TokenError) -> Value) throws(RPCError) -> Value {
        do throws(TokenError) {
            return try body()
        } catch {
            throw refusal(error)
        }
    }

    private static func refusal(_ error: TokenError) -> RPCError {
        let reason = error == .expired ? "TOKEN_EXPIRED" : "TOKEN_INVALID"
        return Refusal.unauthenticated("The access token is not accepted: \(error).", reason: reason)
    }

    private func caller(_ verified: VerifiedToken, _ text: String) -> Caller {
        switch verified.claims {
        case .access(let claims):
            let principal = Principal(
                kind: Principal.Kind(claims.kind), subject: claims.subject, tenantID: claims.tenant,
                roles: claims.roles, scopes: claims.scope.map { Set($0.split(separator: " ").map(String.init)) },
                sessionID: claims.sessionID ?? "", tokenID: claims.tokenID, secondFactor: claims.secondFactor,
                bearerToken: text)
            return Caller(
                principal: principal, authenticatedAt: claims.authenticatedAt, expiresAt: claims.expiresAt,
                keyID: verified.keyID)
        case .challenge(let claims):
            let principal = Principal(
                kind: .challenge(ChallengeKind(claims.kind)), subject: claims.subject, tenantID: claims.tenant,
                tokenID: claims.tokenID, bearerToken: text)
            return Caller(
                principal: principal, authenticatedAt: claims.issuedAt, expiresAt: claims.expiresAt,
                keyID: verified.keyID)
        }
    }
}

extension Principal.Kind {
    init(_ kind: AccessClaims.Kind) {
        switch kind {
        case .user: self = .user
        case .apiKey: self = .apiKey
        case .service: self = .service
        }
    }
}

extension ChallengeKind {
    init(_ kind: ChallengeClaims.Kind) {
        switch kind {
        case .mfa: self = .mfa
        case .enrollment: self = .enrollment
        case .passwordChange: self = .passwordChange
        }
    }
}
